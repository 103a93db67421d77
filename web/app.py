"""The web application: what stands before every page, and one line for each group of addresses."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from web.pages import (
    closure,
    closures,
    csv_file,
    done,
    export,
    health,
    login,
    paste,
    platforms,
    register,
    setting_up,
    today,
)
from web.refusals import answer_refusals
from web.shields import BodyLimit, SameSite, SecurityHeaders, Visits
from web.site import Site
from web.static_files import KeptFiles

PAGES = (
    today,
    closures,
    closure,
    register,
    paste,
    csv_file,
    done,
    platforms,
    export,
    login,
    setting_up,
    health,
)
_STATIC = Path(__file__).parent / "static"


def create_app(site: Site) -> FastAPI:
    """The application of one installation. It opens nothing and starts nothing."""
    app = FastAPI(title="xiaohu", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.site = site
    app.mount("/static", KeptFiles(directory=_STATIC), name="static")
    for page in PAGES:
        app.include_router(page.router)
    answer_refusals(app)
    _stand_before(app, https=site.is_secure)
    return app


def _stand_before(app: FastAPI, *, https: bool) -> None:
    # The last added is the first that a request meets.
    app.add_middleware(GZipMiddleware, minimum_size=1000)
    app.add_middleware(BodyLimit)
    app.add_middleware(SameSite)
    app.add_middleware(Visits, https=https)
    app.add_middleware(SecurityHeaders, https=https)
