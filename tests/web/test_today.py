"""The first page: what to do now, done once, taken back, and cheap."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from models.closure import Closure, Target
from models.tables import Channel, Event, Person, User
from scheduler.escalation import Filing, Rung
from scheduler.lifecycle import Answer
from scheduler.starting_acts import StartsAt
from tests.closures import add_channel, add_user, planning, register
from tests.web.site import Browser, World

HAIER = Target("haier-consumer-finance", "海尔消费金融", None)
ZHONGRONG = Target("zhongrong-trust", "中融国际信托", "phone")


def about(page: str, action: str = "/today/report-asked") -> str:
    """Which closures a form of the page acts on."""
    form = page[page.index(f'action="{action}"') :]
    found = re.search(r'name="about" value="([^"]*)"', form)
    assert found, "the form names nothing"
    return found[1]


def seen(world: World, number: int) -> int:
    with world.writing() as session:
        return session.get_one(Closure, number).last_change


def state(world: World, number: int) -> str:
    with world.writing() as session:
        return session.get_one(Closure, number).state


def tomorrow(world: World, days: int = 1) -> None:
    world.at(world.clock.moment + timedelta(days=days))


def own(world: World, stated: str = "3-5个工作日更新", on: date = date(2026, 9, 24), **rest: Any) -> int:
    """A closure of wang's; due on 9 October unless told otherwise."""
    with world.writing() as session:
        return register(world.user(session), stated, on, **rest).id


@pytest.fixture
def browser(world: World) -> Browser:
    return world.signed_in()


def test_strangers_are_shown_to_the_login(world: World) -> None:
    world.signed_in()
    for path in ("/", "/?person=1", "/closures", "/closures/1"):
        assert world.anybody().get(path).headers["location"] == "/login"


def test_an_empty_page_says_where_to_begin(browser: Browser) -> None:
    page = browser.get("/").text
    assert "Nothing is followed yet" in page
    assert 'href="/register"' in page


def test_nothing_to_do_is_said_with_the_next_date(world: World, browser: Browser) -> None:
    own(world, "30天", date(2026, 9, 20))
    page = browser.get("/").text
    assert "Nothing to do today" in page
    assert "The next date is Wed 21 Oct 2026: 京东金条" in page


def test_one_report_for_all_that_is_ready_and_what_waiting_buys(world: World, browser: Browser) -> None:
    own(world)
    own(world, target=HAIER)
    own(world, "30天", date(2026, 9, 20), target=ZHONGRONG)
    page = browser.get("/").text
    assert "1 thing to do today" in page
    assert "verifies 2" in page
    assert "Now it verifies 2; on Wed 21 Oct 2026 one report verifies all 3." in page


def test_a_report_that_was_asked_for_is_answered_tomorrow(world: World, browser: Browser) -> None:
    number = own(world)
    answer = browser.post("/today/report-asked", at="/", about=about(browser.get("/").text))
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    page = browser.get("/").text
    assert "Nothing to do today" in page
    assert "a new report was asked for" in page, "with the way back"
    tomorrow(world)
    page = browser.get("/").text
    assert "is it closed?" in page
    assert "Ask for one credit report" not in page
    browser.post(f"/closures/{number}/answer", at="/", seen=seen(world, number), answer="verified", back="/")
    assert "Nothing to do today" in browser.get("/").text
    assert state(world, number) == "verified"


def test_an_answer_that_was_taken_back_is_asked_for_again(world: World, browser: Browser) -> None:
    number = own(world)
    browser.post("/today/report-asked", at="/", about=about(browser.get("/").text))
    tomorrow(world)
    browser.post(f"/closures/{number}/answer", at="/", seen=seen(world, number), answer="not-updated")
    browser.post("/today/undo", at="/", about=about(browser.get("/").text, "/today/undo"))
    page = browser.get("/").text
    assert "is it closed?" in page
    assert "Ask for one credit report" not in page


def test_what_could_not_be_told_is_asked_a_report_for_again(world: World, browser: Browser) -> None:
    number = own(world)
    browser.post("/today/report-asked", at="/", about=about(browser.get("/").text))
    tomorrow(world)
    browser.post(f"/closures/{number}/answer", at="/", seen=seen(world, number), answer="cannot-tell")
    tomorrow(world, 7)
    assert "Ask for one credit report" in browser.get("/").text


def test_waiting_for_a_day_asks_for_the_report_then(world: World, browser: Browser) -> None:
    own(world)
    own(world, "30天", date(2026, 9, 20), target=HAIER)
    named = about(browser.get("/").text, "/today/wait")
    browser.post("/today/wait", at="/", about=named, until="2026-10-21")
    assert "Nothing to do today" in browser.get("/").text
    tomorrow(world, 11)
    page = browser.get("/").text
    assert "verifies 2" in page


