"""Closures as the API writes them; ``desk.closure_json`` makes them, also for the command line."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from models.round import WindowSource
from reports.evidence import Finding, Reason
from scheduler.escalation import Rung
from scheduler.lifecycle import ClosureState, ReminderState
from scheduler.reminders import Kind
from scheduler.starting_acts import StartsAt

_EXAMPLE: JsonDict = {
    "id": 3,
    "person": "本人",
    "platform": "jd-jintiao",
    "platform_name": "京东金条",
    "route": None,
    "requested_on": "2026-09-24",
    "stated": "3-5个工作日更新",
    "window": "3-5个工作日",
    "window_source": "stated",
    "opens_on": "2026-09-30",
    "due_on": "2026-10-09",
    "check_on": "2026-10-10",
    "provisional": False,
    "no_calendar": None,
    "payoff_on": None,
    "steps": [],
    "starts_at": "request",
    "day0": "2026-09-24",
    "expected": False,
    "calls": [],
    "state": "waiting",
    "round": 1,
    "reminders": [{"kind": "verify", "due_at": "2026-10-10T09:00:00+08:00", "state": "scheduled"}],
    "note": "",
    "escalations": [],
    "next_rung": "ask-again",
}


class Shape(BaseModel):
    """What the API writes. Keys only grow: a caller passes over those it does not know."""

    model_config = ConfigDict(extra="allow")


class Step(Shape):
    """Something to do before the check, on its day."""

    kind: str
    on: date


class ReminderShape(Shape):
    """A reminder of the round that is going on."""

    kind: Kind
    due_at: datetime
    state: ReminderState


class EscalationShape(Shape):
    """A rung of the escalation ladder that was taken."""

    rung: Rung
    on: date
    accepted_on: date | None
    answer_due_on: date | None
    ticket: str | None


class DayNote(Shape):
    """One day of the count: what it was to it, and why."""

    on: date
    kind: str
    count: int | None
    note: str


class Happened(Shape):
    """Something that happened to the closure; further keys depend on ``kind``."""

    at: datetime
    kind: str


class EvidenceShape(Shape):
    """What a verdict rests on: a reason and its particulars."""

    reason: Reason
    month: Annotated[str | None, Field(description="When it was closed, or as of when it is open: 2026-10.")]
    day: date | None


class VerdictShape(Shape):
    """What two reports say of an account that was asked to be closed, and what was answered."""

    institution: str | None
    opened_on: date | None
    account: Annotated[int | None, Field(description="On the older report.")]
    new_account: Annotated[int | None, Field(description="On the newer report.")]
    requested_on: date
    older_report_date: date
    report_date: date
    verdict: Finding
    evidence: EvidenceShape
    answer: str | None


class ClosureShape(Shape):
    """A closure; dates and reminders are those of the round that is going on."""

    model_config = ConfigDict(title="Closure", json_schema_extra={"examples": [_EXAMPLE]})

    id: int
    person: str
    platform: Annotated[str, Field(description="The catalogue's slug; the name where it knows none.")]
    platform_name: str
    route: str | None
    requested_on: date
    stated: Annotated[str, Field(description="What the platform said, verbatim.")]
    window: Annotated[str, Field(description="The same as it was read, in its canonical form.")]
    window_source: WindowSource
    opens_on: date | None
    due_on: date | None
    check_on: Annotated[date | None, Field(description="The day to pull a report and verify.")]
    provisional: bool
    no_calendar: Annotated[
        int | None,
        Field(description="The year whose holidays are unknown, where that is why dates are null."),
    ]
    payoff_on: date | None
    steps: list[Step]
    starts_at: StartsAt
    day0: date | None
    expected: bool
    calls: list[date]
    state: ClosureState
    round: int
    reminders: list[ReminderShape]
    note: str
    escalations: list[EscalationShape]
    next_rung: Rung | None


class WholeClosure(ClosureShape):
    """A closure with why its dates are what they are, and with all that happened."""

    model_config = ConfigDict(title="WholeClosure", json_schema_extra={"examples": []})

    explanation: list[DayNote]
    history: list[Happened]
    verdicts: Annotated[list[VerdictShape], Field(description="What credit reports said of it.")]
    last_change: Annotated[
        int,
        Field(description="Give it with an act, which is then refused (409) where something came between."),
    ]


class EscalatedClosure(ClosureShape):
    """A closure after a rung was recorded."""

    model_config = ConfigDict(title="EscalatedClosure", json_schema_extra={"examples": []})

    doubts: Annotated[
        list[str], Field(description="What is unusual about the rung; it is recorded all the same.")
    ]


class ClosurePage(Shape):
    """A page of the list."""

    closures: list[ClosureShape]
    next: Annotated[
        str | None,
        Field(description="The address of the next page; null on the last. Also as a Link header."),
    ]
