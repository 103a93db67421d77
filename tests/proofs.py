"""Closures that stored reports prove to be closed, as an import of two reports leaves them."""

from datetime import date

from sqlalchemy.orm import Session

from models.closure import Closure, Target
from models.tables import CreditReport, Person, ReportVerdict, User
from reports.evidence import Finding, Reason
from scheduler.lifecycle import Answer
from tests.closures import beijing, planning, register

JINTIAO = Target("jd-jintiao", "京东金条", "app")


def kept(session: Session, person: Person, on: date) -> CreditReport:
    """The person's report of that day, without its accounts."""
    known = next((each for each in person.reports if each.report_date == on), None)
    if known:
        return known
    made = CreditReport(
        kind="brief",
        report_date=on,
        unrecognised=0,
        seal="",
        sealed_with="",
        imported_at=beijing(f"{on} 20:00"),
    )
    person.reports.append(made)
    session.flush()
    return made


def judge(
    session: Session,
    closure: Closure,
    old: date,
    new: date,
    finding: Finding,
    *,
    month: str | None = None,
    reason: Reason = Reason.CLOSED_IN,
) -> ReportVerdict:
    """What the newer report says of a closure."""
    verdict = ReportVerdict(
        report=kept(session, closure.person, new),
        old_report=kept(session, closure.person, old),
        requested_on=closure.requested_on,
        finding=finding.value,
        reason=reason.value,
        month=month,
    )
    closure.verdicts.append(verdict)
    session.flush()
    return verdict


def proven(
    session: Session,
    user: User,
    *,
    open_on: date,
    closed_on: date,
    stated: str = "3-5个工作日更新",
    requested_on: date = date(2026, 9, 24),
    month: str | None = "2026-10",
    target: Target = JINTIAO,
) -> Closure:
    """A closure that was verified by two reports: open on the first day, closed on the second."""
    closure = register(user, stated, requested_on, target=target)
    judge(session, closure, open_on, closed_on, Finding.PROVEN, month=month)
    closure.answer(Answer.VERIFIED, planning(f"{closed_on} 21:00"))
    session.flush()
    return closure
