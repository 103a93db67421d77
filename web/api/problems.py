"""Problem documents (RFC 9457): how the API says that something cannot be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from config.i18n import N_, Translator
from web.rendering import language
from web.site import site_of

MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: N_("Bad request"),
    401: N_("Not signed in"),
    403: N_("Not allowed"),
    404: N_("Not found"),
    405: N_("Not for this address"),
    409: N_("Not as things stand"),
    413: N_("Too large"),
    415: N_("Not JSON"),
    422: N_("Cannot be understood"),
    429: N_("Too many requests"),
    500: N_("A defect"),
    503: N_("Busy"),
}
SENTENCES = {
    401: N_("Show an API token: Authorization: Bearer xiaohu_…"),
    403: N_("This token may only read; this needs one that may write."),
    404: N_("There is nothing at this address, or it is not yours."),
    405: N_("This address does not take that kind of request."),
    409: N_("Something else changed this just now; look at it again."),
    413: N_("What was sent is too large."),
    415: N_("Send JSON, with the header Content-Type: application/json."),
    422: N_("Something in the request cannot be used; see errors."),
    429: N_("This was asked too often; wait before trying again."),
    500: N_("This is our mistake, and it is in the service's log."),
    503: N_("The database is busy or cannot be used; try again in a moment."),
}


class FieldError(BaseModel):
    """What is wrong with one field of a request; ``field`` is empty for the whole."""

    field: Annotated[str, Field(examples=["window"])]
    detail: Annotated[str, Field(examples=["“3-5” cannot be read at position 0: a count needs a unit"])]


class Problem(BaseModel):
    """RFC 9457. ``title`` and ``detail`` are in the caller's language (Accept-Language)."""

    model_config = ConfigDict(title="Problem")

    type: Annotated[str, Field(examples=["about:blank"])] = "about:blank"
    title: Annotated[str, Field(examples=["Not found"])]
    status: Annotated[int, Field(examples=[404])]
    detail: Annotated[str, Field(examples=["There is nothing at this address, or it is not yours."])]
    errors: Annotated[
        list[FieldError] | None, Field(description="With 422: which fields, and why.", examples=[None])
    ] = None


class ApiRefusal(Exception):
    """A request that is answered with a problem. ``hint``: an English message id; empty: the status' own."""

    def __init__(
        self, status: int, hint: str = "", field: str = "", headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(status, hint)
        self.status, self.hint, self.field, self.headers = status, hint, field, headers


def problem(
    request: Request,
    status: int,
    detail: str = "",
    errors: Sequence[FieldError] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The answer. ``detail``: a whole sentence in the caller's language; empty: the status' own."""
    said = caller_language(request)
    body = Problem(
        title=said.gettext(TITLES.get(status, N_("This did not work."))),
        status=status,
        detail=detail or said.gettext(SENTENCES.get(status, N_("This did not work."))),
        errors=list(errors) or None,
    )
    text = body.model_dump_json(exclude_none=True)
    return Response(text, status, {"Content-Language": _tag(said), **(headers or {})}, MEDIA_TYPE)


def caller_language(request: Request) -> Translator:
    """What the caller asked for, else what the token's user chose, else the installation's."""
    known = getattr(request.state, "said", None)
    if isinstance(known, Translator):
        return known
    return language(request, None, site_of(request).installation.settings.locale)


def _tag(said: Translator) -> str:
    return said.locale.replace("_", "-")
