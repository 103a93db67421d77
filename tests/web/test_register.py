"""Registering by plain forms: dates at once, what is wrong beside its field, all or nothing."""

from datetime import date
from typing import Any

import pytest

from models.tables import Closure, Person
from tests.web.site import Browser, World

DETAILS = "/register/details"


@pytest.fixture
def browser(world: World) -> Browser:
    return world.signed_in()


def sheet(browser: Browser, *platforms: str, do: str = "save", **fields: str) -> Any:
    """Send the form for some platforms; ``window_0`` is the field window-0."""
    named = {name.replace("_", "-"): value for name, value in fields.items()}
    usual = {f"on-{place}": "2026-09-24" for place in range(len(platforms))}
    chosen = f"{DETAILS}?platform={platforms[0]}"
    return browser.post(DETAILS, at=chosen, platform=list(platforms), do=do, files=None, **(usual | named))


def stored(world: World) -> list[Closure]:
    with world.writing() as session:
        found = session.query(Closure).order_by(Closure.id).all()
        for closure in found:
            assert closure.rounds
            assert closure.person
        return found


@pytest.mark.parametrize(
    "path",
    ["/register", DETAILS, "/register/paste", "/register/file", "/register/done", "/register/template.csv"],
)
def test_nobody_registers_without_signing_in(world: World, path: str) -> None:
    assert world.anybody().get(path).headers["location"] == "/login"


@pytest.mark.parametrize("query", ["京东", "jd", "jingdong", "重庆京东盛际小额贷款"])
def test_platforms_are_found_as_people_write_them(browser: Browser, query: str) -> None:
    page = browser.get(f"/register?q={query}").text
    assert "京东金条" in page
    assert "度小满" not in page


def test_what_is_chosen_stays_while_one_goes_on_searching(browser: Browser) -> None:
    page = browser.get("/register?platform=jd-jintiao&q=weihai").text
    assert '<input type="hidden" name="platform" value="jd-jintiao">' in page
    assert "/register?platform=jd-jintiao&amp;platform=weihai-bank&amp;q=weihai" in page
    assert "Next: how to close 1 account" in page


def test_a_platform_is_chosen_once_by_whatever_name(browser: Browser) -> None:
    page = browser.get("/register?platform=jd-jintiao&platform=京东金条&platform=JD-Jintiao").text
    assert page.count('<input type="hidden" name="platform"') == 2, "one in each form"


def test_a_name_nobody_knows_can_be_followed(browser: Browser, world: World) -> None:
    assert "Follow it by this name" in browser.get("/register?q=某某小贷").text
    answer = sheet(browser, "某某小贷", window_0="7天")
    assert answer.status_code == 303
    [closure] = stored(world)
    assert (closure.platform, closure.platform_name) == ("", "某某小贷")


def test_an_id_number_is_no_platform(browser: Browser) -> None:
    assert "Follow it by this name" not in browser.get("/register?q=11010519491231002X").text
    assert browser.get(f"{DETAILS}?platform=11010519491231002X").headers["location"] == "/register"


def test_a_page_shows_how_to_close_and_whom_to_call_with_its_doubts(browser: Browser) -> None:
    page = browser.get(f"{DETAILS}?platform=huarui-bank").text
    for said in ("请客服同时取消授信", 'href="tel:95173"', 'href="tel:4000156999"', "checked 23 Nov 2026"):
        assert said in page
    assert "至少有一处不对" in page, "a number that stands under two banks"


def test_nothing_is_wrong_with_a_sheet_nobody_has_filled_in(browser: Browser) -> None:
    answer = browser.get(f"{DETAILS}?platform=xishang-bank&platform=standard-chartered")
    assert answer.status_code == 200
    assert "problem" not in answer.text


def test_the_dates_and_why_stand_there_before_anything_is_saved(browser: Browser, world: World) -> None:
    answer = sheet(browser, "jd-jintiao", do="look", window_0="3-5个工作日更新")
    assert answer.status_code == 200
    for said in ("Fri 9 Oct 2026", "Sat 10 Oct 2026", "国庆节, not counted", "Why Fri 9 Oct 2026?"):
        assert said in answer.text
    assert stored(world) == []


