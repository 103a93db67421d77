"""Forms that come back: read with limits, and only from our own pages."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.datastructures import UploadFile
from starlette.requests import Request

from web.errors import FormNotOurs
from web.site import Site, site_of

MOST_FIELDS = 500
CSRF = "form_token"


@dataclass(frozen=True, slots=True)
class Posted:
    """What was typed: texts by field (the last of a name), all texts of repeated fields, files."""

    texts: Mapping[str, str]
    lists: Mapping[str, tuple[str, ...]]
    files: Mapping[str, bytes]

    def text(self, field: str) -> str:
        """The text of a field without the spaces around it; empty where it is not there."""
        return self.texts.get(field, "").strip()


async def posted(request: Request) -> Posted:
    """The form of a request. Raises FormNotOurs for one that none of our pages made."""
    async with request.form(max_files=1, max_fields=MOST_FIELDS) as form:
        items = form.multi_items()
        files = {name: await value.read() for name, value in items if isinstance(value, UploadFile)}
    texts = {name: value for name, value in items if isinstance(value, str)}
    lists: dict[str, tuple[str, ...]] = {}
    for name, value in items:
        if isinstance(value, str):
            lists[name] = (*lists.get(name, ()), value)
    if not hmac.compare_digest(texts.pop(CSRF, "").encode(), form_token(request).encode()):
        raise FormNotOurs
    return Posted(texts, lists, files)


def form_token(request: Request) -> str:
    """What a form of this browser carries: bound to its session, or to its visit before the login."""
    return sign(site_of(request), "form", _browser(request))


def sign(site: Site, purpose: str, text: str) -> str:
    """A signature for one purpose."""
    return hmac.new(site.secret, f"{purpose}\x00{text}".encode(), hashlib.sha256).hexdigest()


def _browser(request: Request) -> str:
    from web.sessions import token_of

    visit: str = request.state.visit
    return token_of(request, site_of(request)) or visit
