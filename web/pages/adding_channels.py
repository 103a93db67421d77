"""One more channel: choose a kind, fill in its form; what is secret is typed unseen and never shown again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from desk.channel_networks import NetworkClosed, check_server
from desk.channel_use import remember
from desk.wording import _
from models.tables import Person
from models.user import Relation
from notifiers.channels import ChannelError, Kind, find_kind, read_config
from notifiers.form import Config
from notifiers.networks import Network
from web.channel_kinds import about, fields, may_add, offered
from web.errors import Missing
from web.forms import Posted, posted
from web.visit import Visit, changing, looking, to
from worker.allowed_networks import open_networks
from worker.installation import Installation
from worker.new_channel import add_channel

router = APIRouter()


@router.get("/channels/add")
def choose_kind(request: Request, person: str = "") -> Response:
    """The kinds that this user may add, for themselves or as a ``person``'s own."""
    with looking(request) as visit:
        groups, whose = offered(visit.desk), _whose(visit, person)
        return visit.page("channels/kinds.html", groups=groups, about=about, person=whose)


@router.get("/channels/add/{name}")
def show_form(request: Request, name: str, person: str = "") -> Response:
    """The form of one kind."""
    with looking(request) as visit:
        return _page(visit, _kind(name, visit), person=_whose(visit, person))


@router.post("/channels/add/{name}")
def save_channel(
    request: Request, name: str, form: Annotated[Posted, Depends(posted)], person: str = ""
) -> Response:
    """Check it, look its server up, store it encrypted."""
    with looking(request) as visit:
        kind, installation = _kind(name, visit), visit.site.installation
    typed = {field: form.text(field) for field in kind.form.asks()}
    try:
        config = read_config(name, typed)
        networks = _networks(kind, config, installation, form)
        keys = installation.keys
        with keys.file.held(alone=False), changing(request) as visit:
            number = _store(visit, kind, config, networks, _whose(visit, person))
    except ChannelError as error:
        closed = error.named if isinstance(error, NetworkClosed) else ""
        problems = _beside(request, error, kind, typed)
        return _again(request, kind, typed, person, {"problems": problems, "closed": closed})
    except Missing:
        raise
    except Exception as error:
        with looking(request) as visit:
            return _again(request, kind, typed, person, {"problems": visit.problems(error)})
    return to(f"/channels/{number}")


def _whose(visit: Visit, number: str) -> Person | None:
    """None for a channel of the user's own."""
    found = next((each for each in visit.user.people if str(each.id) == number), None)
    if number and (found is None or found.relation == Relation.SELF):
        raise Missing
    return found


def _kind(name: str, visit: Visit) -> Kind:
    try:
        kind = find_kind(name)
    except ChannelError:
        raise Missing from None
    if not may_add(kind, visit.desk):
        raise Missing
    return kind


def _networks(kind: Kind, config: Config, installation: Installation, form: Posted) -> tuple[Network, ...]:
    """What has to be opened for it and its user agreed to. Looks names up, which takes seconds: no session is
    open meanwhile."""
    try:
        check_server(kind, config, installation)
    except NetworkClosed as closed:
        if form.text("open_networks") != closed.named:
            raise
        return closed.networks
    return ()


def _store(
    visit: Visit, kind: Kind, config: Config, networks: tuple[Network, ...], person: Person | None
) -> int:
    desk = visit.desk
    open_networks(desk.session, desk.user, networks, desk.now)
    kept = (desk.session, desk.installation.keys, desk.user, kind.name, config)
    channel = add_channel(*kept, now=desk.now, person=person)
    remember("channel_added", channel, desk, {"detail": channel.detail})
    return channel.id


def _beside(request: Request, error: ChannelError, kind: Kind, typed: Mapping[str, str]) -> dict[str, str]:
    """The sentence beside its field, in the words of the form."""
    asked = kind.form.asks().get(error.field)
    with looking(request):
        if asked is None:
            return {"": _(error.hint, **error.params)}
        if not typed[error.field] and "fields" in error.params:
            return {error.field: _("This is needed: fill it in.")}
        label = {"setting": _(asked.label).rstrip(".。")}
        named = error.params | (label if error.params.get("setting") == error.field else {})
        return {error.field: _(error.hint, **named)}


def _again(
    request: Request, kind: Kind, typed: Mapping[str, str], person: str, view: Mapping[str, object]
) -> Response:
    with looking(request) as visit:
        kept = {name: text for name, text in typed.items() if name not in kind.form.secrets()}
        return _page(visit, kind, 422, typed=kept, person=_whose(visit, person), **view)


def _page(visit: Visit, kind: Kind, status: int = 200, **view: object) -> Response:
    asked = list(fields(kind))
    usual: dict[str, Any] = {"closed": "", "problems": {}, "typed": {}, "person": None}
    shown = usual | {"kind": kind, "title_": _(kind.title), "about": about(kind.name), "fields": asked} | view
    touched = shown["problems"].keys() | {name for name, text in shown["typed"].items() if text}
    shown["open_more"] = any(each.name in touched for each in asked if not each.first)
    return visit.page("channels/add.html", status, **shown)
