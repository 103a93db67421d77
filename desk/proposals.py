"""What kept reports propose to answer, closure by closure; the user answers, or leaves it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import select

from config.i18n import N_
from desk.mistakes import Mistake
from desk.wording import _, spoken
from models.tables import Closure, CreditReport, Person, ReportVerdict
from reports.accounts import Month
from reports.evidence import PROPOSED, Evidence, Finding, Reason
from scheduler.lifecycle import AWAITING_ANSWER, Answer, ClosureState, is_finished

if TYPE_CHECKING:
    from desk.desk import Desk

LEFT = "left"
"""What a verdict is answered by when its proposal is left alone."""
ASKED_AGAIN = "asked-again"
"""The same, where a new closure was registered for an account that is open again."""
_WORST_FIRST = (Answer.STILL_OPEN, Answer.NOT_UPDATED, Answer.CANNOT_TELL, Answer.VERIFIED)
_MAY_PROVE = frozenset({Finding.PROVEN, Finding.NO_LONGER_LISTED})


class Why(StrEnum):
    """Why a verdict proposes no answer."""

    TOO_EARLY = "too_early"
    NOT_STARTED = "not_started"


WHY = {
    Why.TOO_EARLY: N_(
        "Its time runs until {day}, and the report is from before its end: nothing to answer yet."
    ),
    Why.NOT_STARTED: N_("Its time has not begun: first record the act that starts it."),
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the latest report that says anything of a closure says of it.

    ``answers``: what may be answered, the proposal first; none where ``why`` says why. ``reopened``: an
    account is open (again), for which a new closure is offered.
    """

    closure: Closure
    report: CreditReport
    verdicts: Sequence[ReportVerdict]
    answers: tuple[Answer, ...]
    reopened: ReportVerdict | None
    why: Why | None

    @property
    def decides_itself(self) -> bool:
        """Whether there is only one answer to confirm."""
        return len(self.answers) == 1 and self.reopened is None


def read_proposals(desk: Desk) -> tuple[Proposal, ...]:
    """All that waits for the user's answer, by closure."""
    query = (
        select(ReportVerdict)
        .join(ReportVerdict.closure)
        .join(Closure.person)
        .where(Person.user_id == desk.user.id, ReportVerdict.answered_at.is_(None))
        .order_by(ReportVerdict.closure_id, ReportVerdict.report_id, ReportVerdict.id)
    )
    by_closure: defaultdict[int, list[ReportVerdict]] = defaultdict(list)
    for verdict in desk.session.scalars(query):
        by_closure[verdict.closure_id].append(verdict)
    found = (_proposal(verdicts) for verdicts in by_closure.values())
    return tuple(each for each in found if each is not None)


def proposal_of(number: int, desk: Desk) -> Proposal:
    """The one of this closure. Raises NotFound, and Mistake where nothing is proposed."""
    closure = desk.closure(number)
    found = next((each for each in read_proposals(desk) if each.closure is closure), None)
    if found is None:
        raise Mistake(_("no report proposes anything for closure {number}", number=number))
    return found


def confirm(proposal: Proposal, answer: Answer | None, desk: Desk) -> Answer:
    """Answer the closure: with the proposal, or with another of its answers. Raises Mistake."""
    if not proposal.answers:
        raise Mistake(
            _("the report proposes no answer for closure {number}", number=proposal.closure.id),
            f"xiaohu answer {proposal.closure.id} …",
        )
    if answer is None and len(proposal.answers) > 1:
        choices = " | ".join(each.value for each in proposal.answers)
        raise Mistake(
            _("closure {number}: decide yourself: {choices}", number=proposal.closure.id, choices=choices)
        )
    chosen = answer or proposal.answers[0]
    proposal.closure.answer(chosen, desk.planning())
    return chosen


def leave(proposal: Proposal, desk: Desk) -> None:
    """The closure stays as it is, and this is not proposed again."""
    proposal.closure.dismiss(LEFT, desk.planning())


def evidence_of(verdict: ReportVerdict) -> Evidence:
    """What the verdict rests on."""
    month = None if verdict.month is None else Month(verdict.month)
    return Evidence(Reason(verdict.reason), month, verdict.day)


def why_not(proposal: Proposal) -> str:
    """Why there is nothing to answer; empty where there is."""
    if proposal.why is None:
        return ""
    due_on = proposal.closure.round.due_on
    sentence = WHY[proposal.why]
    return _(sentence, day=spoken().full_day(due_on) if due_on else "")


def _proposal(verdicts: Sequence[ReportVerdict]) -> Proposal | None:
    closure = verdicts[0].closure
    report = max((each.report for each in verdicts), key=lambda each: each.report_date)
    said = [each for each in verdicts if each.report_id == report.id]
    reopened = next((each for each in said if each.finding == Finding.REOPENED), None)
    if is_finished(ClosureState(closure.state)):
        verified = closure.state == ClosureState.VERIFIED
        return Proposal(closure, report, said, (), reopened, None) if verified and reopened else None
    answers, why = _answers(said), _why(closure, report, said)
    return Proposal(closure, report, said, () if why else answers, reopened, why)


def _answers(said: Iterable[ReportVerdict]) -> tuple[Answer, ...]:
    """Of several accounts the one that is least closed decides."""
    proposed = [PROPOSED[Finding(each.finding)] for each in said]
    return min(proposed, key=lambda answers: (_WORST_FIRST.index(answers[0]), -len(answers)))


def _why(closure: Closure, report: CreditReport, said: Iterable[ReportVerdict]) -> Why | None:
    if closure.state not in AWAITING_ANSWER:
        return Why.NOT_STARTED
    if all(each.finding in _MAY_PROVE for each in said):
        return None
    due_on = closure.round.due_on
    return Why.TOO_EARLY if due_on is not None and report.report_date <= due_on else None
