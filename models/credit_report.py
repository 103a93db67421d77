"""What is kept of credit reports: their accounts and counts, and what two of them say about a closure.

Never stored: the file and its name, its text, the person's name and number, 报告编号, liabilities, public
records, the PDF's password. Deleting a report takes all of it along.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.record import Record

if TYPE_CHECKING:
    from models.closure import Closure
    from models.user import Person


class CreditReport(Record):
    """A report of a person, of one day. ``summary``: the table 信息概要 as ``report read --json`` has it.

    ``unrecognised``: how many sentences and pages were not understood. ``seal``: whose report it is, as an
    HMAC under the installation's own key, which ``sealed_with`` tells apart from others.
    """

    __tablename__ = "credit_reports"
    __table_args__ = (UniqueConstraint("person_id", "report_date"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    kind: Mapped[str]
    report_date: Mapped[date]
    summary: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    unrecognised: Mapped[int]
    seal: Mapped[str]
    sealed_with: Mapped[str]
    imported_at: Mapped[datetime]

    person: Mapped[Person] = relationship(back_populates="reports")
    accounts: Mapped[list[ReportAccount]] = relationship(
        back_populates="report",
        order_by="ReportAccount.id",
        cascade="all, delete-orphan",
        passive_deletes=True,
    )


class ReportAccount(Record):
    """One account on a report (``reports.accounts.Account``), in the report's order.

    ``ordinal``: 1, 2, ... among accounts of the report that are alike in what never changes. ``tail``: the
    card's last digits as an HMAC. ``candidate``: whether closing it came into question when it was read.
    ``closure_id``: the closure that is about this account, as far as the user has said so.
    """

    __tablename__ = "report_accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("credit_reports.id", ondelete="CASCADE"), index=True)
    closure_id: Mapped[int | None] = mapped_column(ForeignKey("closures.id", ondelete="SET NULL"), index=True)
    institution: Mapped[str]
    kind: Mapped[str]
    product: Mapped[str]
    opened_on: Mapped[date]
    state: Mapped[str]
    currency: Mapped[str | None]
    amount: Mapped[int | None]
    credit_limit: Mapped[int | None]
    balance_zero: Mapped[bool | None]
    closed_month: Mapped[str | None]
    """``2026-10``."""
    as_of: Mapped[str | None]
    ordinal: Mapped[int]
    tail: Mapped[str | None]
    candidate: Mapped[bool]

    report: Mapped[CreditReport] = relationship(back_populates="accounts")
    closure: Mapped[Closure | None] = relationship()


class ReportVerdict(Record):
    """What a report, beside the one before it, says of an account that a closure asked to close.

    ``finding``, ``reason``, ``month`` and ``day`` are those of ``reports.evidence``; ``requested_on`` is the
    request it was judged by. ``account_id`` stands on the older report, ``new_account_id`` on the newer.
    ``answer`` (``scheduler.lifecycle.Answer``) is what the user made of it, at ``answered_at``: empty until
    then, since a verdict only proposes.
    """

    __tablename__ = "report_verdicts"

    id: Mapped[int] = mapped_column(primary_key=True)
    closure_id: Mapped[int] = mapped_column(ForeignKey("closures.id", ondelete="CASCADE"))
    report_id: Mapped[int] = mapped_column(ForeignKey("credit_reports.id", ondelete="CASCADE"), index=True)
    old_report_id: Mapped[int] = mapped_column(
        ForeignKey("credit_reports.id", ondelete="CASCADE"), index=True
    )
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("report_accounts.id", ondelete="CASCADE"), index=True
    )
    new_account_id: Mapped[int | None] = mapped_column(
        ForeignKey("report_accounts.id", ondelete="CASCADE"), index=True
    )
    requested_on: Mapped[date]
    finding: Mapped[str]
    reason: Mapped[str]
    month: Mapped[str | None]
    day: Mapped[date | None]
    answer: Mapped[str | None]
    answered_at: Mapped[datetime | None]

    closure: Mapped[Closure] = relationship(back_populates="verdicts")
    report: Mapped[CreditReport] = relationship(foreign_keys=report_id)
    old_report: Mapped[CreditReport] = relationship(foreign_keys=old_report_id)
    account: Mapped[ReportAccount | None] = relationship(foreign_keys=account_id)
    new_account: Mapped[ReportAccount | None] = relationship(foreign_keys=new_account_id)


Index("ix_report_verdicts_closure_id", ReportVerdict.closure_id, ReportVerdict.report_id)
