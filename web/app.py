"""The web application: what stands before every page, and one line for each group of addresses."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from web.access_log import AccessLog
from web.api.app import create_api
from web.pages import (
    action,
    calendar_feed,
    closure,
    closures,
    csv_file,
    digest,
    done,
    evidence,
    export,
    health,
    kept_report,
    login,
    metrics,
    paste,
    platforms,
    pulls,
    register,
    reports,
    setting_up,
    timeline,
    today,
)
from web.refusals import answer_refusals
from web.settings_pages import SETTINGS
from web.shields import BodyLimit, SameSite, SecurityHeaders, Visits
from web.site import Site
from web.static_files import KeptFiles

PAGES = (
    *(today, closures, closure, evidence, register, paste, csv_file, done, platforms),
    *(pulls, timeline, digest, export),
    *(reports, kept_report),
    *(login, setting_up, action, calendar_feed, health, metrics),
    *SETTINGS,
)
_STATIC = Path(__file__).parent / "static"


def create_app(site: Site) -> FastAPI:
    """The application of one installation. It opens nothing and starts nothing."""
    app = FastAPI(title="xiaohu", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.site = site
    app.mount("/static", KeptFiles(directory=_STATIC), name="static")
    app.mount("/api", create_api(site), name="api")
    for page in PAGES:
        app.include_router(page.router)
    answer_refusals(app)
    _stand_before(app, site)
    return app


def _stand_before(app: FastAPI, site: Site) -> None:
    https = site.is_secure
    # The last added is the first that a request meets.
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=6)  # 9 is no smaller, and slower
    app.add_middleware(BodyLimit)
    app.add_middleware(SameSite)
    app.add_middleware(Visits, https=https)
    app.add_middleware(SecurityHeaders, https=https)
    if proxies := site.installation.settings.trusted_proxies:
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=proxies.split(","))
    app.add_middleware(AccessLog)
