"""The list of all closures: filtered and sorted by the database, a page at a time."""

import re
from datetime import date, timedelta

import pytest

from desk.closure_list import PAGE
from models.closure import Closure, Target
from models.tables import Person, User
from scheduler.lifecycle import Answer
from tests.closures import add_user, planning, register
from tests.web.site import Browser, World

LISTED = re.compile(r'<a class="name" href="/closures/\d+">([^<]*)</a>')


@pytest.fixture
def browser(world: World) -> Browser:
    return world.signed_in()


def listed(browser: Browser, query: str = "") -> list[str]:
    return LISTED.findall(browser.get("/closures" + query).text)


@pytest.fixture
def followed(world: World) -> World:
    """Late, due today, put off, waiting, without dates, finished."""
    with world.writing() as session:
        user = session.get_one(User, 1)
        register(user, "5天", date(2026, 9, 1), target=Target("", "late"))
        register(user, target=Target("", "today"))
        put_off = register(user, "5天", date(2026, 9, 2), target=Target("", "put-off"))
        put_off.snooze(date(2026, 10, 20), planning("2026-10-09 10:00"))
        register(user, "30天", target=Target("jd-jintiao", "京东金条", "app"), note="工号 8001")
        register(user, "半年", date(2030, 1, 1), planning("2030-01-01 10:00"), target=Target("", "dateless"))
        done = register(user, "5天", date(2026, 8, 1), target=Target("", "done"))
        done.answer(Answer.VERIFIED, planning("2026-09-01 10:00"))
    return world


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ["late", "put-off", "today", "京东金条", "dateless", "done"]),
        ("?state=due", ["late", "today"]),
        ("?state=late", ["late"]),
        ("?state=waiting", ["put-off", "京东金条", "dateless"]),
        ("?state=finished", ["done"]),
        ("?q=jd", ["京东金条"]),
        ("?q=jingdong", ["京东金条"]),
        ("?q=8001", ["京东金条"]),
        ("?q=TODAY", ["today"]),
        ("?q=%25", []),
        ("?state=late&q=today", []),
        ("?page=2", []),
    ],
)
def test_filters(followed: World, browser: Browser, query: str, shown: list[str]) -> None:
    assert listed(browser, query) == shown


@pytest.mark.parametrize("query", ["?state=x", "?page=x", "?person=x", "?page=-1", "?q=" + "x" * 501])
def test_a_filter_that_cannot_be_is_a_mistake_of_the_visitor(browser: Browser, query: str) -> None:
    assert browser.get("/closures" + query).status_code == 422


def test_another_users_closures_are_never_listed(world: World, browser: Browser) -> None:
    with world.writing() as session:
        other = add_user(session, "other")
        register(other)
        theirs = other.people[0].id
    assert listed(browser) == []
    assert listed(browser, f"?person={theirs}") == []


def test_several_people_are_named_and_chosen(world: World, browser: Browser) -> None:
    with world.writing() as session:
        user = session.get_one(User, 1)
        register(user)
        li = Person(user=user, name="李女士", created_at=world.clock.now())
        session.add(li)
        session.flush()
        plan = planning("2026-09-24 10:00")
        from tests.closures import said

        Closure.register(li, Target("", "拍拍贷"), date(2026, 9, 24), said("5天"), plan)
        number = li.id
    page = browser.get("/closures").text
    assert "李女士 ·" in page
    assert listed(browser, f"?person={number}") == ["拍拍贷"]


def test_pages_follow_each_other_without_a_gap(world: World, browser: Browser) -> None:
    with world.writing() as session:
        user = session.get_one(User, 1)
        for n in range(PAGE + 1):
            register(user, "5天", date(2026, 8, 1) + timedelta(days=n % 9), target=Target("", f"p{n}"))
    first, second = listed(browser), listed(browser, "?page=2")
    assert (len(first), len(second)) == (PAGE, 1)
    assert len({*first, *second}) == PAGE + 1
    assert 'rel="next" href="/closures?page=2"' in browser.get("/closures").text
    assert 'rel="next"' not in browser.get("/closures?page=2").text
