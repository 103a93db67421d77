"""Reads the entries: the shipped ones, then the operator's folders, which replace or add by file name."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from pydantic import ValidationError

from catalog.errors import CatalogError
from catalog.overrides import Own, lay_over
from catalog.platform import Platform

_SUFFIX = ".toml"
_REASONS = {
    "missing": "is missing",
    "extra_forbidden": "is not a known key",
    "string_pattern_mismatch": "may hold only lower-case letters, digits and single hyphens",
}


@dataclass(frozen=True)
class Catalog:
    """All platforms, keyed and ordered by slug."""

    by_slug: Mapping[str, Platform]

    @property
    def platforms(self) -> tuple[Platform, ...]:
        return tuple(self.by_slug.values())

    def get(self, slug: str) -> Platform | None:
        """The platform of this slug, or the one that had it before it was renamed."""
        return self.by_slug.get(slug) or self._by_old_slug.get(slug)

    @cached_property
    def _by_old_slug(self) -> Mapping[str, Platform]:
        return {old: platform for platform in self.platforms for old in platform.renamed_from}


def load_catalog(*extra_dirs: Path) -> Catalog:
    """The shipped platforms, replaced and added to by each folder in turn.

    Raises CatalogError for the first file that cannot be read or breaks a name, naming the file and the key.
    """
    entries = _shipped()
    for folder in extra_dirs:
        entries = lay_over(entries, list(_read_folder(folder)))
    return Catalog(dict(sorted(entries.items())))


@cache
def _shipped() -> Mapping[str, Platform]:
    """By slug. They come with the program: a process reads them once."""
    folder = files("catalog").joinpath("platforms")
    return {own.platform.slug: own.platform for own in _read_folder(folder)}


def _read_folder(folder: Traversable) -> Iterator[Own]:
    try:
        listing = sorted(folder.iterdir(), key=lambda file: file.name)
    except OSError as error:
        raise CatalogError(str(folder), "", f"cannot be read as a folder: {error.strerror}") from error
    for file in listing:
        if file.name.endswith(_SUFFIX) and not file.name.startswith("."):
            yield Own(str(file), read_platform(file))


def read_platform(file: Traversable) -> Platform:
    """One entry; its slug is the file's name. Raises CatalogError."""
    entry = _read_toml(file)
    if "slug" in entry:
        raise CatalogError(str(file), "slug", "is taken from the file's name, do not write it into the file")
    try:
        return Platform.model_validate({**entry, "slug": file.name.removesuffix(_SUFFIX)})
    except ValidationError as error:
        raise CatalogError(str(file), *_first_mistake(error)) from error


def _read_toml(file: Traversable) -> dict[str, object]:
    try:
        # A byte order mark is what Windows editors put first.
        return tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise CatalogError(str(file), "", f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise CatalogError(str(file), "", "is not UTF-8 text") from error
    except tomllib.TOMLDecodeError as error:
        raise CatalogError(str(file), "", f"is not valid TOML: {error}") from error


def _first_mistake(error: ValidationError) -> tuple[str, str]:
    """Key and reason: one mistake at a time is what a person mends."""
    mistake = error.errors(include_url=False)[0]
    reason = _REASONS.get(mistake["type"], mistake["msg"].removeprefix("Value error, "))
    return _path(mistake["loc"]), reason


def _path(location: tuple[int | str, ...]) -> str:
    """``("routes", 0, "phones")`` -> ``routes[0].phones``."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in location)
    return "".join(parts).removeprefix(".")
