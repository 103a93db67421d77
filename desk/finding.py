"""Finding what a user named, or saying what there is instead."""

from catalog.loading import Catalog
from catalog.platform import Platform
from catalog.search import nearest, resolve
from desk.mistakes import NotFound
from desk.wording import _


def find_platform(name: str, catalog: Catalog) -> Platform:
    """The platform of this slug, name or alias. Raises NotFound with the nearest names."""
    if platform := resolve(catalog, name):
        return platform
    raise NotFound(_nowhere(name, catalog), what="platform")


def _nowhere(name: str, catalog: Catalog) -> str:
    known = _(", ").join(f"{platform.name} ({platform.slug})" for platform in nearest(catalog, name))
    if not known:
        return _("no platform is called {name}, or anything like it", name=name)
    return _("no platform is called {name}; the nearest names: {known}", name=name, known=known)
