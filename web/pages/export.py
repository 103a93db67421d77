"""What the user has, to take along: the closures as a table, or everything there is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from tempfile import SpooledTemporaryFile

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from desk.takeout import BOM, closures_csv, document
from web.visit import looking

router = APIRouter()
_IN_MEMORY = 4 * 1024 * 1024
_PIECE = 64 * 1024


@router.get("/export.csv")
def export_csv(request: Request) -> Response:
    """The closures as ``xiaohu export`` writes them, which the upload reads again."""
    with looking(request) as visit:
        return _file(
            chain((BOM,), closures_csv(visit.desk)), f"xiaohu-{visit.today}.csv", "text/csv; charset=utf-8"
        )


@router.get("/export.json")
def export_json(request: Request) -> Response:
    """Everything there is, as ``xiaohu export --format json`` writes it."""
    with looking(request) as visit:
        return _file(document(visit.desk), f"xiaohu-{visit.today}.json", "application/json")


def _file(parts: Iterable[str], name: str, kind: str) -> Response:
    """Written down first: a slow reader holds up no database session."""
    kept = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 -- closed when the last piece has been sent
    kept.writelines(part.encode() for part in parts)
    kept.seek(0)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(_pieces(kept), 200, headers, kind)


def _pieces(kept: SpooledTemporaryFile[bytes]) -> Iterator[bytes]:
    with kept:
        while piece := kept.read(_PIECE):
            yield piece
