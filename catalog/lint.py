"""``catalog check``: what loading cannot see in one file alone, and what only a person can put right."""

import re
from collections.abc import ItemsView, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from catalog import guide, permanence
from catalog.loading import Catalog
from catalog.names import normalise, own_names
from catalog.platform import Channel, Platform, Route
from scheduler.windows import WindowError, parse

# Service numbers (400, 800, 95, 96), landlines with area code, mobiles, short codes such as 12378.
_PHONE = re.compile(r"[48]00-?\d{3}-?\d{4}|9[56]\d{3,6}|0\d{2,3}-?\d{7,8}|1[3-9]\d{9}|1[02]\d{3}")


class Level(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Problem:
    """``where`` is a slug, or slug/route."""

    level: Level
    where: str
    what: str


def check(catalog: Catalog) -> list[Problem]:
    """Every problem of the entries, platform by platform; an operator's own are held to no more than this."""
    platforms = catalog.platforms
    problems = [problem for platform in platforms for problem in _of_platform(platform)]
    problems += [*_ambiguous_names(platforms), *_repeated_rows(platforms), *_shared_numbers(platforms)]
    return sorted(problems, key=lambda problem: problem.where)


def check_shipped(catalog: Catalog) -> list[Problem]:
    """Those, and what the shipped catalogue promises: every row of the guide, every name ever published.

    It is fit to ship when none is an error.
    """
    return [*check(catalog), *_broken_promises(catalog)]


def _broken_promises(catalog: Catalog) -> Iterator[Problem]:
    for row in guide.missing_rows(catalog):
        yield Problem(Level.ERROR, f"row {row}", "no route restates this row of the guide")
    for name in permanence.vanished(catalog, permanence.published()):
        yield Problem(Level.ERROR, name, "was published and is gone: put it back, or a renamed_from = [...]")
    for name in permanence.unlisted(catalog, permanence.published()):
        yield Problem(
            Level.ERROR, name, "is not in catalog/slugs.txt yet: add it, it is permanent from now on"
        )


def _of_platform(platform: Platform) -> Iterator[Problem]:
    if not platform.institutions:
        what = "no institution is named, so no account of a credit report can be matched to it"
        yield Problem(Level.WARNING, platform.slug, what)
    for route in platform.routes:
        where = f"{platform.slug}/{route.id}"
        yield from (Problem(Level.ERROR, where, what) for what in _of_route(route))


def _of_route(route: Route) -> Iterator[str]:
    if unknown := [row for row in route.rows if row not in guide.ROWS]:
        yield f"the guide has no row {unknown[0]}, only 1 to {guide.ROWS[-1]}"
    for phone in route.phones:
        if not _PHONE.fullmatch(phone.number):
            yield f"{phone.number!r} is no phone number of a known form"
    if route.channel is Channel.PHONE and not route.phones and not route.notes:
        yield "a phone route without a number needs a note that says where to find it"
    if route.appointment and route.appointment.deposit == "day_before" and route.appointment.deposit_by:
        yield "deposit_by goes only with a deposit on the same day"
    yield from _of_window(route.window)


def _of_window(window: str | None) -> Iterator[str]:
    try:
        if window is not None:
            parse(window)
    except WindowError as error:
        reason = error.hint.format(**error.params)
        yield f"the window {window!r} cannot be read from character {error.position + 1} on: {reason}"


def _ambiguous_names(platforms: Iterable[Platform]) -> Iterator[Problem]:
    for name, owners in _grouped((normalise(name), p) for p in platforms for name in own_names(p)):
        for owner in owners:
            if others := [other.slug for other in owners if other != owner]:
                yield Problem(Level.ERROR, owner.slug, f"{name!r} also names {', '.join(others)}")


def _repeated_rows(platforms: Iterable[Platform]) -> Iterator[Problem]:
    """A row restated twice is a copying mistake, unless every platform concerned lists it in shared_rows."""
    uses = ((row, (p, route.id)) for p in platforms for route in p.routes for row in set(route.rows))
    for row, routes in _grouped(uses):
        for platform, route_id in routes if len(routes) > 1 else ():
            if row not in platform.shared_rows:
                what = f"row {row} is restated in another route too; if on purpose, put it in shared_rows"
                yield Problem(Level.ERROR, f"{platform.slug}/{route_id}", what)


def _shared_numbers(platforms: Iterable[Platform]) -> Iterator[Problem]:
    """A number of two unrelated institutions is wrong for one: a warning, which users must see too."""
    routes = [(platform, route) for platform in platforms for route in platform.routes]
    uses = ((_digits(phone.number), (p, route)) for p, route in routes for phone in route.phones)
    for number, users in _grouped(uses):
        for platform, route in users:
            others = sorted({other.slug for other, _ in users if _unrelated(platform, other)})
            if others:
                yield from _of_shared_number(number, f"{platform.slug}/{route.id}", route, others)


def _of_shared_number(number: str, where: str, route: Route, others: list[str]) -> Iterator[Problem]:
    yield Problem(Level.WARNING, where, f"{number} is also the number of {', '.join(others)}")
    if not any(number in _digits(warning) for warning in route.warnings):
        yield Problem(Level.ERROR, where, f"no warning of this route names {number}, which others share")


def _unrelated(one: Platform, other: Platform) -> bool:
    return set(one.institutions).isdisjoint(other.institutions)


def _digits(text: str) -> str:
    """Only the digits: 400-860-0999 and 4008600999 are one number."""
    return re.sub(r"\D", "", text)


Key = TypeVar("Key")
Item = TypeVar("Item")


def _grouped(pairs: Iterable[tuple[Key, Item]]) -> ItemsView[Key, list[Item]]:
    """Key -> its different items, in the order of their coming."""
    groups: dict[Key, list[Item]] = {}
    for key, item in pairs:
        items = groups.setdefault(key, [])
        if item not in items:
            items.append(item)
    return groups.items()
