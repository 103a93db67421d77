"""The platforms somebody has chosen, as addresses carry them: by slug, or by a name of one's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from catalog.search import resolve
from desk.mistakes import Mistake
from desk.typed import typed_name
from models.personal import PersonalData, impersonal

if TYPE_CHECKING:
    from catalog.loading import Catalog
    from catalog.platform import Platform

MOST = 20
"""Platforms on one form; more are what lists are for."""
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Wanted:
    """A chosen platform. ``key`` is its slug, or the name it is to be followed by."""

    key: str
    platform: Platform | None

    @property
    def name(self) -> str:
        """What it is called."""
        return self.platform.name if self.platform else self.key


def wanted_platforms(names: Iterable[str], catalog: Catalog) -> tuple[Wanted, ...]:
    """Each platform once, in order; what can be nobody's name is passed over."""
    found: dict[str, Wanted] = {}
    for name in names:
        if wanted := _wanted(name, catalog):
            found.setdefault(wanted.key, wanted)
    return tuple(found.values())[:MOST]


def own_name(text: str, catalog: Catalog) -> str | None:
    """The name to follow an unknown platform by; None for a known one, and for what is no name."""
    wanted = _wanted(text, catalog)
    return wanted.key if wanted and wanted.platform is None else None


def address(path: str, wanted: Iterable[Wanted], query: str = "") -> str:
    """``/register?platform=jd-jintiao&q=jd``."""
    fields = [("platform", each.key) for each in wanted] + ([("q", query)] if query else [])
    return f"{path}?{urlencode(fields)}" if fields else path


def _wanted(text: str, catalog: Catalog) -> Wanted | None:
    try:
        name = impersonal(typed_name(text))
    except (Mistake, PersonalData):
        return None
    platform = catalog.get(name) or resolve(catalog, name)
    if platform is None and len(name) > LONGEST_NAME:
        return None
    return Wanted(platform.slug if platform else name, platform)
