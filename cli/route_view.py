"""How to close an account, as people read it: what to do, whom to call, how far to trust it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cli.output import facts, section
from desk.ways import channel_name, counted_from, evidence, usual_time
from desk.wording import _

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from catalog.platform import Phone, Platform, Route


def platform_facts(platform: Platform) -> Table:
    """Who it is, and where that is known from."""
    return facts(
        [
            (_("Name here"), platform.slug),
            (_("On the report as"), _(", ").join(platform.institutions)),
            (_("Also called"), _(", ").join(platform.aliases)),
            (_("Source"), evidence(platform)),
        ]
    )


def route_view(route: Route, observed: str = "") -> list[Text | Table]:
    """One way to close: its name, its facts, its warnings last so that they stay in sight.

    ``observed``: how long it really took (desk/observed.py).
    """
    return [section(_("Route {route}", route=route.id)), facts(_route_facts(route, observed))]


def _route_facts(route: Route, observed: str) -> Iterator[tuple[str, str]]:
    yield _("By"), channel_name(route)
    yield _("Lent through"), _(", ").join(route.via)
    yield _("Have ready"), "\n".join(route.prepare)
    yield _("Steps"), "\n".join(f"{n}. {step}" for n, step in enumerate(route.steps, start=1))
    yield _("Or"), "\n".join(route.alternatives)
    yield _("Phone"), "\n".join(_phone(phone, route) for phone in route.phones)
    yield _("Usual time"), usual_time(route)
    yield _("Observed"), observed
    yield _("Counted from"), counted_from(route)
    yield _("Note"), "\n".join(route.notes)
    yield _("Careful"), "\n".join(route.warnings)


def _phone(phone: Phone, route: Route) -> str:
    known = [phone.hours] if phone.hours else []
    known += [evidence(route)]
    return _("{number} ({known})", number=phone.number, known=_("; ").join(known))
