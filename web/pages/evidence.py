"""What happened to a closure, to print and hand over: the page alone, and the file."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from desk.evidence_file import evidence_name, evidence_page, evidence_zip
from web.visit import looking

router = APIRouter()
# The page stands alone and brings its style along; nothing else may load or run on it.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"


@router.get("/closures/{number:int}/evidence")
def show_evidence(request: Request, number: int, notes: str = "") -> Response:
    """In Chinese, whatever the reader's language: it is for whoever decides. ``notes=no`` leaves them out."""
    with looking(request) as visit:
        page = evidence_page(visit.desk.closure(number), visit.desk, notes=notes != "no")
    return HTMLResponse(page, headers={"Content-Security-Policy": _POLICY})


@router.get("/closures/{number:int}/evidence.zip")
def take_evidence(request: Request, number: int, notes: str = "") -> Response:
    """The same as ``xiaohu evidence`` writes."""
    with looking(request) as visit:
        closure = visit.desk.closure(number)
        packed = evidence_zip(closure, visit.desk, notes=notes != "no")
        name = evidence_name(closure, visit.today)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(packed, 200, headers, "application/zip")
