"""How to close an account, as people read it: what to do, whom to call, how far to trust it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cli.output import facts, section
from config.i18n import N_
from desk.wording import _, spoken

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from catalog.platform import Phone, Platform, Route

_CHANNELS = {
    "app": N_("app"),
    "mini_program": N_("mini-program"),
    "wechat_account": N_("WeChat account"),
    "phone": N_("phone"),
    "account_manager": N_("account manager"),
    "branch": N_("branch"),
    "email": N_("e-mail"),
}
_STARTS = {
    "request": N_("the day of the request"),
    "last_act": N_("the later of the acts"),
    "call_back": N_("the institution's call back"),
    "settlement": N_("the settlement of the loan"),
}
_SOURCES = (N_("guide"),)
_GRADES = {
    "tested": N_("tested"),
    "verified": N_("verified"),
    "imported": N_("taken over, not checked by us"),
}


def platform_facts(platform: Platform) -> Table:
    """Who it is, and where that is known from."""
    return facts(
        [
            (_("Name here"), platform.slug),
            (_("On the report as"), _(", ").join(platform.institutions)),
            (_("Also called"), _(", ").join(platform.aliases)),
            (_("Source"), _evidence(platform)),
        ]
    )


def route_view(route: Route) -> list[Text | Table]:
    """One way to close: its name, its facts, its warnings last so that they stay in sight."""
    return [section(_("Route {route}", route=route.id)), facts(_route_facts(route))]


def _route_facts(route: Route) -> Iterator[tuple[str, str]]:
    yield _("By"), _(_CHANNELS[route.channel.value])
    yield _("Lent through"), _(", ").join(route.via)
    yield _("Have ready"), "\n".join(route.prepare)
    yield _("Steps"), "\n".join(f"{n}. {step}" for n, step in enumerate(route.steps, start=1))
    yield _("Or"), "\n".join(route.alternatives)
    yield _("Phone"), "\n".join(_phone(phone, route) for phone in route.phones)
    yield _("Usual time"), route.window or _("not stated: ask how long it takes")
    yield _("Counted from"), _(_STARTS[route.starts_at.value])
    yield _("Note"), "\n".join(route.notes)
    yield _("Careful"), "\n".join(route.warnings)


def _phone(phone: Phone, route: Route) -> str:
    known = [phone.hours] if phone.hours else []
    known += [_evidence(route)]
    return _("{number} ({known})", number=phone.number, known=_("; ").join(known))


def _evidence(known: Platform | Route) -> str:
    day = spoken().full_day(known.checked_on)
    return _(
        "{source}, last checked {day}; {grade}",
        source=_(known.source),
        day=day,
        grade=_(_GRADES[known.grade.value]),
    )