def test_a_date_of_a_year_without_notice_looks_provisional(browser: Browser) -> None:
    page = sheet(browser, "jd-jintiao", do="look", window_0="6个月").text
    assert 'class="tag provisional"' in page


def test_several_are_saved_at_once(browser: Browser, world: World) -> None:
    answer = sheet(
        browser, "jd-jintiao", "weihai-bank", window_0="3-5个工作日更新", unsaid_1="yes", note_1="工号 8"
    )
    assert answer.headers["location"] == "/register/done?closure=1&closure=2"
    first, second = stored(world)
    assert (first.round.stated, first.round.due_on) == ("3-5个工作日更新", date(2026, 10, 9))
    assert (second.round.window_source, second.note) == ("assumed", "工号 8")
    page = browser.get(answer.headers["location"]).text
    assert "威海银行" in page
    assert "Sat 10 Oct 2026" in page


def test_one_mistake_saves_nothing_and_keeps_what_was_typed(browser: Browser, world: World) -> None:
    answer = sheet(browser, "jd-jintiao", "weihai-bank", window_0="7天", window_1="大概几天", note_0="票号 5")
    assert answer.status_code == 422
    assert stored(world) == []
    page = answer.text
    assert 'value="大概几天"' in page
    assert 'value="票号 5"' in page
    assert 'id="window-1-problem"' in page
    assert 'id="window-0-problem"' not in page


def test_an_unreadable_window_shows_its_place_and_the_way_out(browser: Browser, world: World) -> None:
    page = sheet(browser, "weihai-bank", window_0="大概几天").text
    assert "大概<mark>几</mark>天" in page
    assert "at position 2" in page
    assert "3-5个工作日, 30-45天" in page
    assert "Save with 30 days assumed" in page
    assert sheet(browser, "weihai-bank", window_0="大概几天", unsaid_0="yes").status_code == 303
    [closure] = stored(world)
    assert (closure.round.window, closure.note) == ("未说明", "大概几天"), "their words are kept"


def test_left_empty_the_guides_time_counts(browser: Browser, world: World) -> None:
    sheet(browser, "weihai-bank")
    [closure] = stored(world)
    assert closure.round.window_source == "guide"


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({"on_0": ""}, "on", "Give the day, such as 2026-10-10."),
        ({"on_0": "2026/9/1"}, "on", "is not a date"),
        ({"on_0": "2026-10-11"}, "on", "is still ahead"),
        ({"note_0": "11010519491231002X"}, "note", "an ID number"),
        ({"note_0": "x" * 501}, "note", "longer than 500"),
        ({"window_0": "10-5天"}, "window", "backwards"),
        ({"route_0": "by-pigeon"}, "route", "there is no route by-pigeon"),
    ],
)
def test_each_mistake_stands_beside_its_field(
    browser: Browser, world: World, fields: dict[str, str], field: str, said: str
) -> None:
    answer = sheet(browser, "huarui-bank", **fields)
    assert answer.status_code == 422
    beside = answer.text.partition(f'id="{field}-0-problem"')[2].partition("</small>")[0]
    assert said in beside
    assert stored(world) == []


def test_several_wrong_fields_are_all_named_at_once(browser: Browser) -> None:
    page = sheet(browser, "weihai-bank", on_0="soon", window_0="很快", note_0="11010519491231002X").text
    assert all(f'id="{field}-0-problem"' in page for field in ("on", "window", "note"))


def test_ways_that_differ_are_asked_for_before_anything_else(browser: Browser, world: World) -> None:
    page = browser.get(f"{DETAILS}?platform=xishang-bank").text
    assert 'name="route-0"' in page
    assert 'name="window-0"' not in page
    answer = sheet(browser, "xishang-bank")
    assert answer.status_code == 422
    assert 'id="route-0-problem"' in answer.text
    assert stored(world) == []


def test_a_later_act_gets_a_day_of_its_own_and_no_dates_until_then(browser: Browser, world: World) -> None:
    page = sheet(browser, "xishang-bank", do="look", route_0="automatic").text
    assert "counts from the settlement of the loan" in page
    assert "No date yet" in page
    sheet(browser, "xishang-bank", route_0="automatic")
    [closure] = stored(world)
    assert (closure.state, closure.round.day0) == ("requested", None)
    assert closure.requested_on == date(2026, 9, 24)


