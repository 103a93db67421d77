"""Appointments: a payoff date P with calls, a deposit and a settlement letter around it (W13, Dates 8)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Literal

from scheduler.steps import Step
from scheduler.workdays import ONE_DAY, DayNote, WorkCalendar

REMIND_WORKDAYS_BEFORE = 3  # before the last day on which to call


class AppointmentError(ValueError):
    """A payoff date that cannot be kept. ``earliest`` is the earliest feasible one not before it.

    ``reason`` is a message id with {payoff_on}, {earliest} and what ``params`` names beside them.
    """

    def __init__(self, payoff_on: date, earliest: date, reason: str, **params: str) -> None:
        self.payoff_on = payoff_on
        self.earliest = earliest
        self.reason = reason
        self.params = {"payoff_on": payoff_on.isoformat(), "earliest": earliest.isoformat(), **params}
        super().__init__(reason.format(**self.params))


@dataclass(frozen=True, slots=True)
class AppointmentRule:
    """What a bank asks for around the payoff date (row 44: 10, day_before; row 48: 10, same_day by 16:00).

    ``deposit_by`` is a time of day in Beijing, None where any time on the day will do.
    """

    call_workdays_before: int
    deposit: Literal["day_before", "same_day"]
    deposit_by: time | None = None
    letter_workdays_after: int = 2


@dataclass(frozen=True, slots=True)
class Appointment:
    """The days of one appointment, all Beijing dates.

    ``letter_on`` is the expected day of the settlement letter: day 0 of W12, or of the stated window, until
    the actual date replaces it. ``steps`` holds what is still to come on the day of planning. In
    ``explanation`` stage 0 counts the working days back from P, stage 1 those from P to the letter.
    """

    rule: AppointmentRule
    call_by: date
    remind_on: date
    deposit_on: date
    deposit_by: time | None
    payoff_on: date
    letter_on: date
    steps: tuple[Step, ...]
    provisional: bool
    explanation: tuple[DayNote, ...]
    calendar_version: str


def plan_appointment(
    rule: AppointmentRule, payoff_on: date, today: date, calendar: WorkCalendar
) -> Appointment:
    """The appointment for a payoff date, planned on ``today`` (Beijing).

    Raises AppointmentError for a payoff date that is not a working day or whose last day to call has passed
    (today still counts), and CalendarGap for dates in an absent year.
    """
    _refuse_what_cannot_be_kept(rule, payoff_on, today, calendar)
    planned = follow_appointment(rule, payoff_on, calendar)
    return replace(planned, steps=tuple(step for step in planned.steps if step.on >= today))


def follow_appointment(rule: AppointmentRule, payoff_on: date, calendar: WorkCalendar) -> Appointment:
    """The days of an appointment that was made, all its steps, by the calendar at hand (Dates 6).

    What a notice published since has spoilt is not refused: the bank has to be asked. Raises CalendarGap.
    """
    call_by = calendar.subtract(payoff_on, rule.call_workdays_before)
    remind_on = calendar.subtract(call_by, REMIND_WORKDAYS_BEFORE)
    deposit_on = payoff_on - ONE_DAY if rule.deposit == "day_before" else payoff_on
    letter_on = calendar.add(payoff_on, rule.letter_workdays_after)
    steps = (
        Step("call", remind_on),
        Step("call_deadline", call_by),
        Step("deposit", deposit_on),
        Step("payoff", payoff_on),
        Step("letter", letter_on),
    )
    return Appointment(
        rule,
        call_by,
        remind_on,
        deposit_on,
        rule.deposit_by,
        payoff_on,
        letter_on,
        steps=steps,
        provisional=calendar.provisional(remind_on, letter_on),
        explanation=_explain(call_by, payoff_on, letter_on, calendar),
        calendar_version=calendar.version,
    )


def earliest_payoff(rule: AppointmentRule, today: date, calendar: WorkCalendar) -> date:
    """The first payoff date whose last day to call is today or later. Raises CalendarGap."""
    return calendar.add(calendar.next_workday(today), rule.call_workdays_before)


def _refuse_what_cannot_be_kept(
    rule: AppointmentRule, payoff_on: date, today: date, calendar: WorkCalendar
) -> None:
    workday = calendar.next_workday(payoff_on)
    earliest = max(workday, earliest_payoff(rule, today, calendar))
    if workday != payoff_on:
        reason = "{payoff_on} is not a working day; the next payoff date that can be kept is {earliest}"
        raise AppointmentError(payoff_on, earliest, reason)
    call_by = calendar.subtract(payoff_on, rule.call_workdays_before)
    if call_by < today:
        reason = "for {payoff_on} the call was due by {call_by}; the earliest payoff date is now {earliest}"
        raise AppointmentError(payoff_on, earliest, reason, call_by=call_by.isoformat())


def _explain(call_by: date, payoff_on: date, letter_on: date, calendar: WorkCalendar) -> tuple[DayNote, ...]:
    before = calendar.explain(call_by, payoff_on - ONE_DAY)
    return _counted_back(before) + calendar.explain(payoff_on + ONE_DAY, letter_on, stage=1)


def _counted_back(notes: Sequence[DayNote]) -> tuple[DayNote, ...]:
    """The same days with the last one counted 1: "the 10th working day before"."""
    most = max((note.count or 0 for note in notes), default=0)
    return tuple(note if note.count is None else replace(note, count=most + 1 - note.count) for note in notes)
