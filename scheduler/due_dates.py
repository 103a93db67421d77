"""A stated window and its day 0 become dates: when it opens, when it is due, and why (Dates 1-6)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from scheduler.explanations import explain_leg, explain_move, rules_of
from scheduler.stage_dates import Leg, earliest, latest
from scheduler.stages import Calls, Stage, Unstated, Window
from scheduler.steps import Step
from scheduler.workdays import ONE_DAY, DayKind, DayNote, WorkCalendar

__all__ = ["DayKind", "DayNote", "DueDates", "Step", "due_dates"]


@dataclass(frozen=True, slots=True)
class DueDates:
    """First and last day of a window, with what led to them: explained only when asked, which costs more.

    ``steps`` are in order of day.
    """

    opens_on: date
    due_on: date
    opens_provisional: bool
    due_provisional: bool
    steps: tuple[Step, ...]
    calendar_version: str
    _window: Window = field(compare=False, repr=False)
    _early: tuple[Leg, ...] = field(repr=False)
    _late: tuple[Leg, ...] = field(repr=False)
    _calendar: WorkCalendar = field(compare=False, repr=False)

    @property
    def provisional(self) -> bool:
        """Whether either date may still change when a year's notice is published (Dates 6)."""
        return self.opens_provisional or self.due_provisional

    @property
    def explanation(self) -> tuple[DayNote, ...]:
        """Why ``due_on``, from day 0 + 1 (Dates 5)."""
        return _explain(self._late, self._calendar) + self._move

    @property
    def opens_explanation(self) -> tuple[DayNote, ...]:
        """Why ``opens_on``, from day 0 + 1."""
        return _explain(self._early, self._calendar)

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules in use ("W1", "W4", "Dates 3")."""
        return rules_of(self._window) + (("Dates 3",) if self._move else ())

    @property
    def _move(self) -> tuple[DayNote, ...]:
        return explain_move(self._late[-1].end, self.due_on, self._calendar, len(self._late) - 1)


def due_dates(
    window: Window, day0: date, calendar: WorkCalendar, *, last_call: date | None = None
) -> DueDates:
    """The dates of a window whose act happened on ``day0``, a Beijing date that is itself not counted.

    ``last_call`` is the day on which the calls of W9 really ended, where that is known; without it they are
    taken to be made day after day from day 0. Raises CalendarGap for any date in an absent year, and
    ValueError for a last call before day 0.
    """
    if last_call is not None and last_call < day0:
        raise ValueError(f"the last call on {last_call} cannot be before the first day, {day0}")
    stages = _completed(window)
    early = _walk(stages, day0, calendar, last_call, earliest)
    late = _walk(stages, day0, calendar, last_call, latest)
    opens_on = early[-1].end
    # Working-day stages end on a working day, so this moves only the others (Dates 3).
    due_on = calendar.next_workday(late[-1].end)
    return DueDates(
        opens_on,
        due_on,
        opens_provisional=calendar.provisional(day0, opens_on),
        due_provisional=calendar.provisional(day0, due_on),
        steps=_steps(window, late, due_on),
        calendar_version=calendar.version,
        _window=window,
        _early=early,
        _late=late,
        _calendar=calendar,
    )


def _completed(window: Window) -> tuple[Stage, ...]:
    """W9: calls with nothing after them are followed by W12."""
    return (*window.stages, Unstated()) if isinstance(window.stages[-1], Calls) else window.stages


def _walk(
    stages: tuple[Stage, ...],
    day0: date,
    calendar: WorkCalendar,
    last_call: date | None,
    end_of: Callable[[Stage, date, WorkCalendar], Leg],
) -> tuple[Leg, ...]:
    """W8: each stage starts on the day the one before it ended, working day or not."""
    legs: list[Leg] = []
    start = calendar.known(day0)
    for stage in stages:
        if isinstance(stage, Calls) and last_call is not None:
            leg = Leg(start, last_call, DayKind.LAST_CALL)
        else:
            leg = end_of(stage, start, calendar)
        legs.append(leg)
        # A date in an absent year can be written down, but nobody knows whether people work on it (Dates 6).
        start = calendar.known(leg.end)
    return tuple(legs)


def _explain(legs: tuple[Leg, ...], calendar: WorkCalendar) -> tuple[DayNote, ...]:
    return tuple(note for stage, leg in enumerate(legs) for note in explain_leg(leg, calendar, stage))


def _steps(window: Window, late: tuple[Leg, ...], due_on: date) -> tuple[Step, ...]:
    """The calls still to be made (W9) and the confirmation on the due day (W10)."""
    calls = [leg for leg in late if leg.by is DayKind.CALL]
    days = [leg.start + ONE_DAY * k for leg in calls for k in range((leg.end - leg.start).days + 1)]
    confirm = [Step("confirm", due_on)] if window.confirm else []
    return (*(Step("call", day) for day in days), *confirm)
