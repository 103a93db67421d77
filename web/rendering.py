"""Templates in the reader's language: escaped, and an error where a name is undefined."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse

from config import templates
from config.i18n import LOCALES, Translator, translator
from config.once import once
from web.forms import CSRF, form_token

_TEMPLATES = Path(__file__).parent / "templates"


def render(request: Request, said: Translator, name: str, status: int = 200, **view: Any) -> HTMLResponse:
    """The page ``templates/<name>``. htmx asks for parts of it by ``hx-select``: there is one version."""
    shared = {
        "request_path": request.url.path,
        "csrf_name": CSRF,
        "csrf": lambda: form_token(request),
        "locale": said.locale,
        "said": said,
        "problems": {},
        "typed": {},
    }
    return HTMLResponse(_environment(said.locale).get_template(name).render(shared | view), status)


def language(request: Request, chosen: str | None, usual: str) -> Translator:
    """The user's language; before the login the browser's first one that we speak."""
    if chosen:
        return translator(chosen)
    for part in request.headers.get("accept-language", "").split(","):
        tag = part.partition(";")[0].strip().lower()
        for locale in LOCALES:
            if tag.startswith(locale[:2]):
                return translator(locale)
    return translator(usual)


@once
def _environment(locale: str) -> Environment:
    made = templates.environment(_TEMPLATES, translator(locale))
    made.globals["static"] = _static
    return made


@cache
def _static(name: str) -> str:
    # The version in the address lets browsers keep a file for a year and still see a new one.
    return f"/static/{name}?v={version('xiaohu')}"