def test_a_later_act_whose_day_is_known_has_dates(browser: Browser, world: World) -> None:
    sheet(browser, "xishang-bank", route_0="automatic", act_0="2026-10-09")
    [closure] = stored(world)
    assert (closure.state, closure.round.day0) == ("waiting", date(2026, 10, 9))


def test_an_act_before_the_request_is_refused_at_the_act(browser: Browser) -> None:
    page = sheet(browser, "xishang-bank", route_0="automatic", act_0="2026-09-01").text
    assert "which comes first" in page.partition('id="act-0-problem"')[2]


def test_an_appointment_asks_for_a_payoff_date_that_can_be_kept(browser: Browser, world: World) -> None:
    page = sheet(
        browser, "standard-chartered", do="look", on_0="2026-10-10", route_0="deposit-day-before"
    ).text
    assert 'name="payoff-0"' in page
    assert "earliest day that can still be kept: Fri 23 Oct 2026" in page
    early = sheet(
        browser, "standard-chartered", on_0="2026-10-10", route_0="deposit-day-before", payoff_0="2026-10-15"
    )
    assert early.status_code == 422
    assert "2026-10-23" in early.text.partition('id="payoff-0-problem"')[2].partition("</small>")[0]
    kept = sheet(
        browser, "standard-chartered", on_0="2026-10-10", route_0="deposit-day-before", payoff_0="2026-10-23"
    )
    assert kept.status_code == 303
    [closure] = stored(world)
    assert closure.round.payoff_on == date(2026, 10, 23)


def test_a_form_sent_twice_registers_once(browser: Browser, world: World) -> None:
    sheet(browser, "jd-jintiao", window_0="7天")
    again = sheet(browser, "jd-jintiao", window_0="7天")
    assert again.status_code == 422
    assert "You follow this one already" in again.text
    assert "/closures/1" in again.text
    assert len(stored(world)) == 1
    assert sheet(browser, "jd-jintiao", window_0="7天", again_0="yes").status_code == 303
    assert len(stored(world)) == 2


def test_one_asks_whose_report_it_is_only_where_several_are_followed(browser: Browser, world: World) -> None:
    assert 'name="person"' not in browser.get(f"{DETAILS}?platform=jd-jintiao").text
    add_person(world, "妈妈", "family")
    assert 'name="person"' in browser.get(f"{DETAILS}?platform=jd-jintiao").text
    sheet(browser, "jd-jintiao", person="妈妈")
    [closure] = stored(world)
    assert closure.person.name == "妈妈"


def test_a_client_who_has_not_agreed_is_refused(browser: Browser, world: World) -> None:
    add_person(world, "老张", "client")
    answer = sheet(browser, "jd-jintiao", person="老张")
    assert answer.status_code == 422
    assert "老张 has not agreed" in answer.text
    assert stored(world) == []


def test_a_person_of_somebody_else_is_nobody(browser: Browser, world: World) -> None:
    world.signed_in("li")
    with world.writing() as session:
        session.add(
            Person(name="外人", relation="self", created_at=world.clock.now(), user=world.user(session, "li"))
        )
    answer = sheet(browser, "jd-jintiao", person="外人")
    assert answer.status_code == 422
    assert stored(world) == []


def test_what_another_user_registered_is_not_found(browser: Browser, world: World) -> None:
    sheet(browser, "jd-jintiao")
    assert world.signed_in("li").get("/register/done?closure=1").status_code == 404
    assert browser.get("/register/done?closure=1").status_code == 200


def test_hostile_names_are_shown_as_text(browser: Browser) -> None:
    name = "%3Cscript%3Ealert(1)%3C/script%3E"
    for path in (f"/register?q={name}", f"{DETAILS}?platform={name}"):
        assert "<script>alert" not in browser.get(path).text


def add_person(world: World, name: str, relation: str) -> None:
    with world.writing() as session:
        session.add(
            Person(name=name, relation=relation, created_at=world.clock.now(), user=world.user(session))
        )
