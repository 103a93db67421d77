"""One platform of the form: what was typed, what can be asked for there, what it comes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Self

from catalog.platform import Platform, Route
from desk.mistakes import Mistake, NotFound, reply
from desk.registering import Order, PayoffNeeded, RouteNeeded
from desk.typed import typed_date, typed_text, typed_window
from desk.wording import _
from models.personal import PersonalData, impersonal
from scheduler.appointments import AppointmentError, earliest_payoff
from scheduler.starting_acts import StartsAt
from scheduler.windows import WindowError, parse
from scheduler.workdays import CalendarGap

if TYPE_CHECKING:
    from desk.foreseeing import Foreseen
    from models.planning import Planning
    from web.platform_list import Wanted

FIELDS = ("route", "on", "act", "payoff", "window", "unsaid", "note", "again")
"""``on``: the day of the request; ``act``: that of a later act, where the clock starts at one."""


@dataclass(slots=True)
class Card:
    """A platform with its fields. ``marked``: the stated window before, at and after what cannot be read.

    ``follows`` is the number of an open closure that there is already; ``stands_twice``: a card above is for
    the same platform.
    """

    place: int
    wanted: Wanted
    typed: Mapping[str, str]
    planning: Planning
    problems: dict[str, str] = field(default_factory=dict)
    marked: tuple[str, str, str] | None = None
    foreseen: Foreseen | None = None
    follows: int | None = None
    stands_twice: bool = False

    @classmethod
    def read(cls, place: int, wanted: Wanted, texts: Mapping[str, str], planning: Planning) -> Self:
        """The card of that place; on a fresh one the request was made today."""
        usual = {"on": planning.beijing_today.isoformat()}
        typed = {name: texts.get(f"{name}-{place}", usual.get(name, "")).strip() for name in FIELDS}
        return cls(place, wanted, typed, planning)

    @property
    def platform(self) -> Platform | None:
        """What the catalogue knows of it."""
        return self.wanted.platform

    @property
    def routes(self) -> tuple[Route, ...]:
        """The ways there are."""
        return self.platform.routes if self.platform else ()

    @property
    def route(self) -> Route | None:
        """The way that was taken: the chosen one, or the only one."""
        chosen = next((route for route in self.routes if route.id == self.typed["route"]), None)
        return chosen or (self.routes[0] if len(self.routes) == 1 else None)

    @property
    def must_choose(self) -> bool:
        """Whether the ways ask for different things, so that one has to be chosen."""
        return len({(route.appointment, route.starts_at) for route in self.routes}) > 1

    @property
    def is_undecided(self) -> bool:
        """Whether none is chosen although it has to be: then only that is asked."""
        return self.route is None and self.must_choose

    @property
    def terms(self) -> Route | None:
        """The route whose demands hold: the way taken, or any of several that are alike."""
        return self.route or (self.routes[0] if self.routes and not self.is_undecided else None)

    @property
    def starts_at(self) -> StartsAt:
        """The act that starts the clock."""
        return self.terms.starts_at if self.terms else StartsAt.REQUEST

    @property
    def guide_window(self) -> str | None:
        """What is assumed where nothing is typed."""
        routes = (self.route,) if self.route else self.routes
        meant = {str(parse(route.window)) if route.window else None for route in routes}
        return routes[0].window if len(meant) == 1 else None

    @property
    def earliest_payoff(self) -> date | None:
        """The first payoff date that can still be kept, where the account is closed by appointment."""
        if self.terms is None or self.terms.appointment is None:
            return None
        try:
            return earliest_payoff(
                self.terms.appointment.rule(), self.planning.beijing_today, self.planning.calendar
            )
        except CalendarGap:
            return None

    def order(self, person: str) -> Order | None:
        """What was typed; None where a field holds what cannot be, which is then among the problems."""
        by_appointment = bool(self.terms and self.terms.appointment)
        later = self.starts_at is not StartsAt.REQUEST and not by_appointment
        order = Order(
            self.wanted.name,
            route=self.typed["route"] or None,
            requested=self._day("on", needed=True),
            on=self._day("act") if later else None,
            payoff=self._day("payoff") if by_appointment else None,
            window=self._window(),
            person=person,
            note=self._note(),
            free=self.platform is None,
        )
        return None if self.problems else order

    def blame(self, error: Exception, field: str) -> None:
        """Put a user's mistake beside its field; a defect is raised on."""
        known = reply(error)
        if known is None:
            raise error
        self.problems[field] = known[1]
        if isinstance(error, WindowError):
            text, at = error.text, error.position
            self.marked = (text[:at], text[at : at + 1], text[at + 1 :])

    def _day(self, name: str, *, needed: bool = False) -> date | None:
        text = self.typed[name]
        try:
            if text:
                return typed_date(text)
            if needed:
                raise Mistake(_("Give the day, such as {day}.", day=self.planning.beijing_today))
        except Mistake as error:
            self.blame(error, name)
        return None

    def _window(self) -> str | None:
        """None: the guide's, or 30 days assumed where it has none; empty: 30 days assumed on purpose."""
        text = self._text("window")
        if self.typed["unsaid"]:
            return ""
        try:
            if text:
                typed_window(text)
        except WindowError as error:
            self.blame(error, "window")
        return text or None

    def _note(self) -> str:
        """What could not be read as a time is kept with the note."""
        said = self._text("window") if self.typed["unsaid"] else ""
        return "; ".join(part for part in (self._text("note"), said) if part)

    def _text(self, name: str) -> str:
        try:
            return impersonal(typed_text(self.typed[name]))
        except (Mistake, PersonalData) as error:
            self.blame(error, name)
            return ""


def field_of(error: Exception, card: Card) -> str:
    """The field that a mistake is about."""
    match error:
        case RouteNeeded() | NotFound():
            return "route"
        case PayoffNeeded() | AppointmentError():
            return "payoff"
        case CalendarGap():
            return "payoff" if card.earliest_payoff else "on"
        case _:
            return "act" if card.typed["act"] and card.starts_at is not StartsAt.REQUEST else "on"
