"""Where each row of the guide went: what ``catalog guide`` prints and docs/guide.md keeps."""

from collections.abc import Iterator
from typing import NamedTuple

from catalog.loading import Catalog
from catalog.platform import Channel, Platform, Route
from scheduler.starting_acts import StartsAt

ROWS = range(1, 57)
"""The guide's row numbers."""

_HEAD = """\
# Where each row of the guide went

Generated from the catalogue by `xiaohu catalog guide > docs/guide.md`: do not edit. The guide is undated;
nobody here called its numbers or walked its steps. A window counts from the request unless another act is
named; without one (–) the platform has to be asked, and until then 30 days are assumed.

| row | platform | route | window | doubtful |
| --- | --- | --- | --- | --- |
"""


class Place(NamedTuple):
    """A route that restates a row."""

    platform: Platform
    route: Route


def guide_page(catalog: Catalog) -> str:
    """docs/guide.md: a line for each row and each route that restates it, then the sum."""
    lines = [_line(row, place) for row in ROWS for place in places(catalog, row)]
    return _HEAD + "".join(lines) + _sum(catalog)


def places(catalog: Catalog, row: int) -> list[Place]:
    """Every route that restates a row."""
    routes = (Place(platform, route) for platform in catalog.platforms for route in platform.routes)
    return [place for place in routes if row in place.route.rows]


def missing_rows(catalog: Catalog) -> list[int]:
    """The rows that no route restates."""
    return [row for row in ROWS if not places(catalog, row)]


def _line(row: int, place: Place) -> str:
    cells = (str(row), _platform(place.platform), _route(place.route), _window(place.route), _doubts(place))
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |\n"


def _platform(platform: Platform) -> str:
    hidden = "" if platform.offered else ", not offered"
    return f"{platform.name} (`{platform.slug}`{hidden})"


def _route(route: Route) -> str:
    others = f", lent through {', '.join(route.via)}" if route.via else ""
    return f"`{route.id}`: {route.channel.value.replace('_', ' ')}{others}"


def _window(route: Route) -> str:
    """What is stated, and the act it counts from where that is not the request."""
    stated = "by appointment" if route.appointment else route.window or "–"
    counted = route.starts_at.value.replace("_", " ")
    return stated if route.starts_at is StartsAt.REQUEST else f"{stated} (from the {counted})"


def _doubts(place: Place) -> str:
    return "<br>".join((*place.route.doubts, *place.route.warnings, *_gaps(*place))) or "–"


def _gaps(platform: Platform, route: Route) -> Iterator[str]:
    """What the entry itself shows to be missing or not to be the guide's."""
    if not platform.institutions:
        yield "the lender is not known"
    elif platform.institutions_source:
        yield f"lender by {platform.institutions_source}: {'、'.join(platform.institutions)}"
    if route.channel is Channel.PHONE and not route.phones:
        yield "no number is given"


def _sum(catalog: Catalog) -> str:
    found = [place for row in ROWS for place in places(catalog, row)]
    platforms = {place.platform.slug for place in found}
    routes = {(place.platform.slug, place.route.id) for place in found}
    covered = len(ROWS) - len(missing_rows(catalog))
    return f"\n{covered} of {len(ROWS)} rows, on {len(routes)} routes of {len(platforms)} platforms.\n"
