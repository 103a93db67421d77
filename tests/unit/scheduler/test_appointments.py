from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scheduler.appointments import AppointmentError, AppointmentRule, earliest_payoff, plan_appointment
from scheduler.due_dates import Step, due_dates
from scheduler.stages import Unstated
from scheduler.workdays import CalendarGap
from tests.unit.scheduler.shorthand import CALENDAR, d, window

ROW_44 = AppointmentRule(10, "day_before", None, 2)
ROW_48 = AppointmentRule(10, "same_day", time(16, 0), 2)


def test_row_44_calls_ten_working_days_before_and_pays_in_the_day_before() -> None:
    plan = plan_appointment(ROW_44, d("2026-10-12"), d("2026-09-01"), CALENDAR)
    assert plan.call_by == d("2026-09-21")
    assert plan.remind_on == d("2026-09-17")  # 20 September is a make-up Sunday
    assert (plan.deposit_on, plan.deposit_by) == (d("2026-10-11"), None)  # a Sunday: the calendar day before
    assert plan.letter_on == d("2026-10-14")
    assert plan.steps == (
        Step("call", d("2026-09-17")),
        Step("call_deadline", d("2026-09-21")),
        Step("deposit", d("2026-10-11")),
        Step("payoff", d("2026-10-12")),
        Step("letter", d("2026-10-14")),
    )


def test_row_48_pays_in_by_16_00_on_the_day() -> None:
    plan = plan_appointment(ROW_48, d("2026-11-16"), d("2026-10-12"), CALENDAR)
    assert plan.call_by == d("2026-11-02")
    assert (plan.deposit_on, plan.deposit_by) == (d("2026-11-16"), time(16, 0))


def test_the_letter_starts_the_thirty_days() -> None:
    plan = plan_appointment(ROW_48, d("2026-11-16"), d("2026-10-12"), CALENDAR)
    assert due_dates(window(Unstated()), plan.letter_on, CALENDAR).due_on == d("2026-12-18")


@pytest.mark.parametrize(
    ("payoff_on", "today", "earliest"),
    [
        ("2026-10-12", "2026-09-22", "2026-10-13"),  # the deadline was yesterday
        ("2026-09-24", "2026-09-24", "2026-10-15"),
        ("2026-09-01", "2026-09-24", "2026-10-15"),  # long gone
        ("2026-10-03", "2026-09-01", "2026-10-08"),  # a day off, with time enough
        ("2026-10-11", "2026-09-24", "2026-10-15"),  # a day off, too soon
        ("2026-11-09", "2026-10-31", "2026-11-16"),  # asked on a Saturday
    ],
)
def test_a_payoff_date_that_cannot_be_kept_is_refused_with_the_earliest(
    payoff_on: str, today: str, earliest: str
) -> None:
    with pytest.raises(AppointmentError) as refused:
        plan_appointment(ROW_44, d(payoff_on), d(today), CALENDAR)
    assert (refused.value.payoff_on, refused.value.earliest) == (d(payoff_on), d(earliest))
    assert payoff_on in str(refused.value)
    assert earliest in str(refused.value)
    plan_appointment(ROW_44, refused.value.earliest, d(today), CALENDAR)


def test_a_refusal_is_a_message_id_with_its_parameters() -> None:
    with pytest.raises(AppointmentError) as refused:
        plan_appointment(ROW_44, d("2026-10-12"), d("2026-09-23"), CALENDAR)
    error = refused.value
    assert "{call_by}" in error.reason
    assert error.reason.format(**error.params) == str(error)


def test_calling_on_the_last_day_is_in_time_and_past_steps_are_left_out() -> None:
    plan = plan_appointment(ROW_44, d("2026-10-12"), d("2026-09-21"), CALENDAR)
    assert plan.steps[0] == Step("call_deadline", d("2026-09-21"))


def test_the_explanation_counts_back_from_the_payoff_date() -> None:
    plan = plan_appointment(ROW_44, d("2026-10-12"), d("2026-09-01"), CALENDAR)
    first, last = plan.explanation[0], plan.explanation[-1]
    assert (first.on, first.count, first.stage) == (d("2026-09-21"), 10, 0)
    assert (last.on, last.count, last.stage) == (d("2026-10-14"), 2, 1)
    assert [note.name for note in plan.explanation if note.on == d("2026-10-04")] == ["国庆节"]


def test_an_appointment_in_a_provisional_year_says_so() -> None:
    assert not plan_appointment(ROW_44, d("2026-12-28"), d("2026-11-01"), CALENDAR).provisional
    assert plan_appointment(ROW_44, d("2026-12-31"), d("2026-11-01"), CALENDAR).provisional  # the letter
    with pytest.raises(CalendarGap):
        plan_appointment(ROW_44, d("2030-01-07"), d("2026-11-01"), CALENDAR)


@given(today=st.dates(date(2005, 1, 1), date(2027, 12, 31)), before=st.integers(1, 20))
def test_the_earliest_payoff_date_is_feasible_and_no_earlier_one_is(today: date, before: int) -> None:
    rule = replace(ROW_44, call_workdays_before=before)
    earliest = earliest_payoff(rule, today, CALENDAR)
    assert plan_appointment(rule, earliest, today, CALENDAR).call_by >= today
    with pytest.raises(AppointmentError):
        plan_appointment(rule, CALENDAR.subtract(earliest, 1), today, CALENDAR)


@given(today=st.dates(date(2005, 1, 1), date(2026, 12, 31)), ahead=st.integers(0, 300))
def test_the_days_of_a_plan_are_in_order(today: date, ahead: int) -> None:
    payoff_on = today + timedelta(days=ahead)
    assume(CALENDAR.is_workday(payoff_on) and payoff_on >= earliest_payoff(ROW_44, today, CALENDAR))
    plan = plan_appointment(ROW_44, payoff_on, today, CALENDAR)
    assert plan.remind_on < plan.call_by < plan.deposit_on < plan.payoff_on < plan.letter_on
    assert CALENDAR.between(plan.call_by, payoff_on) == 10
    assert CALENDAR.between(plan.remind_on, plan.call_by) == 3
