"""One closure's page: where it stands, why, what can be done, and nothing done twice."""

from datetime import date
from typing import Any

import pytest

from models.closure import Closure, Target
from models.tables import User
from scheduler.lifecycle import Answer
from scheduler.starting_acts import StartsAt
from tests.closures import add_user, planning, register
from tests.web.site import Browser, World

PAGE = "/closures/1"


@pytest.fixture
def browser(world: World) -> Browser:
    """Signed in, with closure 1: due on 9 October 2026."""
    browser = world.signed_in()
    with world.writing() as session:
        register(world.user(session))
    return browser


def seen(world: World, number: int = 1) -> int:
    with world.writing() as session:
        return session.get_one(Closure, number).last_change


def post(world: World, browser: Browser, what: str, **fields: Any) -> Any:
    return browser.post(f"{PAGE}/{what}", at=PAGE, **({"seen": seen(world)} | fields))


def the(world: World) -> Closure:
    with world.writing() as session:
        closure = session.get_one(Closure, 1)
        assert closure.rounds
        assert closure.events
        assert closure.escalations is not None
        return closure


def test_every_date_says_why(browser: Browser) -> None:
    page = browser.get(PAGE).text
    assert "Thu 1 Oct 2026 – Wed 7 Oct 2026" in page
    assert "国庆节, not counted" in page
    assert "working day 4–5" in page


def test_a_make_up_day_is_named(world: World, browser: Browser) -> None:
    with world.writing() as session:
        number = register(world.user(session), "T+1", date(2026, 9, 19)).id
    assert "a make-up day for" in browser.get(f"/closures/{number}").text


def test_a_picture_shows_this_closure_alone(world: World, browser: Browser) -> None:
    with world.writing() as session:
        other = register(world.user(session), target=Target("other", "别家银行")).id
    drawn = picture(browser.get(PAGE).text)
    assert drawn.count('class="bar ') == 1
    assert "国庆节" in drawn
    assert "别家银行" not in drawn
    browser.post(f"/closures/{other}/withdraw", at=f"/closures/{other}", seen=seen(world, other))
    assert picture(browser.get(f"/closures/{other}").text) == ""


def picture(page: str) -> str:
    return page.partition('<div class="picture">')[2].partition("</div>")[0]


@pytest.mark.parametrize(
    ("answer", "state", "rounds"),
    [
        ("verified", "verified", 1),
        ("not-updated", "waiting", 2),
        ("still-open", "escalated", 2),
        ("cannot-tell", "waiting", 1),
    ],
)
def test_an_answer_leads_where_it_said(
    world: World, browser: Browser, answer: str, state: str, rounds: int
) -> None:
    reply = post(world, browser, "answer", answer=answer)
    assert (reply.status_code, reply.headers["location"]) == (303, PAGE)
    closure = the(world)
    assert (closure.state, len(closure.rounds)) == (state, rounds)


def test_a_new_window_begins_the_next_round(world: World, browser: Browser) -> None:
    post(world, browser, "answer", answer="not-updated", window="7个工作日")
    latest = the(world).round
    assert (latest.stated, latest.window_source, latest.due_on) == ("7个工作日", "stated", date(2026, 10, 20))


def test_a_window_that_cannot_be_read_is_kept_beside_the_reason(world: World, browser: Browser) -> None:
    reply = post(world, browser, "answer", answer="not-updated", window="不少于7天")
    assert reply.status_code == 422
    assert 'value="不少于7天"' in reply.text
    assert 'aria-invalid="true"' in reply.text
    assert len(the(world).rounds) == 1


@pytest.mark.parametrize("answer", ["", "closed", "verified "])
def test_an_unknown_answer_is_refused(world: World, browser: Browser, answer: str) -> None:
    expected = 303 if answer.strip() == "verified" else 422
    assert post(world, browser, "answer", answer=answer).status_code == expected


def test_two_tabs_do_not_answer_twice(world: World, browser: Browser) -> None:
    before = seen(world)
    assert post(world, browser, "answer", answer="not-updated").status_code == 303
    again = post(world, browser, "answer", answer="not-updated", seen=before)
    assert again.status_code == 409
    assert "answered: Not updated yet (round 1)" in again.text
    assert 'id="main"' in again.text, "htmx finds its part"
    assert len(the(world).rounds) == 2


