"""All that happened to a closure, told in order: acts, messages, and what reports said of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from desk.proposals import evidence_of
from desk.report_wording import FINDINGS, evidence_sentence
from desk.states import happened
from desk.wording import _, spoken

if TYPE_CHECKING:
    from desk.desk import Desk
    from models.tables import Closure, ReportVerdict


def history(
    closure: Closure, desk: Desk, channels: Mapping[int, str] = MappingProxyType({})
) -> list[tuple[datetime, str]]:
    """Moments at the user's place with a sentence each, the oldest first; ``channels``: see ``happened``."""
    told = [(event.at, happened(event, channels)) for event in closure.events]
    told += [(verdict.report.imported_at, said_by_report(verdict)) for verdict in closure.verdicts]
    return [(at.astimezone(desk.zone), sentence) for at, sentence in sorted(told, key=lambda each: each[0])]


def said_by_report(verdict: ReportVerdict) -> str:
    """The verdict and what it rests on."""
    finding = FINDINGS[verdict.finding]
    return _(
        "the report of {day}, compared with that of {before}: {finding} ({because})",
        day=spoken().full_day(verdict.report.report_date),
        before=spoken().full_day(verdict.old_report.report_date),
        finding=_(finding),
        because=evidence_sentence(evidence_of(verdict)),
    )
