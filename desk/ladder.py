"""The escalation ladder: what rungs are called, what was filed, what can follow and what is doubtful."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from desk.wording import _, spoken
from notifiers.rungs import RUNG_NAMES
from reports.evidence import SHOWN_OPEN
from scheduler.escalation import (
    CLOCKS,
    Filing,
    Rung,
    Start,
    higher_before,
    next_rung,
    running_on,
    skipped,
)
from scheduler.lifecycle import ClosureState, is_open

if TYPE_CHECKING:
    from desk.desk import Desk
    from models.tables import Closure, Escalation
    from notifiers.scripts import Case, Shown


def rung_name(rung: str) -> str:
    """What a rung is called in the language of this terminal."""
    return _(RUNG_NAMES[Rung(rung)])


def next_of(closure: Closure) -> Rung | None:
    """The rung to take next; None for a finished closure, and at the top of the ladder."""
    if not is_open(ClosureState(closure.state)):
        return None
    return next_rung({Rung(each.rung) for each in closure.escalations})


def doubts(closure: Closure, filing: Filing) -> list[str]:
    """What is unusual about a rung: it is recorded all the same, the law prescribes no order."""
    if any((each.rung, each.filed_on) == (filing.rung, filing.filed_on) for each in closure.escalations):
        return []
    before = [each.filing for each in closure.escalations]
    return [*_order(filing, before), *_too_early(closure, filing, before)]


def case_of(closure: Closure, desk: Desk) -> Case:
    """What the texts are filled with: dates, the platform's own words, what was filed. No person's name."""
    from notifiers.scripts import Case, Taken

    platform = desk.installation.catalog().get(closure.platform)
    told = next((each for each in closure.rounds if each.window_source == "stated"), None)
    over = told and told.due_on and told.due_on < desk.today
    return Case(
        platform=closure.platform_name,
        requested_on=closure.requested_on,
        institutions=platform.institutions if platform else (),
        stated=told.stated if told else "",
        due_on=told.due_on if told and over else None,
        taken=tuple(
            Taken(Rung(each.rung), each.filed_on, each.accepted_on, each.answer_due_on, each.ticket or "")
            for each in closure.escalations
        ),
        shown=_shown(closure),
    )


def _shown(closure: Closure) -> Shown | None:
    """The account as the latest report about it shows it; None where that does not show one as open."""
    from notifiers.scripts import Shown

    latest = max((each.report.report_date for each in closure.verdicts), default=None)
    for each in closure.verdicts:
        account, report_on = each.new_account, each.report.report_date
        if account is not None and report_on == latest and each.finding in SHOWN_OPEN:
            as_of = date.fromisoformat(f"{account.as_of}-01") if account.as_of else None
            return Shown(report_on, account.institution, account.opened_on, as_of)
    return None


def rung_line(each: Escalation, today: date) -> str:
    """A rung that was taken: its day, its ticket, when the answer is due."""
    day = spoken().day
    parts = [_("{rung}, {day}", rung=rung_name(each.rung), day=day(each.filed_on, today))]
    if each.accepted_on:
        received = CLOCKS[Rung(each.rung)].start is Start.RECEIPT
        sentence = _("received {day}") if received else _("accepted {day}")
        parts.append(sentence.format(day=day(each.accepted_on, today)))
    if each.ticket:
        parts.append(_("ticket {ticket}", ticket=each.ticket))
    if each.answer_due_on:
        parts.append(_("answer due by {day}", day=day(each.answer_due_on, today)))
    return _("; ").join(parts)


def _order(filing: Filing, before: list[Filing]) -> Iterator[str]:
    comma = _(", ")
    if left_out := skipped(filing.rung, {each.rung for each in before}):
        names = comma.join(rung_name(rung) for rung in left_out)
        yield _("usually this comes first: {rungs}; recorded all the same", rungs=names)
    if above := higher_before(filing, before):
        yield _(
            "a higher step was taken before, on {day}: {rung}; recorded all the same",
            rung=rung_name(above.rung),
            day=above.filed_on,
        )


def _too_early(closure: Closure, filing: Filing, before: list[Filing]) -> Iterator[str]:
    if running := running_on(before, filing.filed_on):
        yield _(
            "an answer could still come until {day}: {rung}",
            rung=rung_name(running.rung),
            day=running.answer_due_on,
        )
    due_on = closure.round.due_on
    if closure.round.number == 1 and due_on and filing.filed_on <= due_on:
        yield _("the platform's own time ends only on {day}", day=due_on)
