"""``/channels``: where messages go. What was typed in is never given out again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from config.i18n import N_
from desk.channel_check import check_channel
from desk.channel_json import channel_json, readable_json, receipts_json
from desk.channel_use import remember, remove
from desk.desk import Desk
from desk.people import recipient
from desk.trials import wait_before_test
from desk.wording import _
from models.tables import Channel
from notifiers.channels import find_kind, kinds, read_config
from notifiers.outcome import Outcome, Refused, Sent
from web.api.calls import Done, acting, asking, once, once_outside
from web.api.closure_shapes import Shape
from web.api.problems import ApiRefusal
from web.api.route import api_router
from web.api.typed import Asked, Key, Number
from web.site import site_of
from worker.new_channel import add_channel
from worker.trial import send_test

router = api_router()
RECEIPTS = 20
_TOO_OFTEN = N_("Ten test messages an hour are enough; wait, and look at the receipts meanwhile.")
_EXAMPLE: dict[str, Any] = {
    "kind": "email",
    "settings": {"to": "you@example.com", "host": "smtp.example.com", "password": "…"},
}
Detail = Literal["full", "minimal"]
Sending = Literal["sent", "refused", "unreachable"]


class Receipt(Shape):
    """What the other side said to a message."""

    at: datetime
    outcome: Sending
    code: str
    reason: str


class BudgetShape(Shape):
    """How many messages it may carry; null: as many as there are."""

    per_minute: int | None
    per_day: int | None


class Pause(Shape):
    """Since when nothing goes through it, and who paused it."""

    at: datetime
    by: Literal["refusals", "user"]


class ChannelShape(Shape):
    """A channel, without its settings."""

    id: int
    kind: str
    to: Annotated[str, Field(description="Where it leads, shortened.", examples=["y***@example.com"])]
    person: Annotated[str | None, Field(description="Whose own it is; null: the account's.")]
    detail: Detail
    position: Annotated[int, Field(description="Messages go to the first; what it refuses to the next.")]
    purposes: Annotated[list[str], Field(alias="for", description="What it carries.")]
    budget: BudgetShape
    paused: Pause | None
    refusals: Annotated[int, Field(description="Refusals for good in a row; some of them pause it.")]
    last: Receipt | None


class ListedChannel(ChannelShape):
    """A channel, and whether it can be used."""

    problem: Annotated[str | None, Field(description="Why its settings cannot be read; null: they can.")]


class Channels(Shape):
    """The channels in the order in which they are tried."""

    channels: list[ListedChannel]


class WholeChannel(ListedChannel):
    """A channel with its last receipts, the newest first."""

    receipts: list[Receipt]


class FieldShape(Shape):
    """Something that a kind of channel asks for."""

    name: str
    label: str
    secret: bool
    example: str


class KindShape(Shape):
    """A kind of channel, and the settings it takes."""

    kind: str
    title: str
    detail: Detail
    fields: list[FieldShape]


class Kinds(Shape):
    """What can be added."""

    kinds: list[KindShape]


class NewChannel(Asked):
    """A channel to add. ``settings``: what ``/channel-kinds`` says its kind asks for."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    kind: Annotated[str, Field(max_length=40)]
    settings: Annotated[dict[str, str | int | None], Field(max_length=50)]
    detail: Annotated[
        Detail | None, Field(description="How much it may say; the kind's own unless given.")
    ] = None
    person: Annotated[
        str | None,
        Field(
            max_length=200,
            description="Whose own it is to be: somebody followed who has consented to messages.",
        ),
    ] = None


class Tried(Shape):
    """What the other side said to a test message."""

    outcome: Sending
    code: str
    reason: str
    hint: Annotated[str, Field(description="What can be done about it.")]


@router.get("/channel-kinds", response_model=Kinds)
def list_kinds() -> object:
    """The kinds of channel, and what each asks for."""
    return {"kinds": [_kind_json(name) for name in kinds()]}


@router.get("/channels", response_model=Channels)
def list_channels(request: Request) -> object:
    """The channels, each with what became of its last message."""
    with asking(request) as desk:
        return {"channels": [_listed(channel, desk) for channel in desk.user.channels]}


@router.post("/channels", response_model=ChannelShape, status_code=201)
def create_channel(request: Request, wanted: NewChannel, key: Key = None) -> Response:
    """Add a channel behind the others. Its settings are stored encrypted, and never shown again."""
    installation = site_of(request).installation
    config = read_config(wanted.kind, wanted.settings)
    check_channel(wanted.kind, config, installation)
    keys = installation.keys

    def act(desk: Desk) -> Done:
        kept = (desk.session, keys, desk.user, wanted.kind, config)
        person = recipient(wanted.person, desk)
        channel = add_channel(*kept, now=desk.now, detail=wanted.detail, person=person)
        remember("channel_added", channel, desk, {"detail": channel.detail})
        return Done(ChannelShape, channel_json(channel, desk), 201, channel_id=channel.id)

    with keys.file.held(alone=False):
        return once(request, key, act)


@router.get("/channels/{number}", response_model=WholeChannel)
def show_channel(request: Request, number: Number) -> object:
    """One channel with its last receipts."""
    with asking(request) as desk:
        channel = desk.channel(number)
        return _listed(channel, desk) | {"receipts": receipts_json(channel, desk, RECEIPTS)}


@router.post(
    "/channels/{number}/test", response_model=Tried, responses={429: {"description": "Too many tests"}}
)
def try_channel(request: Request, number: Number, key: Key = None) -> Response:
    """Send a test message now; whether it was taken is in the answer."""

    def ready(desk: Desk) -> Done:
        desk.channel(number)
        if wait := wait_before_test(desk):
            raise ApiRefusal(429, _TOO_OFTEN, headers={"Retry-After": _seconds(wait)})
        return Done(Tried, {"outcome": "sent", "code": "", "reason": "", "hint": ""}, channel_id=number)

    def send() -> Done:
        return Done(
            Tried, _tried(send_test(site_of(request).installation, number).outcome), channel_id=number
        )

    return once_outside(request, key, ready, send)


@router.delete("/channels/{number}", status_code=204, response_class=Response)
def remove_channel(request: Request, number: Number) -> Response:
    """Remove a channel; what waits for it goes over the others."""
    with acting(request) as desk:
        remove(desk.channel(number), desk)
    return Response(status_code=204)


def _listed(channel: Channel, desk: Desk) -> dict[str, Any]:
    return channel_json(channel, desk) | readable_json(channel, desk.installation.keys)


def _kind_json(name: str) -> dict[str, Any]:
    kind = find_kind(name)
    fields = [
        {"name": field, "label": _(asked.label), "secret": asked.secret, "example": asked.example}
        for field, asked in kind.form.asks().items()
    ]
    return {"kind": kind.name, "title": _(kind.title), "detail": kind.detail, "fields": fields}


def _tried(outcome: Outcome) -> dict[str, str]:
    reason = outcome.text if isinstance(outcome, Sent) else outcome.reason
    hint = outcome.hint if isinstance(outcome, Refused) else ""
    return {
        "outcome": type(outcome).__name__.lower(),
        "code": outcome.code,
        "reason": _(reason) if reason else "",
        "hint": _(hint) if hint else "",
    }


def _seconds(wait: timedelta) -> str:
    return str(int(wait.total_seconds()) + 1)
