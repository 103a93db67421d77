"""``/platforms``: who can be closed where, and how; ``/due``: what a stated window means."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Path, Query
from pydantic import Field
from starlette.requests import Request

from catalog.platform import Channel, Grade, Phone
from catalog.search import search
from desk.due_json import due_json
from desk.finding import find_platform
from desk.mistakes import NotFound
from desk.observed import summaries, with_observed
from desk.typed import typed_window
from models.planning import BEIJING
from scheduler.due_dates import due_dates
from scheduler.starting_acts import StartsAt
from web.api.calls import asking
from web.api.closure_shapes import DayNote, Shape, Step
from web.api.route import api_router
from web.api.typed import Day, Line

router = api_router()


Days = Annotated[list[int], Field(min_length=2, max_length=2)]


class ObservedShape(Shape):
    """How long closings by a route really took: first and last day after day 0."""

    count: int
    bounds: Annotated[list[Days], Field(description="Each closing's, between two credit reports.")]
    typical: Annotated[Days | None, Field(description="The median's range, from five closings on.")]
    stated: Annotated[Days | None, Field(description="What had been stated for them.")]
    later_than_stated: bool


class RouteShape(Shape):
    """One way to close an account."""

    id: str
    rows: list[int]
    via: Annotated[list[str], Field(description="The apps through which the money was lent.")]
    channel: Channel
    phones: list[Phone]
    prepare: list[str]
    steps: list[str]
    alternatives: list[str]
    window: str | None
    starts_at: StartsAt
    notes: list[str]
    warnings: list[str]
    observed: Annotated[
        ObservedShape | None, Field(description="By your own reports and the files you took in.")
    ]


class PlatformShape(Shape):
    """A platform: who lends, how to close there, and where that is known from."""

    slug: str
    name: str
    institutions: Annotated[list[str], Field(description="As a credit report prints them.")]
    rows: list[int]
    routes: list[RouteShape]
    grade: Grade
    source: str
    checked_on: date


class Platforms(Shape):
    """What a search finds, best first."""

    platforms: list[PlatformShape]


class Due(Shape):
    """The dates of a window, and why."""

    stated: str
    window: str
    opens_on: date
    due_on: date
    check_on: date
    provisional: bool
    steps: list[Step]
    explanation: list[DayNote]
    rules: list[str]
    calendar_version: str


@router.get("/platforms", response_model=Platforms)
def list_platforms(
    request: Request,
    query: Annotated[
        Line, Query(max_length=100, description="A name, pinyin, initials, a lender's name; empty for all.")
    ] = "",
) -> object:
    """The catalogue."""
    with asking(request) as desk:
        known, found = summaries(desk), search(desk.installation.catalog(), query)
        return {"platforms": [with_observed(each, known) for each in found]}


@router.get("/platforms/{slug}", response_model=PlatformShape)
def show_platform(request: Request, slug: Annotated[str, Path(min_length=1, max_length=100)]) -> object:
    """How to close an account there. A name or an alias finds it too."""
    with asking(request) as desk:
        try:
            return with_observed(find_platform(slug, desk.installation.catalog()), summaries(desk))
        except NotFound as error:
            raise NotFound(str(error)) from None


@router.get("/due", response_model=Due)
def work_out_dates(
    request: Request,
    window: Annotated[
        Line, Query(min_length=1, description="What the platform said.", examples=["3-5个工作日更新"])
    ],
    start: Annotated[
        Day | None, Query(alias="from", description="The day of the request, not counted; today in Beijing.")
    ] = None,
) -> object:
    """What a stated window comes to. Nothing is stored."""
    read = typed_window(window)
    with asking(request) as desk:
        calendar, today = desk.installation.calendar(desk.session), desk.now.astimezone(BEIJING).date()
        dates = due_dates(read, start or today, calendar)
        return due_json(window, read, dates, desk.installation.settings.check_after_days)
