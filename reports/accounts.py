"""What is kept of a brief credit report: its accounts and the counts it prints, nothing about the person."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NewType

Month = NewType("Month", str)
"""A year and a month as ``2026-10``: these compare as text does."""


def month_of(day: date) -> Month:
    """The month a day lies in."""
    return Month(f"{day:%Y-%m}")


class Kind(StrEnum):
    """What an account is: a credit line, a loan, a credit card, or other business (leasing and the like)."""

    LINE = "line"
    LOAN = "loan"
    CARD = "card"
    OTHER = "other"


class State(StrEnum):
    """What the report says of an account; ``overdue`` is 当前有逾期, ``settled`` is a loan's end."""

    OPEN = "open"
    SETTLED = "settled"
    CLOSED = "closed"
    NOT_ACTIVATED = "not_activated"
    TRANSFERRED = "transferred"
    OVERDUE = "overdue"
    BAD_DEBT = "bad_debt"


LIVE = frozenset({State.OPEN, State.NOT_ACTIVATED, State.OVERDUE, State.BAD_DEBT})
"""States in which an account is still there."""
ENDED = frozenset({State.CLOSED, State.SETTLED})
COLUMNS = ("cards", "mortgages", "loans", "other")
"""The columns of the summary table, from left to right."""
_HOUSING = ("住房", "商用房", "公积金")


@dataclass(frozen=True, slots=True)
class Account:
    """One account. Amounts are whole units of the currency; None is what is not printed, or printed ``--``.

    ``institution`` is as printed, ``names`` the core names it has and had. ``balance_zero``: all printed
    balances are 0. ``tail``: the card's last digits as an HMAC, only good for comparing.
    """

    institution: str
    names: tuple[str, ...]
    kind: Kind
    product: str
    opened_on: date
    state: State
    currency: str | None = None
    amount: int | None = None
    limit: int | None = None
    balance_zero: bool | None = None
    ever_overdue: bool | None = None
    closed_month: Month | None = None
    as_of: Month | None = None
    housing: bool = False
    tail: str | None = None

    @property
    def core_name(self) -> str:
        """The institution's name without its company form and branch."""
        return self.names[0]

    @property
    def live(self) -> bool:
        """Whether it is still there, in whatever state."""
        return self.state in LIVE

    @property
    def column(self) -> str:
        """The column of the summary table that counts it."""
        if self.kind is Kind.CARD or self.kind is Kind.OTHER:
            return "cards" if self.kind is Kind.CARD else "other"
        return "mortgages" if self.housing or is_housing(self.product) else "loans"

    @property
    def candidate(self) -> bool:
        """Whether closing it comes into question: nothing owed, never overdue, and not for a home."""
        empty = self.balance_zero is True or (
            self.state is State.NOT_ACTIVATED and self.balance_zero is not False
        )
        wanted = self.kind in (Kind.LINE, Kind.CARD) and self.state in (State.OPEN, State.NOT_ACTIVATED)
        return wanted and empty and self.ever_overdue is False and self.column != "mortgages"

    def as_json(self) -> dict[str, Any]:
        """What ``report read --json`` prints of it (interfaces.md)."""
        return {
            "institution": self.institution,
            "core_name": self.core_name,
            "kind": self.kind.value,
            "product": self.product,
            "opened_on": self.opened_on.isoformat(),
            "currency": self.currency,
            "amount": self.amount,
            "limit": self.limit,
            "balance_zero": self.balance_zero,
            "ever_overdue": self.ever_overdue,
            "state": self.state.value,
            "closed_month": self.closed_month,
            "as_of": self.as_of,
        }


def is_housing(product: str) -> bool:
    """Whether a loan of this name is for a home, shop or office."""
    return any(word in product for word in _HOUSING)


@dataclass(frozen=True, slots=True)
class Counts:
    """A column of the summary table; None stands for ``--``."""

    accounts: int | None
    open: int | None
    overdue: int | None
    overdue90: int | None


@dataclass(frozen=True, slots=True)
class Summary:
    """The table 信息概要."""

    cards: Counts
    mortgages: Counts
    loans: Counts
    other: Counts

    def column(self, name: str) -> Counts:
        """The counts of one of COLUMNS."""
        counts: Counts = getattr(self, name)
        return counts


@dataclass(frozen=True, slots=True)
class Report:
    """A brief report as it is kept.

    ``unrecognised``: the institution of each sentence that was not understood, "" where not even that was.
    ``unreadable_pages`` have no text. ``disagreements``: accounts that two readers of the file read
    differently; they are among ``unrecognised``. ``person``: whose report it is, as an HMAC; None where the
    report does not say. ``liabilities``: how many debts of others the person answers for.
    """

    report_date: date
    summary: Summary | None
    accounts: tuple[Account, ...]
    unrecognised: tuple[str, ...] = ()
    unreadable_pages: int = 0
    disagreements: int = 0
    liabilities: int = 0
    person: str | None = None

    @property
    def not_understood(self) -> int:
        """Sentences that were not recognised, and pages that could not be read."""
        return len(self.unrecognised) + self.unreadable_pages

    @property
    def candidates(self) -> tuple[int, ...]:
        """Which accounts come into question for closing."""
        return tuple(index for index, account in enumerate(self.accounts) if account.candidate)

    def read_in(self, column: str) -> int:
        """How many accounts were read that this column counts."""
        return sum(account.column == column for account in self.accounts)

    def complete_in(self, column: str) -> bool:
        """Whether as many accounts were read as the table prints in this column."""
        return self.summary is not None and self.read_in(column) == (
            self.summary.column(column).accounts or 0
        )

    def as_json(self) -> dict[str, Any]:
        """What ``report read --json`` prints (interfaces.md)."""
        return {
            "kind": "brief",
            "report_date": self.report_date.isoformat(),
            "summary": self.summary and {name: _json(self.summary.column(name)) for name in COLUMNS},
            "accounts": [account.as_json() for account in self.accounts],
            "unrecognised": self.not_understood,
            "candidates": list(self.candidates),
        }


def _json(counts: Counts) -> dict[str, int | None]:
    return {
        "accounts": counts.accounts,
        "open": counts.open,
        "overdue": counts.overdue,
        "overdue90": counts.overdue90,
    }
