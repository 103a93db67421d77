"""The escalation ladder as people read it: what was filed, when the answer is due, what can follow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from desk.ladder import next_of, rung_line, rung_name
from desk.wording import _, spoken
from scheduler.escalation import CLOCKS, Rung, Start
from scheduler.lifecycle import ClosureState

if TYPE_CHECKING:
    from models.tables import Closure, Escalation


def escalation_facts(closure: Closure, today: date) -> Iterator[tuple[str, str]]:
    """Each rung taken with its dates and ticket, and the next one of a closure that is escalated."""
    yield _("Escalation"), "\n".join(rung_line(each, today) for each in closure.escalations)
    rung = next_of(closure)
    if rung and closure.state == ClosureState.ESCALATED:
        yield _("Next step"), _("{rung}; its text: xiaohu script {number}", **_named(rung, closure))


def answer_day(closure: Closure, today: date) -> str:
    """For one line of a list: the answer that is awaited, or was due last; empty without any."""
    if closure.state != ClosureState.ESCALATED:
        return ""
    due = [each.answer_due_on for each in closure.escalations if each.answer_due_on]
    if not due:
        return ""
    ahead = [day for day in due if day >= today]
    sentence = _(", answer due by {day}") if ahead else _(", answer was due by {day}")
    return sentence.format(day=spoken().day(min(ahead) if ahead else max(due), today))


def recorded(closure: Closure, taken: Escalation, today: date) -> str:
    """What was recorded, when an answer is due, and what can follow."""
    said = [_("Recorded: {line}.", line=rung_line(taken, today)), _clock(closure, taken, today)]
    if rung := next_of(closure):
        named = _named(rung, closure)
        said.append(_("After that, if it does not help: {rung}; its text: xiaohu script {number}", **named))
    return "\n".join(said)


def _clock(closure: Closure, taken: Escalation, today: date) -> str:
    rung = Rung(taken.rung)
    clock = CLOCKS.get(rung)
    if clock is None:
        round_number = closure.round.number
        return _(
            "We know of no fixed time for this answer; round {round} goes on watching.", round=round_number
        )
    law = {"days": clock.days, "article": clock.article}
    if taken.answer_due_on is None:
        return _(
            "Its {days} days run from acceptance (征信业管理条例, article {article}). Once it is accepted, "
            "type: xiaohu escalate {number} {rung} --on {day} --accepted DATE",
            **law,
            number=closure.id,
            rung=rung.value,
            day=taken.filed_on,
        )
    said = [
        _("{days} days are given for the answer (征信业管理条例, article {article}).", **law),
        *_ends(closure, taken),
    ]
    if clock.start is Start.RECEIPT and not taken.accepted_on:
        said.append(_("They run from receipt: if that was later, add --accepted DATE."))
    return " ".join(said)


def _ends(closure: Closure, taken: Escalation) -> list[str]:
    ordinal = -taken.number
    for each in closure.round.reminders:
        if each.kind == "step" and each.ordinal == ordinal and each.state == "scheduled":
            return [_("You are reminded on {day}.", day=spoken().day(each.day))]
    return [_("They are over.")]


def _named(rung: Rung, closure: Closure) -> dict[str, object]:
    return {"rung": rung_name(rung), "number": closure.id}
