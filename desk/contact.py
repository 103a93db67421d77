"""Who a closure's platform is on the report and how it is called, each number with what is known of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from notifiers.due import Phone

if TYPE_CHECKING:
    from catalog.loading import Catalog
    from catalog.platform import Platform, Route

_NOT_DIALLED = re.compile(r"[^0-9+]")


@dataclass(frozen=True, slots=True)
class Contact:
    """``routes``: the closure's own; all of the platform's where none was chosen because they are alike.

    Empty for a platform the catalogue does not know.
    """

    platform: Platform | None
    routes: tuple[Route, ...]

    @property
    def institutions(self) -> tuple[str, ...]:
        """The lenders' names to look for on a report."""
        return self.platform.institutions if self.platform else ()

    @property
    def phones(self) -> tuple[Phone, ...]:
        """Each number once, with its hours, source, day and warning."""
        found = {
            phone.number: Phone(
                phone.number, phone.hours or "", route.source, route.checked_on, " ".join(route.warnings)
            )
            for route in reversed(self.routes)
            for phone in route.phones
        }
        return tuple(reversed(found.values()))


def contact_of(slug: str, route: str | None, catalog: Catalog) -> Contact:
    """What the catalogue knows for a closure of that platform and route."""
    platform = catalog.get(slug)
    if platform is None:
        return Contact(None, ())
    chosen = platform.route(route) if route else None
    return Contact(platform, (chosen,) if chosen else platform.routes)


def dialled(number: str) -> str:
    """The number for a ``tel:`` link: ``400-860-0999`` -> ``4008600999``."""
    return _NOT_DIALLED.sub("", number)
