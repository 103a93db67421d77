"""What ``add`` was asked for becomes a closure: which platform, which route, which window, whose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from catalog.platform import Platform, Route
from catalog.search import resolve
from desk.finding import find_platform
from desk.mistakes import Mistake, NotFound
from desk.typed import typed_window
from desk.wording import _
from models.closure import Closure
from models.personal import impersonal
from models.registration import Registration, Target
from models.round import Statement, WindowSource
from scheduler.appointments import Appointment, plan_appointment
from scheduler.starting_acts import StartsAt
from scheduler.windows import assumed, parse

if TYPE_CHECKING:
    from catalog.loading import Catalog
    from desk.desk import Desk
    from models.planning import Planning
    from models.tables import Person

LONGEST_WAIT = timedelta(days=366)
"""How far ahead a settlement or a call back may lie: further is a slip of the keyboard."""
_MAY_BE_AHEAD = (StartsAt.SETTLEMENT, StartsAt.CALL_BACK)


@dataclass(frozen=True, slots=True)
class Order:
    """What was typed. ``window`` None: the route's usual one; empty: 30 days assumed."""

    platform: str
    route: str | None = None
    on: date | None = None
    window: str | None = None
    payoff: date | None = None
    person: str | None = None
    note: str = ""
    free: bool = False
    external_id: str | None = None
    requested: date | None = None


@dataclass(frozen=True, slots=True)
class Registered:
    """The new closure, and what the catalogue knows of its platform."""

    closure: Closure
    platform: Platform | None
    route: Route | None
    appointment: Appointment | None


@dataclass(frozen=True, slots=True)
class Choice:
    """What a platform, a route and a window come to; the same for all orders that name the same."""

    platform: Platform | None
    route: Route | None
    target: Target
    statement: Statement


class RouteNeeded(Mistake):
    """Several ways with different demands, and none chosen; ``known`` describes them."""

    def __init__(self, sentence: str, known: str) -> None:
        super().__init__(sentence, "--route")
        self.known = known


class PayoffNeeded(Mistake):
    """The platform closes by appointment."""


class NoAppointments(Mistake):
    """A payoff date where the platform does not close by appointment."""


class CountsFromRequest(Mistake):
    """The day of a later act where the request itself starts the clock."""


def register(order: Order, desk: Desk) -> Registered:
    """Raises Mistake, NotFound, WindowError, AppointmentError, CalendarGap, ConsentMissing, PersonalData.

    The session is then untouched.
    """
    person = find_person(order.person, desk.user.people)
    choice, planning = choose(order, desk.installation.catalog()), desk.planning()
    wanted = registration(order, person, choice, planning)
    closure = Closure.register(
        person,
        wanted.target,
        wanted.requested_on,
        wanted.statement,
        planning,
        day0=wanted.day0,
        appointment=wanted.appointment,
        starts_at=wanted.starts_at,
        has_started=wanted.has_started,
        note=wanted.note,
    )
    return Registered(closure, choice.platform, choice.route, wanted.appointment)


def choose(order: Order, catalog: Catalog) -> Choice:
    """Which platform, route and window are meant. Raises Mistake, NotFound, WindowError."""
    platform = _platform(order, catalog)
    route = _route(order, platform)
    target = Target("", impersonal(order.platform))
    if platform:
        target = Target(platform.slug, platform.name, route.id if route else None)
    return Choice(platform, route, target, _statement(order, platform, route))


def registration(order: Order, person: Person, choice: Choice, planning: Planning) -> Registration:
    """What is to be stored for an order. Raises Mistake, AppointmentError, CalendarGap, PersonalData."""
    starts_at = _starts_at(choice.platform, choice.route)
    start = _start(order, starts_at, planning.beijing_today)
    appointment = _appointment(order, choice.route, start.requested_on, planning)
    _refuse_future(start, order, starts_at, planning.beijing_today)
    return Registration(
        person.id,
        choice.target,
        start.requested_on,
        choice.statement,
        day0=start.on,
        appointment=appointment,
        starts_at=starts_at,
        has_started=appointment is not None or start.on is not None,
        note=impersonal(order.note),
        external_id=impersonal(order.external_id) if order.external_id else None,
    )


def find_person(name: str | None, people: Sequence[Person]) -> Person:
    """The person of that name, the user for None. Raises NotFound."""
    found = next((person for person in people if name in (None, person.name)), None)
    if found is None:
        known = _(", ").join(person.name for person in people)
        raise NotFound(
            _("there is no person {name}, only {known}", name=name, known=known),
            _("see: xiaohu people add"),
            what="person",
        )
    return found