@pytest.mark.parametrize("what", ["snooze", "act", "undo", "withdraw", "give-up", "escalate", "note"])
def test_no_act_is_done_to_what_moved_on(world: World, browser: Browser, what: str) -> None:
    before = seen(world)
    post(world, browser, "answer", answer="cannot-tell")
    events = len(the(world).events)
    fields = {"until": "2026-12-01", "on": "2026-10-10", "rung": "ask-again", "text": "x"}
    answer = post(world, browser, what, seen=before, filed_on="2026-10-10", **fields)
    assert answer.status_code == 409
    assert len(the(world).events) == events


@pytest.mark.parametrize(
    ("what", "fields", "said"),
    [
        ("snooze", {"until": "tomorrow"}, "is not a date"),
        ("snooze", {"until": "2026-10-10"}, "is not after today"),
        ("snooze", {"until": ""}, "is not a date"),
        ("act", {"on": "2026-10-10"}, "waits for no act"),
        ("undo", {}, "nothing was done"),
        ("escalate", {"rung": "x", "filed_on": "2026-10-10"}, "is no step"),
        ("escalate", {"rung": "objection", "filed_on": "2026-10-11"}, "still ahead"),
        ("escalate", {"rung": "objection", "filed_on": "2026-09-01"}, "before the request"),
        (
            "escalate",
            {"rung": "complaint", "filed_on": "2026-10-10", "accepted_on": "2026-10-10"},
            "has no clock",
        ),
        ("note", {"text": ""}, "cannot be empty"),
        ("note", {"text": "11010519491231002X"}, "ID number"),
        ("note", {"text": "x" * 501}, "longer than 500"),
        ("answer", {"answer": "verified", "seen": "x"}, "is not a number"),
    ],
)
def test_a_mistake_comes_back_with_its_reason_and_changes_nothing(
    world: World, browser: Browser, what: str, fields: dict[str, str], said: str
) -> None:
    answer = post(world, browser, what, **fields)
    assert answer.status_code == 422
    assert said in answer.text
    for word in ("xiaohu ", "--"):
        assert word not in answer.text.split('class="problem"')[1].split("</")[0], "no command line"
    closure = the(world)
    assert (closure.state, len(closure.events)) == ("waiting", 1)


def test_what_was_typed_in_a_refused_form_is_kept(world: World, browser: Browser) -> None:
    fields = {"rung": "objection", "filed_on": "2026-10-11", "ticket": "YY-7"}
    page = post(world, browser, "escalate", **fields).text
    assert 'value="2026-10-11"' in page
    assert 'value="YY-7"' in page


def test_a_closure_is_put_off_and_taken_back(world: World, browser: Browser) -> None:
    post(world, browser, "snooze", until="2026-10-20")
    assert "Put off until Tue 20 Oct 2026" in browser.get(PAGE).text
    post(world, browser, "undo")
    assert the(world).round.snoozed_until is None


def test_a_withdrawn_closure_offers_the_way_back_and_nothing_else(world: World, browser: Browser) -> None:
    post(world, browser, "withdraw")
    page = browser.get(PAGE).text
    assert "Take it back" in page
    for offered in ("/answer", "/snooze", "/escalate", "/withdraw"):
        assert f'action="{PAGE}{offered}"' not in page
    post(world, browser, "undo")
    assert the(world).state == "waiting"


def test_what_was_escalated_in_vain_is_given_up(world: World, browser: Browser) -> None:
    assert f'action="{PAGE}/give-up"' not in browser.get(PAGE).text
    assert post(world, browser, "give-up").status_code == 422, "there is nothing to give up yet"
    post(world, browser, "answer", answer="still-open")
    assert f'action="{PAGE}/give-up"' in browser.get(PAGE).text
    post(world, browser, "give-up")
    assert the(world).state == "given_up"
    post(world, browser, "undo")
    assert the(world).state == "escalated"