def test_a_new_report_at_hand_is_answered_at_once(world: World, browser: Browser) -> None:
    own(world)
    own(world, target=HAIER)
    page = browser.get("/?report=here").text
    assert page.count('value="verified"') == 2
    assert 'name="back" value="/?report=here"' in page


def test_the_last_act_can_be_taken_back_from_all_it_was_done_to(world: World, browser: Browser) -> None:
    own(world)
    own(world, target=HAIER)
    browser.post("/today/report-asked", at="/", about=about(browser.get("/").text))
    page = browser.get("/").text
    assert "2 accounts: a new report was asked for" in page
    browser.post("/today/undo", at="/", about=about(page, "/today/undo"))
    page = browser.get("/").text
    assert "verifies 2" in page
    assert "Take it back" not in page, "what was taken back is not offered again"


def test_taking_back_is_offered_for_ten_minutes(world: World, browser: Browser) -> None:
    own(world)
    browser.post("/today/report-asked", at="/", about=about(browser.get("/").text))
    world.at(world.clock.moment + timedelta(minutes=11))
    assert "Take it back" not in browser.get("/").text


def test_two_tabs_do_not_act_twice_on_all(world: World, browser: Browser) -> None:
    own(world)
    other = own(world, target=HAIER)
    named = about(browser.get("/").text)
    browser.post(f"/closures/{other}/answer", at="/", seen=0, answer="verified")
    answer = browser.post("/today/report-asked", at="/", about=named)
    assert answer.status_code == 409
    assert "answered: Closed (round 1)" in answer.text, "it says what happened"
    with world.writing() as session:
        assert session.query(Event).filter_by(kind="snoozed").count() == 0, "nothing was done to the other"


@pytest.mark.parametrize("named", ["", "x", "1", "1-", "99-0", "1-0 " * 401])
def test_a_form_that_names_nothing_we_know_is_refused(world: World, browser: Browser, named: str) -> None:
    own(world)
    answer = browser.post("/today/report-asked", at="/", about=named)
    assert answer.status_code in (404, 422)


def test_a_call_is_a_link_and_disappears_when_it_was_made(world: World, browser: Browser) -> None:
    number = own(world, "连续打3天,7天后更新", date(2026, 10, 9), target=ZHONGRONG)
    page = browser.get("/").text
    assert 'href="tel:95037"' in page
    assert "last checked" in page
    assert "Please close my account" in page
    form: dict[str, Any] = {"seen": seen(world, number), "on": "2026-10-10", "back": "/"}
    assert browser.post(f"/closures/{number}/act", at="/", **form).status_code == 303
    assert "Make a call" not in browser.get("/").text


def test_an_act_that_is_awaited_is_asked_for_on_its_day(world: World, browser: Browser) -> None:
    number = own(
        world, "30天", date(2026, 10, 7), target=HAIER, starts_at=StartsAt.CALL_BACK, has_started=False
    )
    assert "Has it happened?" in browser.get("/").text
    browser.post(f"/closures/{number}/act", at="/", seen=0, on="2026-10-10")
    assert "Has it happened?" not in browser.get("/").text


def test_an_escalation_without_an_answer_says_which_step_is_next(world: World, browser: Browser) -> None:
    number = own(world, "5天", date(2026, 8, 1))
    with world.writing() as session:
        closure = session.get_one(Closure, number)
        closure.answer(Answer.STILL_OPEN, planning("2026-09-01 10:00"))
        filing = Filing(Rung.OBJECTION, date(2026, 9, 5))
        closure.escalate(filing, planning("2026-09-05 10:00"), "YY-1")
    page = browser.get("/").text
    assert "The answer is overdue" in page
    assert "15 days over" in page
    assert "YY-1" in page
    assert "complaint to the PBOC branch" in page


def test_lateness_is_said_in_words_and_long_lateness_looks_different(world: World, browser: Browser) -> None:
    own(world, "5天", date(2026, 9, 28))
    own(world, "5天", date(2026, 9, 1), target=HAIER)
    page = browser.get("/").text
    assert '"tag late">1 day late<' in page
    assert '"tag long-late">32 days late<' in page


def test_provisional_dates_look_provisional(world: World, browser: Browser) -> None:
    own(world, "半年", date(2026, 9, 30))
    page = browser.get("/").text
    assert 'class="provisional"' in page
    assert ">provisional<" in page


def follow(world: World, *names: str) -> list[int]:
    """More people of wang's, each with one closure; their numbers."""
    with world.writing() as session:
        user = world.user(session)
        for name in names:
            session.add(Person(user=user, name=name, created_at=world.clock.now()))
        session.flush()
        session.expire(user, ["people"])
        people = [person for person in user.people if person.name in names]
        for person in people:
            _register_for(person, world.clock.now())
        return [person.id for person in people]


