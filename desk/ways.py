"""Ways to close an account in words: where one begins, what its time counts from, how far to trust it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.i18n import N_
from desk.wording import _, spoken

if TYPE_CHECKING:
    from catalog.platform import AppointmentTerms, Platform, Route

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
_SOURCES = (N_("guide"), N_("common knowledge"))
_GRADES = {
    "tested": N_("tested"),
    "verified": N_("verified"),
    "imported": N_("copied from there, not tried by us"),
}


def channel_name(route: Route) -> str:
    """Where the route begins."""
    return _(_CHANNELS[route.channel.value])


def counted_from(route: Route) -> str:
    """The act whose day is day 0."""
    return _(_STARTS[route.starts_at.value])


def usual_time(route: Route) -> str:
    """What its time usually is, or what to do where nobody knows."""
    if route.appointment:
        return _appointed(route.appointment)
    return route.window or _("not stated: ask how long it takes")


def _appointed(terms: AppointmentTerms) -> str:
    if terms.deposit == "day_before":
        return _("by appointment: pay in on the day before the payoff date")
    if terms.deposit_by is None:
        return _("by appointment: pay in on the payoff date")
    return _("by appointment: pay in on the payoff date by {time}", time=f"{terms.deposit_by:%H:%M}")


def way_name(route: Route) -> str:
    """What tells it from the platform's other ways: where it begins, its number, where the loan came from."""
    numbers = " ".join(phone.number for phone in route.phones)
    said = f"{channel_name(route)} {numbers}".strip()
    return _("{way} (lent through {apps})", way=said, apps=_(", ").join(route.via)) if route.via else said


def evidence(known: Platform | Route) -> str:
    """Where it is from, when it was last looked at, how far to trust it."""
    return _(
        "{source}, last checked {day}; {grade}",
        source=_(known.source),
        day=spoken().full_day(known.checked_on),
        grade=_(_GRADES[known.grade.value]),
    )
