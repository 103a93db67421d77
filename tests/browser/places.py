"""Every address that shows a page: who looks at it, and at which things. A new page has to be added."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """``route``: as the application knows it; ``path``: filled from ``Sample.numbers``; ``who``: a login."""

    route: str
    path: str = ""
    who: str = "wang"
    status: int = 200

    def address(self, numbers: Mapping[str, object]) -> str:
        """What is typed into the browser."""
        return (self.path or self.route).format(**numbers)

    def __str__(self) -> str:
        return f"{self.path or self.route} ({self.who or 'nobody'})"


PLACES = (
    Place("/"),
    Place("/", "/?report=here"),
    Place("/", who="lin"),
    Place("/", "/?person={person}", who="lin"),
    Place("/", who="new"),
    Place("/login", who=""),
    Place("/invited/{token}", "/invited/{invitation}", who=""),
    Place("/invited/{token}", "/invited/used", who="", status=410),
    Place("/closures"),
    Place("/closures", "/closures?state=late"),
    Place("/closures", who="lin"),
    Place("/closures", who="new"),
    Place("/closures/{number:int}", "/closures/{closure}"),
    Place("/closures/{number:int}", "/closures/{escalated}?rung=objection"),
    Place("/closures/{number:int}", "/closures/999999", status=404),
)
NOT_PAGES = {"/healthz"}
"""What programs read."""
