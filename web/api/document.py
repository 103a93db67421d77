"""The OpenAPI document: what the operations say of themselves, and the refusals that all of them share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from web.api.problems import MEDIA_TYPE, TITLES, FieldError, Problem

_ABOUT = """\
Closures, channels, the pull plan and the weekly digest of one account.

Every request shows a token: `Authorization: Bearer xiaohu_…`. Refusals are problem documents (RFC 9457) in
the language of `Accept-Language`. A POST may carry an `Idempotency-Key`. Dates are ISO 8601, instants carry
their offset, keys of answers only grow.
"""
_REF = "#/components/schemas/{model}"
_LEFT_OUT = ("HTTPValidationError", "ValidationError")


def document(api: FastAPI) -> dict[str, Any]:
    """The document, made once."""
    if not api.openapi_schema:
        made = get_openapi(
            title="xiaohu",
            version=api.version,
            description=_ABOUT,
            routes=api.routes,
            servers=[{"url": "/api"}],
            license_info={"name": "MIT"},
        )
        _entitle(made)
        _add_refusals(made)
        api.openapi_schema = made
    return api.openapi_schema


def _entitle(made: dict[str, Any]) -> None:
    """The first sentence of an operation is its title; the noun of its address is its group."""
    for path, operations in made["paths"].items():
        for operation in operations.values():
            title, _, rest = operation.pop("description").partition(". ")
            operation["summary"] = title.removesuffix(".")
            operation["tags"] = [path.split("/")[2]]
            if rest:
                operation["description"] = rest


def _add_refusals(made: dict[str, Any]) -> None:
    parts = made["components"]
    schemas = models_json_schema(
        [(Problem, "serialization"), (FieldError, "serialization")], ref_template=_REF
    )
    parts["schemas"] |= schemas[1]["$defs"]
    for name in _LEFT_OUT:
        parts["schemas"].pop(name, None)
    parts["responses"] = {f"Problem{status}": _response(status) for status in TITLES}
    for path, operations in made["paths"].items():
        for method, operation in operations.items():
            for status in _statuses(path, method, operation):
                operation["responses"][str(status)] = {"$ref": f"#/components/responses/Problem{status}"}


def _statuses(path: str, method: str, operation: dict[str, Any]) -> Iterator[int]:
    """Which refusals an operation has, by what it takes."""
    yield from (401, 403, 503)
    if "{" in path:
        yield 404
    if method == "post":
        yield from (409, 413, 415, 422)
    elif any(each["in"] != "path" for each in operation.get("parameters", ())):
        yield 422
    else:
        operation["responses"].pop("422", None)
    if "429" in operation["responses"]:
        yield 429


def _response(status: int) -> dict[str, Any]:
    headers = {
        401: {"WWW-Authenticate": "How to show a token."},
        403: {"WWW-Authenticate": "Which scope is needed."},
        429: {"Retry-After": "Seconds to wait."},
        503: {"Retry-After": "Seconds to wait."},
    }.get(status, {})
    return {
        "description": TITLES[status],
        "headers": {
            name: {"description": said, "schema": {"type": "string"}} for name, said in headers.items()
        },
        "content": {MEDIA_TYPE: {"schema": {"$ref": _REF.format(model="Problem")}}},
    }
