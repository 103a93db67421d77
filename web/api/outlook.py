"""What is coming: ``/digest`` and ``/pulls``; and whose reports are followed: ``/people``."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from fastapi import Query
from pydantic import Field
from starlette.requests import Request

from desk.digest_json import digest_json
from desk.person_json import person_json
from desk.pulls import Asked, pulls_json, read_plans
from desk.weeks import week_at
from models.user import Relation
from scheduler.digest import Group
from scheduler.lifecycle import ClosureState
from scheduler.pulls import PullKind
from web.api.calls import asking
from web.api.closure_shapes import Shape
from web.api.route import api_router
from web.api.typed import Day, Name

router = api_router()


class DigestEntry(Shape):
    """A closure in the group where it is most urgent."""

    group: Group
    closure: int
    person: str
    platform: str
    state: ClosureState
    on: date | None
    days: int | None
    step: str | None
    opens_on: date | None
    due_on: date | None
    check_on: date | None
    provisional: bool
    answer_due_on: date | None


class ChannelFailed(Shape):
    """A channel whose last message was refused or lost."""

    channel: str
    on: date
    reason: str
    lost: Annotated[int, Field(description="Reminders that found no other way either.")]


class PullShape(Shape):
    """One report of one person, and the closures that it verifies."""

    on: date
    person: str
    closures: list[int]
    cost: Annotated[int, Field(description="In yuan.")]


class Digest(Shape):
    """The week on one page."""

    week: Annotated[str, Field(examples=["2026-W41"])]
    first: Annotated[date, Field(alias="from")]
    to: date
    state: Annotated[str | None, Field(description="Of its message; null before it is planned.")]
    due_at: datetime | None
    sent_at: datetime | None
    why: str | None
    counts: dict[Group, int]
    entries: list[DigestEntry]
    provisional: Annotated[list[int], Field(description="Closures whose dates may still move.")]
    pulls: Annotated[list[PullShape], Field(description="Planned from this week on, the next first.")]
    channels_failed: list[ChannelFailed]


class Pulls(Shape):
    """The pull plan of everybody who is followed."""

    pulls: list[PullShape]
    saved: Annotated[int, Field(description="How many fewer they are than one for each check-on day.")]
    late: Annotated[list[int], Field(description="Closures that no plan can verify by the goal date.")]


class PersonShape(Shape):
    """Somebody whose report is followed."""

    name: str
    closures: Annotated[int, Field(description="How many.")]
    relation: Relation
    consent_for: str | None
    consent_on: date | None


class People(Shape):
    """Everybody who is followed; the first is the user."""

    people: list[PersonShape]


@router.get("/digest", response_model=Digest)
def show_digest(
    request: Request,
    week: Annotated[Day | None, Query(description="A day of the week; this week unless given.")] = None,
) -> object:
    """The weekly digest as things stand now."""
    with asking(request) as desk:
        return digest_json(week_at(week or desk.today, desk), desk)


@router.get("/pulls", response_model=Pulls)
def plan_reports(
    request: Request,
    goal: Annotated[
        Day | None, Query(description="As many as possible are verified by then, such as a mortgage's day.")
    ] = None,
    kind: Annotated[PullKind | None, Query(description="Where the report comes from.")] = None,
    person: Annotated[Name | None, Query(description="Only this person's.")] = None,
) -> object:
    """On which days to pull a credit report, and what each verifies."""
    with asking(request) as desk:
        return pulls_json(read_plans(desk, Asked(kind, goal), person))


@router.get("/people", response_model=People)
def list_people(request: Request) -> object:
    """Whose reports are followed."""
    with asking(request) as desk:
        return {"people": [person_json(person) for person in desk.user.people]}
