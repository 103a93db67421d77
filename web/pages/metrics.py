"""For Prometheus: the service's figures."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from fastapi import APIRouter
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import Response

from config.i18n import N_
from web.api.faults import refusal
from web.api.problems import ApiRefusal
from web.api.route import let_in
from web.figures import Figures
from web.site import site_of

router = APIRouter()
_OPERATORS_ONLY = N_("The figures are for the operator: show a token of the operator's account.")
_BEHIND_A_PROXY = ("forwarded", "x-forwarded-for", "x-real-ip", "via")


@router.get("/metrics")
def show_metrics(request: Request) -> Response:
    """Figures of nobody in particular, for this machine or an operator's token."""
    try:
        _let_in(request)
    except ApiRefusal as refused:
        return refusal(request, refused)
    site, figures = site_of(request), _figures(request)
    with site.installation.database.reading() as session:
        return Response(
            figures.text(session, site.installation), headers={"Content-Type": CONTENT_TYPE_LATEST}
        )


def _let_in(request: Request) -> None:
    if not _is_this_machine(request) and not let_in(request).operator:
        raise ApiRefusal(403, _OPERATORS_ONLY)


def _is_this_machine(request: Request) -> bool:
    """Not where the service has a public address: a proxy on this machine asks for the whole world."""
    caller, own = request.client.host if request.client else "", urlsplit(site_of(request).base_url).hostname
    proxied = any(name in request.headers for name in _BEHIND_A_PROXY)
    return not proxied and _is_loopback(caller) and _is_loopback(own or "")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _figures(request: Request) -> Figures:
    state = request.app.state
    if not hasattr(state, "figures"):
        state.figures = Figures()
    figures: Figures = state.figures
    return figures
