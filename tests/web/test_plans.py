"""The pages about what is coming: the pull plan, the timeline, a month, the weekly digest."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from httpx2 import Response

from models.closure import Closure, Target
from models.tables import Person, Reminder
from tests.closures import REQUESTED_ON, STATED, add_channel, planning, register, said
from tests.contract.servers import Inbox, smtp_server
from tests.web.site import Browser, World

MAIL: dict[str, Any] = {"to": "wang@example.com", "sender": "box@example.com", "security": "none"}
PAGES = (
    "/pulls",
    "/timeline",
    "/timeline?span=1y",
    "/calendar-month",
    "/calendar-month?month=2027-02",
    "/digest",
)


@pytest.fixture
def following(world: World) -> World:
    """Wang follows three accounts of her own and one of her mother's; Li follows one."""
    world.signed_in("wang")
    world.signed_in("li")
    with world.writing() as session:
        user = world.user(session)
        register(user, target=Target("", "京东金条"))
        register(user, "20天", target=Target("", "拍拍贷"))
        register(user, "半年", target=Target("", "微粒贷"))
        register(world.user(session, "li"), target=Target("", "李家的秘密"))
    return world


def mother(world: World) -> int:
    with world.writing() as session:
        user = world.user(session)
        person = Person(user=user, name="妈妈", relation="family", created_at=world.clock.now())
        session.add(person)
        session.flush()
        session.expire(user, ["people"])
        Closure.register(person, Target("", "招联"), REQUESTED_ON, said(STATED), planning())
        return person.id


def text_of(answer: Response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("locale", ["en", "zh_CN"])
def test_every_page_stands_in_both_languages(path: str, locale: str, following: World) -> None:
    with following.writing() as session:
        following.user(session).locale = locale
    answer = following.signed_in().get(path)
    assert answer.status_code == 200
    assert "style=" not in answer.text
    assert "李家" not in answer.text


@pytest.mark.parametrize("path", PAGES)
def test_a_page_without_anything_to_show_stands_too(path: str, world: World) -> None:
    assert world.signed_in().get(path).status_code == 200


@pytest.mark.parametrize("path", [*PAGES, "/digest/mail"])
def test_who_is_not_signed_in_is_sent_to_the_login(path: str, world: World) -> None:
    answer = world.anybody().get(path)
    assert (answer.status_code, answer.headers["location"]) == (303, "/login")


@pytest.mark.parametrize("path", ["/pulls", "/timeline", "/calendar-month"])
def test_another_users_person_is_not_found(path: str, following: World) -> None:
    with following.writing() as session:
        other = following.user(session, "li").people[0].id
    assert following.signed_in().get(f"{path}?person={other}").status_code == 404
    assert following.signed_in().get(f"{path}?person=nobody").status_code == 404


def test_the_plan_says_what_waiting_buys(following: World) -> None:
    said = text_of(following.signed_in().get("/pulls"))
    assert "Now 1 can be verified; by Thu 15 Oct 2026 it is 2." in said
    assert "Waiting for each other saves 1 report." in said
    assert said.index("京东金条") < said.index("微粒贷")


def test_a_report_that_was_asked_for_is_not_planned_again(following: World) -> None:
    browser = following.signed_in()
    about = re.search(r'name="about" value="([^"]+)"', browser.get("/pulls").text)
    assert about is not None
    answer = browser.post("/today/report-asked", at="/pulls", about=about[1], back="/pulls")
    assert (answer.status_code, answer.headers["location"]) == (303, "/pulls")
    said = text_of(browser.get("/pulls"))
    assert "A report was asked for; it verifies 1." in said
    assert "I asked for the report" not in said
    assert "Nothing can be verified yet" in said


def wishes(browser: Browser, world: World, **fields: str) -> Response:
    with world.writing() as session:
        person = world.user(session).people[0].id
    typed: dict[str, Any] = {
        "person": str(person),
        "kind": "online",
        "goal": "",
        "wait_days": "14",
        "used": "0",
    }
    return browser.post("/pulls/wishes", at="/pulls", **(typed | fields))


def test_wishes_are_kept_and_the_plan_follows(following: World) -> None:
    browser = following.signed_in()
    answer = wishes(browser, following, kind="counter", goal="2026-12-01", wait_days="0", used="2")
    assert answer.status_code == 303
    page = browser.get(answer.headers["location"])
    said = text_of(page)
    assert "costs 5 yuan" in said
    assert "No report can show these by" in said
    assert 'value="2026-12-01"' in page.text
    with following.writing() as session:
        assert following.user(session).people[0].pull_wishes == {
            "kind": "counter",
            "wait_days": 0,
            "goal": "2026-12-01",
            "used": {"2026": 2},
        }


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("goal", "2026-10-10", "is not ahead"),
        ("goal", "soon", "is not a date"),
        ("wait_days", "366", "too long to wait"),
        ("wait_days", "-1", "is not a number"),
        ("wait_days", "", "is not a number"),
        ("used", "100", "in one year cannot be"),
        ("kind", "fax", "is no kind of report"),
    ],
)
def test_a_wish_that_cannot_be_is_refused_beside_its_field(
    field: str, value: str, said: str, following: World
) -> None:
    answer = wishes(following.signed_in(), following, **{field: value})
    assert answer.status_code == 422
    problem = re.search(rf'id="{field}-said" class="problem">([^<]+)<', answer.text)
    assert problem is not None
    assert said in problem[1]
    if field != "kind":
        assert f'name="{field}" type="{"date" if field == "goal" else "number"}"' in answer.text
        assert f'value="{value}"' in answer.text
    with following.writing() as session:
        assert following.user(session).people[0].pull_wishes is None


