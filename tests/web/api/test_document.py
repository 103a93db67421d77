"""The OpenAPI document says what there is; Schemathesis holds the API to it."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import sampled_from
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.web.api.program import SILENT_MAIL, Program
from tests.web.site import World
from web.api.app import PARTS, create_api
from web.site import Site

EXAMPLES = 15
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@cache
def document() -> dict[str, Any]:
    return create_api(Site(None, b"")).openapi()  # type: ignore[arg-type]  # nothing is asked of it


NAMES = [route.name for part in PARTS for route in part.router.routes if route.name != "show_docs"]


@pytest.fixture
def filled(world: World, program: Program) -> Program:
    """Closures 1 to 3 and channel 1, which nobody listens at."""
    for _ in range(3):
        program.register()
    program.post("/channels", SILENT_MAIL)
    return program


@pytest.mark.parametrize("mode", GenerationMode)
@pytest.mark.parametrize("name", NAMES)
def test_whatever_is_sent_the_answer_is_a_documented_one(
    filled: Program, name: str, mode: GenerationMode
) -> None:
    loaded = schemathesis.openapi.from_asgi("/api/openapi.json", filled.world.front)
    [found] = loaded.include(operation_id=name).get_all_operations()
    assert isinstance(found, Ok)
    operation = found.ok()
    if mode is GenerationMode.NEGATIVE and not (
        operation.body or operation.query or operation.path_parameters
    ):
        return  # there is nothing that could be wrong

    @given(case=operation.as_strategy(generation_mode=mode), number=sampled_from([1, 2, 3, None]))
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
        derandomize=True,
        database=None,
    )
    def holds(case: Any, number: int | None) -> None:
        if number and "number" in case.path_parameters:
            case.path_parameters["number"] = number
        case.headers["Authorization"] = f"Bearer {filled.token}"
        case.call_and_validate(checks=CHECKS, base_url="http://127.0.0.1:8321/api")

    holds()


def test_it_is_served_and_open_to_all(world: World) -> None:
    answer = world.anybody().get("/api/openapi.json")
    assert answer.json() == document()
    assert document()["openapi"].startswith("3.1")
    assert document()["components"]["securitySchemes"]["token"]["scheme"] == "bearer"


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, found in document()["paths"].items():
        for method, operation in found.items():
            yield path, method, operation


def test_every_operation_shows_a_token_and_says_how_it_refuses() -> None:
    for path, method, operation in operations():
        assert operation["security"] == [{"token": []}]
        assert {"401", "403", "503"} <= operation["responses"].keys()
        assert ("404" in operation["responses"]) is ("{" in path)
        assert ({"409", "413", "415", "422"} <= operation["responses"].keys()) is (method == "post")
        for status, response in operation["responses"].items():
            if int(status) >= 400:
                assert response == {"$ref": f"#/components/responses/Problem{status}"}


def test_every_post_takes_a_key_and_shows_an_example() -> None:
    for path, method, operation in operations():
        if method != "post":
            continue
        assert "Idempotency-Key" in [each["name"] for each in operation["parameters"]], path
        if body := operation.get("requestBody"):
            schema = body["content"]["application/json"]["schema"]
            name = re.findall(r"schemas/(\w+)", str(schema))[0]
            assert name == "Act" or document()["components"]["schemas"][name]["examples"], name


def test_every_reference_leads_somewhere() -> None:
    text = str(document())
    for kind, name in set(re.findall(r"'#/components/(\w+)/(\w+)'", text)):
        assert name in document()["components"][kind]


def test_the_documents_page_has_no_inline_script_and_asks_no_other_host(world: World) -> None:
    answer = world.anybody().get("/api/docs")
    assert answer.status_code == 200
    assert not re.search(r"<script(?![^>]*\bsrc=)|style=|https?://", answer.text)
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    own = (Path(__file__).parents[3] / "web/static/api-docs.js").read_text()
    assert "validatorUrl: null" in own