def _register_for(person: Person, now: datetime) -> Closure:
    from tests.closures import said

    plan = planning("2026-09-24 10:00")
    return Closure.register(person, HAIER, date(2026, 9, 24), said("3-5个工作日"), plan)


def test_one_person_sees_no_names_of_people(world: World, browser: Browser) -> None:
    own(world)
    with world.writing() as session:
        world.user(session).people[0].name = "王某某"
    for path in ("/", "/closures", "/closures/1"):
        assert "王某某" not in browser.get(path).text


def test_an_adviser_sees_who_needs_something_and_the_same_cards_behind_it(
    world: World, browser: Browser
) -> None:
    li, _chen = follow(world, "李女士", "陈先生")
    page = browser.get("/").text
    assert "2 people need something today" in page
    assert f'href="/?person={li}"' in page
    cards = browser.get(f"/?person={li}").text
    assert "李女士" in cards
    assert "Ask for one credit report" in cards
    assert "陈先生" not in cards
    named = about(cards)
    answer = browser.post("/today/report-asked", at=f"/?person={li}", about=named, back=f"/?person={li}")
    assert answer.headers["location"] == f"/?person={li}"
    assert "1 person needs something today" in browser.get("/").text


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"本人", "李女士"}),
        ("?only=due", {"李女士"}),
        ("?only=late", set()),
        ("?only=silent", set()),
        ("?q=李", {"李女士"}),
        ("?q=nobody", set()),
    ],
)
def test_the_table_over_people_is_filtered(
    world: World, browser: Browser, query: str, shown: set[str]
) -> None:
    follow(world, "李女士")
    page = browser.get("/" + query).text
    assert {name for name in ("本人", "李女士") if f">{name}</a>" in page} == shown


@pytest.mark.parametrize(("path", "status"), [("/?only=x", 422), ("/?person=99", 404), ("/?person=x", 404)])
def test_unknown_filters_and_people_are_refused(
    world: World, browser: Browser, path: str, status: int
) -> None:
    follow(world, "李女士")
    assert browser.get(path).status_code == status


def test_others_closures_are_neither_shown_nor_acted_on(world: World, browser: Browser) -> None:
    with world.writing() as session:
        other = add_user(session, "other")
        theirs = register(other, target=HAIER).id
        person = other.people[0].id
    assert "海尔" not in browser.get("/").text
    assert browser.get(f"/?person={person}").status_code == 404
    assert browser.post("/today/report-asked", at="/login", about=f"{theirs}-0").status_code == 404


def test_names_are_escaped(world: World, browser: Browser) -> None:
    own(world, target=Target("", "<b>x</b>"))
    page = browser.get("/").text
    assert "<b>x</b>" not in page
    assert "&lt;b&gt;x" in page


def statements(world: World, browser: Browser, path: str) -> int:
    """How many statements a page needs once everything that is kept in memory is there."""
    browser.get(path)
    ran: list[str] = []

    def note(*args: object) -> None:
        ran.append(str(args[2]))

    engine = world.installation.database.engine
    event.listen(engine, "before_cursor_execute", note)
    browser.get(path)
    event.remove(engine, "before_cursor_execute", note)
    return len([each for each in ran if not each.startswith("BEGIN")])


@pytest.mark.parametrize(("path", "most"), [("/", 12), ("/closures", 8)])
def test_the_number_of_statements_does_not_grow(world: World, browser: Browser, path: str, most: int) -> None:
    own(world)
    few = statements(world, browser, path)
    with world.writing() as session:
        user = session.get_one(User, 1)
        for n in range(60):
            register(user, "5天", date(2026, 8, 1) + timedelta(days=n), target=Target("", f"平台{n}"))
    assert statements(world, browser, path) == few <= most


@pytest.mark.parametrize("people", [1, 2])
def test_a_channel_that_refuses_and_is_paused_is_told_where_one_looks_first(
    world: World, browser: Browser, people: int
) -> None:
    with world.writing() as session:
        user = world.user(session)
        user.people += [
            Person(name=f"client {n}", relation="client", created_at=world.clock.now())
            for n in range(1, people)
        ]
        refusing, by_hand = (add_channel(user, name) for name in ("robot", "mail"))
        session.flush()
        number = refusing.id
        refusing.pause(world.clock.now(), "refusals")
        by_hand.pause(world.clock.now(), "user")
    page = browser.get("/").text
    assert f'href="/channels/{number}">robot is paused because it refuses messages' in page
    assert "mail is paused" not in page
    with world.writing() as session:
        session.get_one(Channel, number).resume()
    assert "is paused" not in browser.get("/").text
