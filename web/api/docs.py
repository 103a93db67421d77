"""The page on which the API can be read and tried: Swagger UI from our own files."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from web.rendering import language, render
from web.site import site_of

router = APIRouter()


@router.get("/docs", include_in_schema=False)
def show_docs(request: Request) -> Response:
    """Says nothing of anybody's data, so it is open to all."""
    said = language(request, None, site_of(request).installation.settings.locale)
    return render(request, said, "api_docs.html")