def test_the_act_that_starts_the_time_brings_the_dates(world: World) -> None:
    browser = world.signed_in()
    with world.writing() as session:
        register(world.user(session), "7天", starts_at=StartsAt.CALL_BACK, has_started=False)
    assert "The dates follow once" in browser.get(PAGE).text
    post(world, browser, "act", on="2026-10-09")
    assert the(world).round.due_on == date(2026, 10, 16)


def test_the_ladder_has_a_text_to_copy_for_each_step(world: World, browser: Browser) -> None:
    post(world, browser, "answer", answer="still-open")
    page = browser.get(PAGE).text
    assert "再次联系" in page, "the next step's text, in Chinese"
    assert "<textarea" in page
    assert "征信异议" in browser.get(f"{PAGE}?rung=objection").text
    assert browser.get(f"{PAGE}?rung=nonsense").status_code == 200


def test_a_step_is_recorded_with_its_day_and_ticket(world: World, browser: Browser) -> None:
    fields = {"rung": "objection", "filed_on": "2026-10-08", "ticket": "YY-7", "accepted_on": "2026-10-09"}
    post(world, browser, "escalate", **fields)
    [taken] = the(world).escalations
    assert (taken.ticket, taken.answer_due_on) == ("YY-7", date(2026, 10, 29))
    page = browser.get(PAGE).text
    assert "ticket YY-7; answer due by Thu 29 Oct 2026" in page
    assert post(world, browser, "escalate", **fields).status_code == 422, "the same again is told"


def test_notes_are_kept_on_a_finished_closure_too(world: World, browser: Browser) -> None:
    post(world, browser, "answer", answer="verified")
    post(world, browser, "note", text="王经理说已处理", note_ticket="8001")
    page = browser.get(PAGE).text
    assert "note: 王经理说已处理 (ticket 8001)" in page
    assert "answered: Closed (round 1)" in page


def test_a_year_without_holidays_says_so(world: World) -> None:
    browser = world.signed_in()
    with world.writing() as session:
        register(world.user(session), "7天", date(2031, 1, 6), planning("2031-01-06 10:00"))
    assert "the holidays of 2031 are not known" in browser.get(PAGE).text


def test_provisional_dates_say_that_they_may_move(world: World) -> None:
    browser = world.signed_in()
    with world.writing() as session:
        register(world.user(session), "半年")
    page = browser.get(PAGE).text
    assert 'class="provisional"' in page
    assert "it may still move" in page


@pytest.mark.parametrize(
    "what", ["answer", "snooze", "act", "undo", "withdraw", "give-up", "escalate", "note"]
)
def test_another_users_closure_does_not_exist(world: World, browser: Browser, what: str) -> None:
    with world.writing() as session:
        theirs = register(add_user(session, "other"), target=Target("", "拍拍贷")).id
    assert browser.get(f"/closures/{theirs}").status_code == 404
    answer = browser.post(f"/closures/{theirs}/{what}", at=PAGE, seen="0", answer="verified")
    assert answer.status_code == 404
    assert "拍拍贷" not in answer.text


@pytest.mark.parametrize("path", ["/closures/99", "/closures/x", "/closures/0", "/closures/" + "9" * 25])
def test_what_is_not_there_is_not_found(browser: Browser, path: str) -> None:
    assert browser.get(path).status_code == 404


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/logout", "/?person=1&x=2"])
def test_a_form_leads_back_to_our_own_pages_only(world: World, browser: Browser, back: str) -> None:
    answer = post(world, browser, "answer", answer="cannot-tell", back=back)
    assert answer.headers["location"] == PAGE


def test_the_page_speaks_chinese(world: World, browser: Browser) -> None:
    with world.writing() as session:
        session.get_one(User, world.user(session).id).locale = "zh_CN"
        session.get_one(Closure, 1).answer(Answer.CANNOT_TELL, planning("2026-10-10 09:00"))
    page = browser.get(PAGE).text
    for words in (
        "报告上怎么写的？",
        "已注销",
        "还没更新",
        "仍未结清",
        "查不了",
        "为什么是这天？",
        "已回答：查不了",
    ):
        assert words in page
