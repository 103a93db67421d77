"""The JSON API as an application of its own under /api: its routes, its refusals, its description."""

from __future__ import annotations

from functools import partial
from importlib.metadata import version

from fastapi import FastAPI

from web.api import acts, catalogue, channels, closures, docs, outlook, reports
from web.api.document import document
from web.api.faults import answer_faults
from web.site import Site

PARTS = (closures, acts, catalogue, channels, outlook, reports, docs)


def create_api(site: Site) -> FastAPI:
    """The API of one installation."""
    api = FastAPI(
        version=version("xiaohu"),
        docs_url=None,
        redoc_url=None,
        root_path_in_servers=False,
        redirect_slashes=False,
        generate_unique_id_function=lambda route: route.name,
    )
    api.state.site = site
    api.state.operations = [route for part in PARTS for route in part.router.routes]
    for part in PARTS:
        api.include_router(part.router)
    api.openapi = partial(document, api)  # type: ignore[method-assign]  # the documented way
    answer_faults(api)
    return api
