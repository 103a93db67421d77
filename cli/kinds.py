"""``channels kinds``: what can be added, and what each kind asks for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from cli.adding import ARGUMENTS, environment, option
from cli.output import Json, listing, print_json, say
from desk.wording import _

if TYPE_CHECKING:
    from notifiers.channels import Kind


def list_kinds(as_json: Json = False) -> None:
    """List the kinds of channel with their fields."""
    from notifiers.channels import find_kind, kinds

    found = [find_kind(name) for name in kinds()]
    if as_json:
        print_json([_json(kind) for kind in found])
        return
    rows = ((kind.name, _(kind.title), field, said) for kind in found for field, said in _fields(kind))
    say(listing((_("Kind"), _("Name"), _("Field"), _("What it is")), _once(rows)))


def _fields(kind: Kind) -> Iterator[tuple[str, str]]:
    for field, asked in kind.form.asks().items():
        yield ARGUMENTS.get(field) or option(field, asked), _(asked.label)


def _once(rows: Iterator[tuple[str, str, str, str]]) -> Iterator[tuple[str, ...]]:
    """A kind's name stands at its first field only."""
    last = ""
    for name, title, *rest in rows:
        yield (name, title, *rest) if name != last else ("", "", *rest)
        last = name


def _json(kind: Kind) -> dict[str, Any]:
    return {
        "kind": kind.name,
        "title": _(kind.title),
        "detail": kind.detail,
        "fields": [
            {
                "name": field,
                "label": _(asked.label),
                "secret": asked.secret,
                "example": asked.example,
                "environment": environment(kind.name, field) if asked.secret else None,
            }
            for field, asked in kind.form.asks().items()
        ],
    }
