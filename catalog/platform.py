"""What the catalogue knows of a platform: who lends, how an account is closed there, what it says it takes.

The entries themselves are ``catalog/platforms/*.toml``; docs/catalog.md says how to write one.
"""

from datetime import date, time
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, StringConstraints, model_validator

from scheduler.appointments import AppointmentRule
from scheduler.starting_acts import StartsAt

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Texts = tuple[Text, ...]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Row = Annotated[StrictInt, Field(ge=1)]
Workdays = Annotated[StrictInt, Field(ge=1, le=60)]


class Grade(StrEnum):
    """How far an entry can be trusted. The guide's rows are all "imported" (domain.md, "The guide")."""

    TESTED = "tested"
    VERIFIED = "verified"
    IMPORTED = "imported"


class Channel(StrEnum):
    """Where a route begins."""

    APP = "app"
    MINI_PROGRAM = "mini_program"
    WECHAT_ACCOUNT = "wechat_account"
    PHONE = "phone"
    ACCOUNT_MANAGER = "account_manager"
    BRANCH = "branch"
    EMAIL = "email"


class Part(BaseModel):
    """A frozen part of an entry. A key that nobody knows is an error, most often a misspelling."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Phone(Part):
    """A number as its source prints it, and when it is answered (None: not known)."""

    number: Text
    hours: Text | None = None


class AppointmentTerms(Part):
    """What has to happen around a payoff date P (Dates 8): the call, the deposit, the settlement letter."""

    call_workdays_before: Workdays
    deposit: Literal["day_before", "same_day"]
    deposit_by: time | None = None
    letter_workdays_after: Workdays

    def rule(self) -> AppointmentRule:
        """The same in the scheduler's terms."""
        return AppointmentRule(**dict(self))


class Evidence(Part):
    """Where a statement comes from and on which day it was last looked at."""

    grade: Grade
    source: Text
    checked_on: date


class Route(Evidence):
    """One way to close an account.

    ``rows`` are the guide's; ``window`` is verbatim, None where none is stated. ``via`` names the apps
    through which the money was lent; it is empty where the platform lends in its own. ``warnings`` are for
    who walks the route, ``doubts`` (what the source leaves open) for who keeps the entry: docs/guide.md.
    """

    id: Name
    rows: tuple[Row, ...] = ()
    via: Texts = ()
    channel: Channel
    phones: tuple[Phone, ...] = ()
    prepare: Texts = ()
    steps: Annotated[Texts, Field(min_length=1)]
    alternatives: Texts = ()
    window: Text | None = None
    starts_at: StartsAt
    appointment: AppointmentTerms | None = None
    notes: Texts = ()
    warnings: Texts = ()
    doubts: Texts = ()


class Platform(Evidence):
    """The app or bank the user dealt with.

    ``institutions`` are the lenders' core names: what a credit report prints, without 有限公司 and the like;
    empty where nobody knows. Their source is the platform's unless ``institutions_source`` names another.
    ``renamed_from`` are slugs it had before: closures and scripts may still use them.
    A route without evidence of its own takes the platform's. ``shared_rows`` are rows of the guide that
    several routes restate on purpose. Not ``offered``: kept for tracing, left out of search.
    """

    slug: Name
    renamed_from: tuple[Name, ...] = ()
    name: Text
    name_en: Text | None = None
    aliases: Texts = ()
    institutions: Texts
    institutions_source: Text | None = None
    shared_rows: tuple[Row, ...] = ()
    offered: StrictBool = True
    routes: Annotated[tuple[Route, ...], Field(min_length=1)]

    @model_validator(mode="before")
    @classmethod
    def _hand_down_evidence(cls, entry: Any) -> Any:
        if not isinstance(entry, dict) or not isinstance(entry.get("routes"), list):
            return entry
        evidence = {key: entry[key] for key in Evidence.model_fields if key in entry}
        routes = entry["routes"]
        return {**entry, "routes": [evidence | r if isinstance(r, dict) else r for r in routes]}

    @model_validator(mode="after")
    def _route_ids_are_unique(self) -> Self:
        ids = [route.id for route in self.routes]
        if len(set(ids)) < len(ids):
            raise ValueError("two routes have the same id")
        return self

    @property
    def rows(self) -> tuple[int, ...]:
        """The guide's rows this platform restates, each once, in order."""
        return tuple(sorted({row for route in self.routes for row in route.rows}))

    def route(self, route_id: str) -> Route | None:
        """The route of that id."""
        return next((route for route in self.routes if route.id == route_id), None)

    def as_json(self) -> dict[str, Any]:
        """What ``platforms show --json`` prints: these keys are fixed and only grow (interfaces.md)."""
        return {
            "slug": self.slug,
            "name": self.name,
            "institutions": list(self.institutions),
            "rows": list(self.rows),
            "routes": [route.model_dump(mode="json", include=_ROUTE_JSON) for route in self.routes],
            "grade": self.grade.value,
            "source": self.source,
            "checked_on": self.checked_on.isoformat(),
        }


_ROUTE_JSON = {
    *("id", "rows", "via", "channel", "phones", "prepare", "steps"),
    *("alternatives", "window", "starts_at", "notes", "warnings"),
}
