"""Slugs and route ids are permanent: closures, scripts and operators' folders refer to them.

``catalog/slugs.txt`` lists every one that was ever published, as ``slug`` or ``slug/route``.
"""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from catalog.loading import Catalog


@cache
def published() -> tuple[str, ...]:
    """The names of the list, in its order."""
    text = files("catalog").joinpath("slugs.txt").read_text(encoding="utf-8")
    lines = (line.strip() for line in text.splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


def vanished(catalog: Catalog, names: Iterable[str]) -> list[str]:
    """Published names that lead nowhere any more, not even as the old slug of a renamed platform."""
    return [name for name in names if not _leads_somewhere(catalog, *name.partition("/")[::2])]


def unlisted(catalog: Catalog, names: Iterable[str]) -> list[str]:
    """Names of the catalogue that the list lacks."""
    return sorted(_names(catalog) - set(names))


def _leads_somewhere(catalog: Catalog, slug: str, route_id: str) -> bool:
    platform = catalog.get(slug)
    return platform is not None and (not route_id or platform.route(route_id) is not None)


def _names(catalog: Catalog) -> set[str]:
    slugs = {platform.slug for platform in catalog.platforms}
    return slugs | {
        f"{platform.slug}/{route.id}" for platform in catalog.platforms for route in platform.routes
    }