def test_nobody_changes_another_users_plan(following: World) -> None:
    with following.writing() as session:
        other = following.user(session, "li").people[0].id
    answer = wishes(following.signed_in(), following, person=str(other))
    assert answer.status_code == 404


def test_the_timeline_stands_as_picture_and_as_table(following: World) -> None:
    page = following.signed_in().get("/timeline").text
    assert page.count('class="bar ') >= 3
    assert '<svg xmlns="http://www.w3.org/2000/svg" class="timeline" role="img"' in page
    table = page[page.index("<tbody>") : page.index("</tbody>")]
    for name in ("京东金条", "拍拍贷", "微粒贷"):
        assert name in table
    assert "30 Sep – 9 Oct" in table
    assert "国庆节: 1 Oct – 7 Oct" in page


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/timeline?span=9y", "there is no span"),
        ("/calendar-month?month=2026-13", "is not a month"),
        ("/calendar-month?month=october", "is not a month"),
        ("/calendar-month?month=1999-01", "is not a month"),
    ],
)
def test_a_bad_address_is_one_sentence(path: str, said: str, following: World) -> None:
    answer = following.signed_in().get(path)
    assert answer.status_code == 422
    assert said in answer.text


def test_the_month_names_days_off_make_up_days_and_what_is_due(following: World) -> None:
    page = following.signed_in().get("/calendar-month").text
    assert page.count('<td class="festival') == 7
    assert "Sat 10 Oct 2026: make-up day, people work" in page
    assert re.search(r'href="#day-2026-10-15">', page)
    listed = page[page.index('id="day-2026-10-15"') :]
    assert "拍拍贷" in listed[: listed.index("</ul>")]
    assert "month=2026-09" in page
    assert "month=2026-11" in page


def test_a_month_whose_notice_has_not_come_says_so(following: World) -> None:
    browser = following.signed_in()
    assert "are provisional" in browser.get("/calendar-month?month=2027-05").text
    assert "are not known yet" in browser.get("/calendar-month?month=2045-05").text


@contextmanager
def mail_channel(world: World, inbox: Inbox, detail: str = "full") -> Iterator[None]:
    with smtp_server(inbox) as port:
        with world.writing() as session:
            user = world.user(session)
            channel = add_channel(user, "mail", kind="email", host="127.0.0.1", port=port, **MAIL)
            channel.detail = detail
        yield


def test_the_digest_is_shown_as_its_mail_in_a_frame_that_can_do_nothing(following: World) -> None:
    browser = following.signed_in()
    page = browser.get("/digest")
    assert re.search(r'<iframe[^>]* src="/digest/mail" sandbox ', page.text)
    assert "frame-src 'self'" in page.headers["content-security-policy"]
    assert "unsafe" not in page.headers["content-security-policy"]
    mail = browser.get("/digest/mail")
    assert "京东金条" in mail.text
    policy = mail.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "script-src" not in policy
    assert policy.endswith("sandbox")


def test_a_week_without_anything_to_say_has_no_mail(world: World) -> None:
    browser = world.signed_in()
    assert "There is nothing to say" in browser.get("/digest").text
    assert browser.get("/digest/mail").status_code == 404


def test_the_preview_tells_no_more_than_the_first_channel_carries(following: World) -> None:
    with mail_channel(following, Inbox(), "minimal"):
        assert "京东金条" not in following.signed_in().get("/digest/mail").text


def test_the_digest_is_sent_once_and_to_nobody_else(following: World) -> None:
    inbox = Inbox()
    following.settings = following.settings.model_copy(update={"allowed_networks": "127.0.0.0/8"})
    object.__setattr__(following.installation, "settings", following.settings)
    with mail_channel(following, inbox):
        browser = following.signed_in()
        answer = browser.post("/digest/send", at="/digest")
        assert (answer.status_code, answer.headers.get("location")) == (303, "/digest")
        again = browser.post("/digest/send", at="/digest")
        assert again.status_code == 422
        assert "one a week" in again.text
    assert len(inbox.mails) == 1
    page = text_of(browser.get("/digest"))
    assert "2026-W41" in page
    assert "was sent on Sat 10 Oct 2026 10:00" in page
    with following.writing() as session:
        rows = session.query(Reminder).filter_by(kind="digest").all()
        assert [row.user_id for row in rows] == [following.user(session).id]


def test_without_a_channel_the_digest_is_not_sent_and_says_why(following: World) -> None:
    browser = following.signed_in()
    assert "add a channel" in browser.get("/digest").text
    answer = browser.post("/digest/send", at="/login")
    assert answer.status_code == 422
    assert "there is no channel" in answer.text


def test_of_several_people_each_has_a_plan(following: World) -> None:
    person = mother(following)
    browser = following.signed_in()
    page = browser.get("/pulls").text
    assert page.count("can be verified") == 2
    assert "What the plan is to mind" not in page, "wishes are one person's"
    hers = browser.get(f"/pulls?person={person}").text
    assert "招联" in hers
    assert "京东金条" not in hers
    assert "妈妈 · 招联" in browser.get("/timeline").text
    assert "招联" in browser.get(f"/calendar-month?person={person}").text


def test_the_whole_of_a_wide_week_is_still_one_page(following: World) -> None:
    with following.writing() as session:
        user = following.user(session)
        for number in range(60):
            register(user, f"{number + 1}天", target=Target("", f"平台{number}"))
    page = following.signed_in().get("/timeline").text
    assert page.count('<g class="bar ') == 40 + 3, "and the three of the key"
    assert "and 23 more: see all" in page


def test_dates_follow_the_users_own_zone(following: World) -> None:
    with following.writing() as session:
        following.user(session).timezone = "America/Los_Angeles"
    assert "today 9 Oct" in following.signed_in().get("/timeline").text
