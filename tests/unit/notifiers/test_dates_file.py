"""The calendar file beside a message."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar, Component

from notifiers.due import Coming, Due
from notifiers.messages import render_due
from tests.unit.notifiers.samples import APPOINTMENT, CALL, MESSAGE_ID, OVERDUE, VERIFY, due


def events(facts: Due) -> dict[str, Component]:
    made = render_due(facts, MESSAGE_ID).calendar
    assert made is not None
    return {str(event["uid"]): event for event in Calendar.from_ical(made).walk("VEVENT")}


def test_coming_dates_are_whole_days() -> None:
    found = events(due(CALL))
    days = {uid: (event.decoded("dtstart"), event.decoded("duration")) for uid, event in found.items()}
    one = timedelta(days=1)
    assert days == {
        "closure-6-due-1@example.org": (date(2026, 10, 19), one),
        "closure-6-check-1@example.org": (date(2026, 10, 20), one),
        "closure-6-call-2@example.org": (date(2026, 10, 10), one),
    }


def test_a_moved_date_keeps_its_uid() -> None:
    moved = replace(CALL, check_on=date(2026, 10, 22))
    assert events(due(CALL)).keys() == events(due(moved)).keys()


def test_other_dates_of_the_reader_come_along_and_past_ones_do_not() -> None:
    coming = (
        Coming(11, "招联金融", "check", date(2026, 11, 5)),
        Coming(12, "度小满", "check", date(2026, 10, 9)),
        Coming(3, "京东金条", "check", date(2026, 10, 10)),
    )
    found = events(replace(due(VERIFY), coming=coming))
    assert found.keys() == {"closure-3-check-1@example.org", "closure-11-check-1@example.org"}


def test_without_coming_dates_there_is_no_file_and_no_word_of_one() -> None:
    message = render_due(due(OVERDUE), MESSAGE_ID)
    assert message.calendar is None
    assert "附件" not in message.text


def test_titles_are_neutral_and_the_rest_is_private() -> None:
    for event in events(due(APPOINTMENT)).values():
        assert event["summary"] == "账户关闭核对（编号 8）"
        assert "渣打银行" in str(event["description"])
        assert event["class"] == "PRIVATE"


@pytest.mark.parametrize("name", ["a\r\nBEGIN:VEVENT", "a;b,c\\d", "长" * 200])
def test_a_name_cannot_break_out_of_its_line(name: str) -> None:
    assert len(events(due(replace(VERIFY, platform=name)))) == 1
    made = render_due(due(replace(VERIFY, platform=name)), MESSAGE_ID).calendar
    assert made is not None
    assert all(len(line) <= 75 for line in made.split(b"\r\n"))


def test_the_stamp_is_the_day_and_not_the_run() -> None:
    first, second = (
        render_due(due(VERIFY, now=datetime(2026, 10, 10, hour, tzinfo=UTC)), MESSAGE_ID).calendar
        for hour in (1, 2)
    )
    assert first == second
