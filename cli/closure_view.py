"""A closure as people read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from cli.dates_view import calendar_note, date_facts, step_facts, why
from cli.escalation_view import answer_day, escalation_facts
from cli.output import facts, heading, listing, section
from config.i18n import N_
from desk.history import history
from desk.states import ACTS, STATES
from desk.wording import _, ngettext, spoken
from models.round_dates import NotStarted
from scheduler.lifecycle import ClosureState, is_finished
from scheduler.starting_acts import StartsAt
from scheduler.steps import Step
from scheduler.workdays import CalendarGap

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from desk.desk import Desk
    from models.tables import Closure, Round

_STATED = {
    "stated": N_("{window} (said by the platform)"),
    "guide": N_("{window} (from the guide; ask the platform to confirm)"),
    "assumed": N_("not stated; {window} assumed (ask the platform how long it takes)"),
}


def closure_view(closure: Closure, desk: Desk) -> list[str | Text | Table]:
    """What it is, where it stands, its dates and why, and what comes next."""
    title = _("No. {number}: {platform}", number=closure.id, platform=closure.platform_name)
    return [heading(title), *details(closure, desk)]


def details(closure: Closure, desk: Desk) -> list[str | Text | Table]:
    """The same below a title of one's own."""
    return [facts(_about(closure, desk)), *_why(closure, desk)]


def history_view(closure: Closure, desk: Desk) -> list[Text | Table]:
    """All that happened, oldest first."""
    return [
        section(_("History")),
        facts((f"{at:%Y-%m-%d %H:%M}", what) for at, what in history(closure, desk)),
    ]


def closures_table(closures: Sequence[Closure], desk: Desk) -> Table:
    """One row a closure; there is at least one."""
    rows = [_row(closure, desk) for closure in closures]
    return listing(rows[0], (row.values() for row in rows))


def next_reminder(closure: Closure, desk: Desk) -> str:
    """When the user hears of it next; empty when never."""
    ahead = [reminder.due_at for reminder in closure.round.reminders if reminder.state == "scheduled"]
    if not ahead:
        return ""
    moment = min(ahead).astimezone(desk.zone)
    return f"{spoken().day(moment.date(), desk.today)} {moment:%H:%M}"


def _about(closure: Closure, desk: Desk) -> Iterator[tuple[str, str]]:
    latest = closure.round
    yield _("Person"), closure.person.name
    yield _("Route"), closure.route or ""
    yield _("State"), _(STATES[closure.state_on(desk.today).value])
    yield from escalation_facts(closure, desk.today)
    yield _("Round"), str(latest.number) if latest.number > 1 else ""
    yield _("Asked on"), spoken().day(closure.requested_on, desk.today)
    yield _("Stated time"), _stated(latest)
    yield from _dates(latest, desk.today)
    yield _("Next reminder"), next_reminder(closure, desk)
    yield _("Note"), closure.note


def _stated(latest: Round) -> str:
    window = _("30 days") if latest.window == "未说明" else latest.window
    return _(_STATED[latest.window_source], window=latest.stated or window)


def _dates(latest: Round, today: date) -> Iterator[tuple[str, str]]:
    if latest.payoff_on:
        yield _("Payoff day"), spoken().day(latest.payoff_on, today)
    yield from step_facts(
        [Step(step["kind"], date.fromisoformat(step["on"])) for step in latest.steps_shown],
        today,
        provisional=latest.provisional,
    )
    if latest.starts_at != StartsAt.REQUEST:
        yield _("Counted from"), _counted_from(latest, today)
    if latest.calls:
        yield _("Called"), _(", ").join(spoken().day(date.fromisoformat(d), today) for d in latest.calls)
    if latest.opens_on and latest.due_on and latest.check_on:
        yield from date_facts(latest.opens_on, latest.due_on, latest.check_on, latest.provisional, today)
    elif latest.day0:
        yield _("Dates"), no_dates(latest.no_calendar)
    else:
        yield (
            _("Dates"),
            _("none yet; record the act when it has come: xiaohu act {number} --on DATE").format(
                number=latest.closure_id
            ),
        )


def _counted_from(latest: Round, today: date) -> str:
    act = _(ACTS[latest.starts_at])
    if latest.day0 is None:
        return _("{act}, still awaited", act=act)
    day = spoken().day(latest.day0, today)
    text = N_("{act}, expected on {day}") if latest.expected else N_("{act} on {day}")
    return _(text, act=act, day=day)


def no_dates(year: int | None) -> str:
    """Why a closure has no dates (Dates 6)."""
    return _("none: the holidays of {year} are not known, so no date can be worked out", year=year)


def _why(closure: Closure, desk: Desk) -> list[str | Text | Table]:
    if is_finished(ClosureState(closure.state)):
        return []
    try:
        dates = closure.round.dates(desk.planning())
    except (CalendarGap, NotStarted):
        return []
    return [*why(dates, desk.today), calendar_note(dates)]


def _row(closure: Closure, desk: Desk) -> dict[str, str]:
    latest, state = closure.round, closure.state_on(desk.today)
    provisional = _(" (provisional)") if latest.provisional else ""
    whose = {_("Person"): closure.person.name} if len(desk.user.people) > 1 else {}
    return {
        _("No."): str(closure.id),
        _("Platform"): closure.platform_name,
        **whose,
        _("Asked on"): spoken().day(closure.requested_on, desk.today),
        _("Last day"): _day(latest.due_on, desk.today) + provisional,
        _("Check on"): _day(latest.check_on, desk.today),
        _("State"): _(STATES[state.value])
        + _lateness(latest, state, desk.today)
        + answer_day(closure, desk.today),
    }


def _day(day: date | None, today: date) -> str:
    return spoken().day(day, today) if day else "–"


def _lateness(latest: Round, state: ClosureState, today: date) -> str:
    late = (today - latest.check_on).days if state is ClosureState.DUE and latest.check_on else 0
    return ngettext(", {n} day late", ", {n} days late", late) if late else ""