def _platform(order: Order, catalog: Catalog) -> Platform | None:
    if order.free:
        return resolve(catalog, order.platform)
    try:
        return find_platform(order.platform, catalog)
    except NotFound as unknown:
        remedy = _("to follow it all the same, add --free")
        raise NotFound(str(unknown), remedy, unknown.what) from None


def _route(order: Order, platform: Platform | None) -> Route | None:
    """The chosen route, or the only one. Of several alike none is taken for granted."""
    routes = platform.routes if platform else ()
    if order.route is not None:
        return _named(order.route, routes)
    if len({_demands(route, order) for route in routes}) > 1:
        known = _("; ").join(_described(route) for route in routes)
        sentence = _("{name} can be closed in several ways, choose one: {known}")
        raise RouteNeeded(sentence.format(name=order.platform, known=known), known)
    # An appointment's steps are the route's own.
    return routes[0] if len(routes) == 1 or any(route.appointment for route in routes) else None


def _named(route_id: str, routes: Sequence[Route]) -> Route:
    for route in routes:
        if route.id == route_id:
            return route
    known = _(", ").join(route.id for route in routes) or _("none")
    sentence = _("there is no route {name}; the routes are: {known}", name=route_id, known=known)
    raise NotFound(sentence, what="route")


def _demands(route: Route, order: Order) -> object:
    """What must be known before dates can be worked out."""
    usual = str(parse(route.window)) if order.window is None and route.window else None
    return usual, route.appointment, route.starts_at


def _described(route: Route) -> str:
    if route.appointment:
        return _("{route} (by appointment, with a payoff date)", route=route.id)
    return _("{route} ({window})", route=route.id, window=route.window or _("no time stated"))


def _statement(order: Order, platform: Platform | None, route: Route | None) -> Statement:
    """--window before the guide's before 30 days assumed; an empty --window asks for the last."""
    if order.window is not None and order.window.strip():
        window = typed_window(order.window)
        return Statement(
            order.window, window, WindowSource.STATED if window != assumed() else WindowSource.ASSUMED
        )
    known = route or (platform.routes[0] if platform else None)
    if order.window is None and known and known.window:
        return Statement(known.window, parse(known.window), WindowSource.GUIDE)
    return Statement("", assumed(), WindowSource.ASSUMED)


def _appointment(
    order: Order, route: Route | None, requested_on: date, planning: Planning
) -> Appointment | None:
    """As it was made on the day of the request: whoever registers it later called in time all the same."""
    if route is None or route.appointment is None:
        if order.payoff is not None:
            sentence = _("{name} takes no appointments: leave the payoff date out", name=order.platform)
            raise NoAppointments(sentence, "--payoff")
        return None
    if order.payoff is None:
        raise PayoffNeeded(
            _("{name} closes by appointment: give the payoff date", name=order.platform), "--payoff DATE"
        )
    made_on = min(requested_on, planning.beijing_today)
    return plan_appointment(route.appointment.rule(), order.payoff, made_on, planning.calendar)


def _starts_at(platform: Platform | None, route: Route | None) -> StartsAt:
    """Routes that are alike in what they demand start at the same act."""
    known = route or (platform.routes[0] if platform else None)
    return known.starts_at if known else StartsAt.REQUEST


@dataclass(frozen=True, slots=True)
class _Start:
    """The day of the request, and the day of the act that starts the clock; None: it is still awaited."""

    requested_on: date
    on: date | None


def _start(order: Order, starts_at: StartsAt, today: date) -> _Start:
    """Where the clock starts at a later act, its day has to be told: it is not taken to be today."""
    if starts_at is not StartsAt.REQUEST:
        return _Start(order.requested or min(order.on or today, today), order.on)
    if order.requested and order.on and order.requested != order.on:
        sentence = _("{name} counts from the request: give its day once", name=order.platform)
        raise CountsFromRequest(sentence, "--on")
    on = order.on or order.requested or today
    return _Start(on, on)


def _refuse_future(start: _Start, order: Order, starts_at: StartsAt, today: date) -> None:
    waits = order.payoff is None and starts_at in _MAY_BE_AHEAD
    days = ((start.requested_on, timedelta(0)), (start.on, LONGEST_WAIT if waits else timedelta(0)))
    for day, ahead in days:
        if day is not None and day > today + ahead:
            raise Mistake(
                _(
                    "{day} is still ahead, today is {today}; register it when it has happened",
                    day=day,
                    today=today,
                )
            )
    if start.on is None:
        return
    for first in filter(None, (start.requested_on, order.payoff)):
        if start.on < first:
            raise Mistake(
                _("{day} is before {first}, which comes first; correct the day", day=start.on, first=first)
            )
