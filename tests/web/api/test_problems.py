"""Refusals are problem documents, in the caller's language, wherever they come from."""

from collections.abc import Iterator
from typing import Any

import pytest

from models.session import DatabaseBusy
from tests.web.api.program import CLOSURE, Program, fields, is_problem
from tests.web.site import World
from web import shields

BROKEN = [b"{", b"[1,", b'{"platform": "x" "on"}', b"\xff\xfe", b"nope", b"[" * 100_000, b'"\\ud800']


@pytest.mark.parametrize("body", BROKEN)
def test_what_is_not_json_is_said_to_be(program: Program, body: bytes) -> None:
    headers = {"Authorization": f"Bearer {program.token}", "Content-Type": "application/json"}
    answer = program.client.post("/api/v1/closures", content=body, headers=headers)
    assert "JSON" in is_problem(answer, 422)["detail"]


@pytest.mark.parametrize("body", ["[]", "7", '"text"', "null", "{}", '{"platform": "\\ud800"}', "NaN"])
def test_json_of_another_shape_is_said_to_be(program: Program, body: str) -> None:
    headers = {"Authorization": f"Bearer {program.token}", "Content-Type": "application/json"}
    answer = program.client.post("/api/v1/closures", content=body, headers=headers)
    assert is_problem(answer, 422)["errors"]


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "application/xml", ""])
def test_another_type_than_json_is_refused(program: Program, kind: str) -> None:
    headers = {"Authorization": f"Bearer {program.token}", "Content-Type": kind}
    is_problem(program.client.post("/api/v1/closures", content=b"{}", headers=headers), 415)
    is_problem(program.client.post("/api/v1/closures/1/undo", content=b"{}", headers=headers), 415)


def test_a_body_that_is_missing_is_said_to_be(program: Program) -> None:
    assert fields(program.post("/closures")) == [""]


@pytest.mark.parametrize(
    "path", ["/api", "/api/", "/api/v1", "/api/v1/", "/api/v2/closures", "/api/v1/closures/", "/api/v1/a%0Ab"]
)
def test_an_unknown_address_is_a_problem_too(program: Program, path: str) -> None:
    answer = program.client.get(path, headers={"Authorization": f"Bearer {program.token}"})
    is_problem(answer, 404)


def test_a_body_beyond_the_limit(program: Program) -> None:
    is_problem(program.post("/closures", CLOSURE | {"note": "x" * shields.MOST_BYTES}), 413)

    def pieces() -> Iterator[bytes]:
        for _ in range(17):
            yield b"x" * 65536

    headers = {"Authorization": f"Bearer {program.token}", "Content-Type": "application/json"}
    is_problem(program.client.post("/api/v1/closures", content=pieces(), headers=headers), 413)


def test_a_page_of_another_site_is_refused(program: Program) -> None:
    is_problem(program.post("/closures", CLOSURE, Origin="https://evil.example"), 403)


@pytest.mark.parametrize(
    ("asked", "tag", "title"),
    [
        ("en", "en", "Not found"),
        ("zh-CN,zh;q=0.9", "zh-CN", "没有找到"),
        ("fr, en;q=0.5", "en", "Not found"),
        ("", "en", "Not found"),
    ],
)
def test_the_caller_chooses_the_language(program: Program, asked: str, tag: str, title: str) -> None:
    answer = program.get("/closures/7", Accept_Language=asked)
    assert is_problem(answer, 404)["title"] == title
    assert answer.headers["content-language"] == tag


def test_without_a_wish_the_users_own_language_is_spoken(world: World, program: Program) -> None:
    with world.writing() as session:
        world.user(session).locale = "zh_CN"
    assert "没有" in is_problem(program.get("/closures/7", Accept_Language=""), 404)["detail"]
    errors = is_problem(program.post("/closures", {}, Accept_Language=""), 422)["errors"]
    assert errors == [{"field": "platform", "detail": "没有填写"}]


def test_a_busy_database_is_worth_another_try(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_args: Any) -> None:
        raise DatabaseBusy("the database is busy with another program; try again in a moment")

    monkeypatch.setattr("web.api.closures.register", busy)
    answer = program.post("/closures", CLOSURE)
    is_problem(answer, 503)
    assert answer.headers["retry-after"]


def test_a_defect_tells_nothing_of_itself(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: Any) -> None:
        raise RuntimeError("hush-hush")

    monkeypatch.setattr("web.api.closures.register", broken)
    answer = program.post("/closures", CLOSURE)
    is_problem(answer, 500)
    assert "hush-hush" not in answer.text


def test_a_fields_own_sentence_is_told_as_it_is(program: Program) -> None:
    answer = program.post("/closures", CLOSURE | {"note": "11010519491231002X"})
    [error] = is_problem(answer, 422)["errors"]
    assert error["detail"] == "this holds an ID number, which is never stored; leave it out"


def test_answers_are_not_stored_by_anybody(program: Program) -> None:
    assert program.get("/closures").headers["cache-control"] == "no-store"
