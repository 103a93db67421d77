"""Credit reports that are kept: what is taken in, what is refused, and how it is deleted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from desk.mistakes import Mistake, NotFound
from desk.registering import find_person
from desk.wording import _, spoken
from models.erasing import overwrite_deleted
from models.tables import CreditReport, Person
from reports.accounts import Report
from reports.process import read_report
from reports.refusals import Refusal, ReportRefused
from reports.stored import as_row, restored
from worker.reports_key import fingerprint, reports_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desk.desk import Desk
    from worker.installation import Installation


@dataclass(frozen=True, slots=True)
class Incoming:
    """A report that may be kept. ``previous``: the person's latest one, which it is compared with.

    ``stored``: the same report, where it is kept already: then there is nothing to do.
    """

    report: Report
    person: Person
    previous: CreditReport | None
    stored: CreditReport | None


def read_for_keeping(data: bytes, installation: Installation, password: str | None = None) -> Report:
    """Read a PDF so that it can be kept: both readers read it. Raises ReportRefused, KeysUnusable."""
    key = reports_key(installation.settings)
    report = read_report(data, key=key, password=password, thorough=True)
    if report.person is None:
        raise ReportRefused(Refusal.NAMELESS)
    return report


def receive(report: Report, name: str | None, desk: Desk) -> Incoming:
    """Whose report it is, and whether it can be kept; nothing changes.

    ``name``: the person; None for the one whose reports it belongs to, else for the user. Raises Mistake,
    NotFound, ConsentMissing.
    """
    kept = all_reports(desk)
    _refuse_another_key(kept, desk)
    person = find_person(name or _owner(report, kept), desk.user.people)
    person.require_consent()
    _refuse_another_person(report, person, kept)
    mine = [each for each in kept if each.person_id == person.id]
    same = next((each for each in mine if each.report_date == report.report_date), None)
    if same is not None and not _alike(same, report):
        raise Mistake(
            _(
                "the report of {day} is kept already and reads otherwise; to take this one, delete it first",
                day=spoken().full_day(same.report_date),
            ),
            f"xiaohu report delete --on {same.report_date}",
        )
    earlier = [each for each in mine if each.report_date < report.report_date]
    if same is None and len(earlier) < len(mine):
        _refuse_older(report.report_date, mine[-1].report_date)
    return Incoming(report, person, earlier[-1] if earlier else None, same)


def keep(incoming: Incoming, desk: Desk) -> CreditReport:
    """Store it, in the desk's transaction; what is kept already stays as it is."""
    if incoming.stored is not None:
        return incoming.stored
    sealed_with = fingerprint(reports_key(desk.installation.settings))
    row = as_row(incoming.report, desk.now, sealed_with)
    row.person_id = incoming.person.id
    desk.session.add(row)
    desk.session.flush()
    return row


def all_reports(desk: Desk) -> Sequence[CreditReport]:
    """Everything that is kept for the user, by person, the oldest first."""
    mine = select(CreditReport).join(CreditReport.person).where(Person.user_id == desk.user.id)
    return desk.session.scalars(mine.order_by(CreditReport.person_id, CreditReport.report_date)).all()


def report_of(number: int, desk: Desk) -> CreditReport:
    """The user's report of that number. Raises NotFound."""
    found = desk.session.get(CreditReport, number) if number.bit_length() < 64 else None
    if found is None or found.person.user_id != desk.user.id:
        raise NotFound(_("there is no report no. {number}", number=number), _("see: xiaohu report list"))
    return found


def erase_reports(desk: Desk, person: Person | None = None, on: date | None = None) -> int:
    """Delete what is kept of reports, for good: of everybody or one person, of all days or one.

    Closures stay, with the answers that were given. Returns how many reports are gone.
    """
    gone = [
        each.id
        for each in all_reports(desk)
        if person in (None, each.person) and on in (None, each.report_date)
    ]
    overwrite_deleted(desk.session)
    desk.session.execute(delete(CreditReport).where(CreditReport.id.in_(gone)))
    desk.session.expire_all()
    return len(gone)


def _owner(report: Report, kept: Sequence[CreditReport]) -> str | None:
    return next((each.person.name for each in kept if each.seal == report.person), None)


def _alike(row: CreditReport, report: Report) -> bool:
    fresh = as_row(report, row.imported_at, row.sealed_with)
    return restored(row) == restored(fresh)


def _refuse_another_key(kept: Sequence[CreditReport], desk: Desk) -> None:
    if kept and kept[-1].sealed_with != fingerprint(reports_key(desk.installation.settings)):
        raise Mistake(
            _(
                "the key file reports.key is not the one that the kept reports were made with, so nothing "
                "can be compared with them: put your copy of it back, or delete the kept reports"
            ),
            "xiaohu report delete",
        )


def _refuse_another_person(report: Report, person: Person, kept: Sequence[CreditReport]) -> None:
    owner = next((each.person for each in kept if each.seal == report.person), None)
    if owner is not None and owner is not person:
        raise Mistake(
            _("this is a report of {owner}, not of {name}", owner=owner.name, name=person.name), "--person"
        )
    if any(each.person_id == person.id and each.seal != report.person for each in kept):
        raise Mistake(
            _("the reports that are kept for {name} are of another person than this one", name=person.name),
            "--person",
        )


def _refuse_older(day: date, latest: date) -> None:
    raise Mistake(
        _(
            "this report ({day}) is older than the one that is kept ({latest}), so it proves nothing new",
            day=spoken().full_day(day),
            latest=spoken().full_day(latest),
        )
    )
