"""What happened to a closure, for those who decide about it: dates and why, calls, tickets, notes.

Made from what the user told and what kept reports say of this account, nothing else: no name, no ID number,
no other account, and nothing of what a reminder did.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from config.i18n import N_
from desk.explanations import explanation_rows
from desk.history import said_by_report
from desk.ladder import rung_name
from desk.states import ACTS, ANSWERS
from desk.wording import _
from models.round_dates import NotStarted
from models.undo import UNDONE
from scheduler.escalation import CLOCKS, Rung, Start
from scheduler.starting_acts import StartsAt
from scheduler.workdays import CalendarGap

if TYPE_CHECKING:
    from desk.desk import Desk
    from models.tables import Closure, Escalation, Event, Round

_ANSWERED = N_("A credit report was read. The account: {answer}")
_STATED = "stated"
_NO_YEAR = date.min
"""A "today" whose year is no date's, so that every date names its own: the file is read long after."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the story. ``note``: the user's words; ``recorded_on``: the day it was written down."""

    on: date
    what: str
    ticket: str = ""
    note: str = ""
    recorded_on: date | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """Some days that follow each other, and what they were to the count."""

    days: str
    what: str


@dataclass(frozen=True, slots=True)
class StatedWindow:
    """A time that the platform stated, what it comes to, and why."""

    stated: str
    day0: date | None
    opens_on: date | None
    due_on: date | None
    provisional: bool
    why: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class EvidenceFacts:
    """The file's facts, in the language spoken while they were gathered. ``made_on``: the user's date."""

    closure: int
    platform: str
    institutions: tuple[str, ...]
    requested_on: date
    made_on: date
    windows: tuple[StatedWindow, ...]
    happenings: tuple[Happening, ...]

    def as_json(self) -> dict[str, Any]:
        """For programs: dates are ISO."""
        plain: dict[str, Any] = _plain(asdict(self))
        return {"id": plain.pop("closure"), **plain}


def evidence_of(closure: Closure, desk: Desk, *, notes: bool = True) -> EvidenceFacts:
    """All there is to show of a closure. ``notes``: whether the user's own words are among it."""
    platform = desk.installation.catalog().get(closure.platform)
    told = sorted(_told(closure, desk, notes), key=lambda each: each.on)
    return EvidenceFacts(
        closure=closure.id,
        platform=closure.platform_name,
        institutions=platform.institutions if platform else (),
        requested_on=closure.requested_on,
        made_on=desk.today,
        windows=tuple(_window(each, desk) for each in closure.rounds if each.window_source == _STATED),
        happenings=tuple(told),
    )


def _told(closure: Closure, desk: Desk, notes: bool) -> Iterator[Happening]:
    yield from _requested(closure, desk, notes)
    for each in closure.rounds:
        yield from _said(each, closure, desk)
    for event in _standing(closure.events):
        yield from _of_event(event, desk, notes)
    for escalation in closure.escalations:
        yield from _filed(escalation)
    for verdict in closure.verdicts:
        recorded_on = _day(verdict.report.imported_at, desk)
        yield Happening(verdict.report.report_date, said_by_report(verdict), recorded_on=recorded_on)


def _requested(closure: Closure, desk: Desk, notes: bool) -> Iterator[Happening]:
    first, recorded_on = closure.rounds[0], _day(closure.created_at, desk)
    asked = _("Asked the platform to close the account, the credit line and the credit agreement (授信协议)")
    note = closure.note if notes else ""
    yield Happening(closure.requested_on, asked, note=note, recorded_on=recorded_on)
    if first.payoff_on and first.payoff_on <= desk.today:
        yield Happening(first.payoff_on, _("The payoff day agreed with the bank"))
    if first.starts_at != StartsAt.REQUEST and first.day0 and not first.expected:
        yield Happening(
            first.day0, _("The act from which the time counts: {act}", act=_(ACTS[first.starts_at]))
        )


def _said(each: Round, closure: Closure, desk: Desk) -> Iterator[Happening]:
    """What the platform said about the time, on the day it is counted from, and the calls made since."""
    first = each.number == 1
    told_on = closure.requested_on if first else each.day0
    if each.window_source == _STATED and told_on:
        recorded_on = _day(closure.created_at, desk) if first else told_on
        what = _("The platform said how long it takes: “{stated}”", stated=each.stated)
        yield Happening(told_on, what, recorded_on=recorded_on)
    for call in each.calls:
        yield Happening(date.fromisoformat(call), _("Called the platform"))


def _standing(events: Iterable[Event]) -> list[Event]:
    """The events without those that were taken back."""
    kept: list[Event] = []
    for event in events:
        if event.kind == UNDONE:
            last = max((at for at, each in enumerate(kept) if each.kind == event.data["what"]), default=None)
            if last is not None:
                del kept[last]
        else:
            kept.append(event)
    return kept


def _of_event(event: Event, desk: Desk, notes: bool) -> Iterator[Happening]:
    on = _day(event.at, desk)
    if event.kind == "answered":
        answer = ANSWERS[event.data["answer"]]
        yield Happening(on, _(_ANSWERED, answer=_(answer)), recorded_on=on)
    elif event.kind == "noted" and notes:
        yield Happening(on, _("Note"), event.data.get("ticket") or "", event.data["text"], on)


def _filed(escalation: Escalation) -> Iterator[Happening]:
    rung, clock = Rung(escalation.rung), CLOCKS.get(Rung(escalation.rung))
    ticket, recorded_on = escalation.ticket or "", escalation.recorded_on
    yield Happening(
        escalation.filed_on, _("Step taken: {rung}", rung=rung_name(rung)), ticket, "", recorded_on
    )
    if clock is None:
        return
    if escalation.accepted_on:
        what = _("Received: {rung}") if clock.start is Start.RECEIPT else _("Accepted: {rung}")
        yield Happening(escalation.accepted_on, what.format(rung=rung_name(rung)), ticket)
    if escalation.answer_due_on:
        what = _(
            "Last day for the answer to it: {rung}; {days} days (征信业管理条例, article {article})",
            rung=rung_name(rung),
            days=clock.days,
            article=clock.article,
        )
        yield Happening(escalation.answer_due_on, what, ticket)


def _window(each: Round, desk: Desk) -> StatedWindow:
    return StatedWindow(
        stated=each.stated,
        day0=None if each.expected else each.day0,
        opens_on=each.opens_on,
        due_on=each.due_on,
        provisional=each.provisional,
        why=tuple(_why(each, desk)),
    )


def _why(each: Round, desk: Desk) -> list[Counted]:
    """Day by day; nothing where today's calendar no longer comes to the dates that were told."""
    try:
        dates = each.dates(desk.planning())
    except (CalendarGap, NotStarted):
        return []
    if (dates.opens_on, dates.due_on) != (each.opens_on, each.due_on):
        return []
    return [Counted(*row) for row in explanation_rows(dates.explanation, _NO_YEAR)]


def _day(moment: datetime, desk: Desk) -> date:
    return moment.astimezone(desk.zone).date()


def _plain(value: Any) -> Any:
    match value:
        case date():
            return value.isoformat()
        case dict():
            return {name: _plain(each) for name, each in value.items()}
        case list() | tuple():
            return [_plain(each) for each in value]
        case _:
            return value
