"""The numbers of a closure's route, each with what is known of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from notifiers.due import Phone

if TYPE_CHECKING:
    from catalog.loading import Catalog
    from catalog.platform import Platform, Route

_NOT_DIALLED = re.compile(r"[\s()（）-]+")


def routes_of(slug: str, route: str | None, catalog: Catalog) -> tuple[Platform | None, tuple[Route, ...]]:
    """The platform, and the closure's route; all of them where none was chosen because they are alike."""
    platform = catalog.get(slug)
    if platform is None:
        return None, ()
    chosen = platform.route(route) if route else None
    return platform, (chosen,) if chosen else platform.routes


def phones_of(routes: tuple[Route, ...]) -> tuple[Phone, ...]:
    """Each number once, with its hours, source, day and warning."""
    found = {
        phone.number: Phone(
            phone.number, phone.hours or "", route.source, route.checked_on, " ".join(route.warnings)
        )
        for route in reversed(routes)
        for phone in route.phones
    }
    return tuple(reversed(found.values()))


def dialled(number: str) -> str:
    """The number for a ``tel:`` link: ``400-860-0999`` -> ``4008600999``."""
    return _NOT_DIALLED.sub("", number)
