"""What the pages of reports call things."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.proposals import evidence_of
from desk.report_wording import (
    ACCOUNT_STATES,
    ANSWERS,
    COLUMN_NAMES,
    FINDINGS,
    KINDS,
    ROW_NAMES,
    evidence_sentence,
    platform_name,
)
from desk.wording import _

if TYPE_CHECKING:
    from models.tables import ReportVerdict


def _because(verdict: ReportVerdict) -> str:
    return evidence_sentence(evidence_of(verdict))


def _finding(verdict: ReportVerdict) -> str:
    name = FINDINGS[verdict.finding]
    return _(name)


WORDS: dict[str, Any] = {
    "states": ACCOUNT_STATES,
    "kinds": KINDS,
    "columns": COLUMN_NAMES,
    "table_rows": ROW_NAMES,
    "answers": ANSWERS,
    "finding": _finding,
    "because": _because,
    "platform_name": platform_name,
}
