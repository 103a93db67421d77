"""The calendar that programs subscribe to."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from icalendar import Calendar, Component

from config.i18n import LOCALES
from notifiers.dates_feed import ComingPull, Timetable, dates_feed
from notifiers.dates_file import dates_file
from notifiers.due import Coming, Detail, Reader, Server
from tests.unit.notifiers.samples import NOW, SHANGHAI, VERIFY, due

CHECK = Coming(3, "京东金条", "check", date(2026, 10, 10))
LAST_DAY = Coming(3, "京东金条", "due", date(2026, 10, 9))
CALL = Coming(6, "苏宁消费金融", "call", date(2026, 10, 10), 2)
LATER = Coming(9, "中邮消费金融", "check", date(2027, 1, 5), provisional=True)
PULL = ComingPull(date(2026, 10, 10), (3, 6))


def shown(
    *dates: Coming, pulls: tuple[ComingPull, ...] = (), detail: Detail = "full", **rest: Any
) -> Timetable:
    reader = Reader(rest.pop("locale", "en"), SHANGHAI, detail)
    server = Server("box.example", rest.pop("base_url", None))
    return Timetable(1, dates, pulls, reader, server, rest.pop("now", NOW), rest.pop("alarm_at", time(9, 30)))


def events(timetable: Timetable) -> dict[str, Component]:
    found = Calendar.from_ical(dates_feed(timetable)).walk("VEVENT")
    return {str(event["uid"]): event for event in found}


def test_every_date_is_an_event_that_says_what_to_do() -> None:
    found = events(shown(CHECK, LAST_DAY, CALL, pulls=(PULL,)))
    assert {(uid, str(event["summary"])) for uid, event in found.items()} == {
        ("closure-3-check-1@box.example", "Apply for a new credit report and check 京东金条."),
        ("closure-3-due-1@box.example", "Last day the platform has for closing 京东金条."),
        ("closure-6-call-2@box.example", "Call 苏宁消费金融."),
        ("pull-3@box.example", "Ask for a credit report: it answers for 2 accounts."),
    }


def test_a_date_has_the_same_name_as_in_the_file_beside_a_message() -> None:
    from config.i18n import translator

    made = dates_file(due(VERIFY), translator("en"), "box.example")
    assert made is not None
    in_file = {str(event["uid"]) for event in Calendar.from_ical(made).walk("VEVENT")}
    assert in_file == events(shown(CHECK)).keys()


def test_a_date_that_moves_keeps_its_name() -> None:
    moved = replace(CHECK, on=date(2026, 10, 20))
    assert events(shown(CHECK)).keys() == events(shown(moved)).keys()


def test_an_alarm_rings_at_the_users_hour_of_the_day_itself() -> None:
    [alarm] = Calendar.from_ical(dates_feed(shown(CHECK))).walk("VALARM")
    assert alarm["action"] == "DISPLAY"
    assert alarm.decoded("trigger") == timedelta(hours=9, minutes=30)


def test_provisional_dates_are_tentative_and_say_so() -> None:
    found = events(shown(LATER, CHECK))
    later, check = found["closure-9-check-1@box.example"], found["closure-3-check-1@box.example"]
    assert (later["status"], check["status"]) == ("TENTATIVE", "CONFIRMED")
    assert str(later["summary"]).startswith("(provisional)")
    assert "provisional" not in str(check["summary"])


@pytest.mark.parametrize("locale", LOCALES)
def test_minimal_detail_counts_the_days_and_names_nothing(locale: str) -> None:
    pulls = (PULL, ComingPull(date(2026, 10, 12), (9,), "妈妈"))
    timetable = shown(CHECK, CALL, LATER, LAST_DAY, pulls=pulls, detail="minimal", locale=locale)
    found = events(timetable)
    assert {uid: event.decoded("dtstart") for uid, event in found.items()} == {
        "day-2026-10-10-1@box.example": date(2026, 10, 10),
        "day-2026-10-12-1@box.example": date(2026, 10, 12),
        "day-2027-01-05-1@box.example": date(2027, 1, 5),
    }
    assert "2" in str(found["day-2026-10-10-1@box.example"]["summary"]), "the check and the call"
    written = "".join(dates_feed(timetable).decode().split("\r\n "))
    assert not any(name in written for name in ("京东", "苏宁", "中邮", "妈妈", "closure-"))


def test_only_the_configured_address_is_linked() -> None:
    assert b"://" not in dates_feed(shown(CHECK, detail="minimal", base_url="http://127.0.0.1:8321"))
    public = shown(CHECK, detail="minimal", base_url="https://xiaohu.example.org")
    assert [str(event["url"]) for event in events(public).values()] == ["https://xiaohu.example.org/"]


def test_the_same_dates_are_the_same_bytes_all_day_long() -> None:
    first, second = (datetime(2026, 10, 10, hour, tzinfo=UTC) for hour in (1, 15))
    assert dates_feed(shown(CHECK, CALL, now=first)) == dates_feed(shown(CALL, CHECK, now=second))


def test_a_typed_name_cannot_begin_a_line_of_its_own() -> None:
    evil = replace(CHECK, platform="a\r\nATTENDEE:mailto:x@example.com\r\nEND:VEVENT")
    made = dates_feed(shown(evil, pulls=(replace(PULL, person="b\nX:1"),)))
    assert not any(line.startswith((b"ATTENDEE", b"X:")) for line in made.split(b"\r\n"))


def test_nothing_to_come_is_an_empty_calendar() -> None:
    assert events(shown()) == {}
