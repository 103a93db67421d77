"""Lays an operator's own entries over the shipped ones, without breaking what closures refer to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from catalog.errors import CatalogError
from catalog.names import normalise, own_names
from catalog.platform import Platform


@dataclass(frozen=True)
class Own:
    """An operator's entry and the file it is read from."""

    file: str
    platform: Platform


def lay_over(entries: Mapping[str, Platform], folder: list[Own]) -> dict[str, Platform]:
    """The entries with a whole folder's laid over them. Raises CatalogError.

    An entry keeps the old slugs of the one it replaces. It must keep its routes, and its names may be
    nobody else's.
    """
    laid = {**entries, **{own.platform.slug: _with_old_slugs(own.platform, entries) for own in folder}}
    for own in folder:
        _refuse_lost_routes(own, entries.get(own.platform.slug))
        _refuse_taken_names(own, laid)
    return laid


def _with_old_slugs(platform: Platform, entries: Mapping[str, Platform]) -> Platform:
    replaced = entries.get(platform.slug)
    old_slugs = (*replaced.renamed_from, *platform.renamed_from) if replaced else platform.renamed_from
    return platform.model_copy(update={"renamed_from": tuple(dict.fromkeys(old_slugs))})


def _refuse_lost_routes(own: Own, replaced: Platform | None) -> None:
    routes = replaced.routes if replaced else ()
    if lost := [route.id for route in routes if own.platform.route(route.id) is None]:
        reason = f"lacks {', '.join(lost)}, which closures may refer to: keep it, with a warning if it fails"
        raise CatalogError(own.file, "routes", reason)


def _refuse_taken_names(own: Own, entries: Mapping[str, Platform]) -> None:
    owners = {normalise(name): other for other in _others(own, entries) for name in own_names(other)}
    for name in own_names(own.platform):
        if owner := owners.get(normalise(name)):
            raise CatalogError(own.file, _key(own.platform, name), _taken(name, owner))


def _others(own: Own, entries: Mapping[str, Platform]) -> Iterator[Platform]:
    return (platform for slug, platform in entries.items() if slug != own.platform.slug)


def _taken(name: str, owner: Platform) -> str:
    if name in owner.renamed_from:
        return f"{name!r} is the old name of {owner.slug}: to change that one, write {owner.slug}.toml"
    return f"{name!r} already names {owner.slug}"


def _key(platform: Platform, name: str) -> str:
    """Where in its file a platform is called so; the slug is the file's name."""
    keys = {platform.slug: "slug", platform.name: "name", platform.name_en: "name_en"}
    keys |= dict.fromkeys(platform.aliases, "aliases")
    return keys.get(name, "renamed_from")
