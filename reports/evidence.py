"""What a verdict rests on: a reason and its particulars, put into words at the door."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from reports.accounts import Month
from scheduler.lifecycle import Answer


class Finding(StrEnum):
    """What two reports say about an account that was asked to be closed (report.md's table)."""

    PROVEN = "proven"
    PARTLY_CLOSED = "partly_closed"
    NOT_UPDATED = "not_updated"
    UNDECIDED = "undecided"
    STILL_OPEN = "still_open"
    LIMIT_CUT = "limit_cut"
    NO_LONGER_LISTED = "no_longer_listed"
    CANNOT_TELL = "cannot_tell"
    CANNOT_CLOSE = "cannot_close"
    REOPENED = "reopened"


SHOWN_OPEN = frozenset(
    (Finding.STILL_OPEN, Finding.LIMIT_CUT, Finding.NOT_UPDATED, Finding.UNDECIDED, Finding.PARTLY_CLOSED)
)
"""What is found of an account that the newer report shows as open."""


class Reason(StrEnum):
    """Why: each has a sentence in desk/report_wording.py."""

    CLOSED_IN = "closed_in"
    CLOSED_BEFORE_REQUEST = "closed_before_request"
    OTHER_CURRENCY_CLOSED = "other_currency_closed"
    OVERDUE_NOW = "overdue_now"
    BAD_DEBT = "bad_debt"
    BALANCE_LEFT = "balance_left"
    TRANSFERRED = "transferred"
    NO_AS_OF = "no_as_of"
    LIMIT_ZERO = "limit_zero"
    OPEN_AFTER_REQUEST = "open_after_request"
    OPEN_IN_MONTH_OF_REQUEST = "open_in_month_of_request"
    OPEN_BEFORE_REQUEST = "open_before_request"
    GONE = "gone"
    GONE_TABLE_UNREAD = "gone_table_unread"
    GONE_NOT_UNDERSTOOD = "gone_not_understood"
    GONE_COUNTS_DIFFER = "gone_counts_differ"
    GONE_STRANGER = "gone_stranger"
    OPENED_AFTER_REQUEST = "opened_after_request"
    OPENED_ON_DAY_OF_REQUEST = "opened_on_day_of_request"
    OPEN_AGAIN = "open_again"


PROPOSED: dict[Finding, tuple[Answer, ...]] = {
    Finding.PROVEN: (Answer.VERIFIED,),
    Finding.STILL_OPEN: (Answer.STILL_OPEN,),
    Finding.LIMIT_CUT: (Answer.STILL_OPEN,),
    Finding.PARTLY_CLOSED: (Answer.STILL_OPEN,),
    Finding.NOT_UPDATED: (Answer.NOT_UPDATED,),
    Finding.UNDECIDED: (Answer.NOT_UPDATED,),
    Finding.NO_LONGER_LISTED: (Answer.VERIFIED, Answer.CANNOT_TELL),
    Finding.CANNOT_TELL: (Answer.CANNOT_TELL,),
    Finding.CANNOT_CLOSE: (Answer.CANNOT_TELL,),
    Finding.REOPENED: (Answer.CANNOT_TELL,),
}
"""The answers a finding proposes; where there are two, the user decides between them."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """``month``: when it was closed, or as of when it is still open; ``day``: when it was opened."""

    reason: Reason
    month: Month | None = None
    day: date | None = None

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "reason": self.reason.value,
            "month": self.month,
            "day": self.day and self.day.isoformat(),
        }


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the reports say of one account: its place in the old and in the new report, None if in neither."""

    account: int | None
    new_account: int | None
    institution: str
    opened_on: date
    finding: Finding
    evidence: Evidence

    @property
    def proposes(self) -> tuple[Answer, ...]:
        """The answers it proposes to the closure it belongs to."""
        return PROPOSED[self.finding]

    def as_json(self) -> dict[str, Any]:
        """What ``report compare --json`` prints of it (interfaces.md)."""
        return {
            "account": self.account,
            "new_account": self.new_account,
            "institution": self.institution,
            "opened_on": self.opened_on.isoformat(),
            "verdict": self.finding.value,
            "answers": [answer.value for answer in self.proposes],
            "evidence": self.evidence.as_json(),
        }
