"""A key makes a request safe to repeat: one act, one answer, whatever happens in between."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from models.tables import Closure, IdempotencyKey, Person, Reminder
from notifiers.outcome import Sent
from tests.web.api.program import CLOSURE, MAIL, Program, fields, is_problem
from tests.web.site import World
from web.api import channels


def count(world: World, table: type[Any]) -> int:
    with world.writing() as session:
        return session.query(table).count()


def test_the_same_request_is_done_once_and_answered_alike(world: World, program: Program) -> None:
    first = program.post("/closures", CLOSURE, Idempotency_Key="a")
    program.post("/closures/1/snooze", {"until": "2026-10-20"})
    again = program.post("/closures", CLOSURE, Idempotency_Key="a")
    assert (first.status_code, first.text) == (again.status_code, again.text)
    assert first.headers["location"] == again.headers["location"]
    assert count(world, Closure) == 1


def test_without_a_key_or_with_another_it_is_done_again(world: World, program: Program) -> None:
    for headers in ({}, {}, {"Idempotency_Key": "a"}, {"Idempotency_Key": "b"}):
        assert program.post("/closures", CLOSURE, **headers).status_code == 201
    assert count(world, Closure) == 4


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/closures", CLOSURE | {"note": "x"}),
        ("/closures?", CLOSURE | {"on": "2026-09-23"}),
        ("/closures/1/withdraw", None),
        ("/closures/1/undo", CLOSURE),
    ],
)
def test_the_key_of_another_request_is_refused(
    world: World, program: Program, path: str, body: dict[str, Any] | None
) -> None:
    program.post("/closures", CLOSURE, Idempotency_Key="a")
    refused = program.post(path, body, Idempotency_Key="a")
    assert refused.status_code == 422
    if "Idempotency-Key" not in fields(refused):
        assert path.endswith("undo"), "this one is refused for its body already"
    assert count(world, Closure) == 1


def test_what_failed_may_be_sent_again_with_the_same_key(world: World, program: Program) -> None:
    assert fields(program.post("/closures", CLOSURE | {"window": "soon"}, Idempotency_Key="a")) == ["window"]
    assert count(world, IdempotencyKey) == 0
    assert program.post("/closures", CLOSURE, Idempotency_Key="a").status_code == 201


def test_keys_of_two_accounts_have_nothing_to_do_with_each_other(program: Program, stranger: Program) -> None:
    mine = program.post("/closures", CLOSURE, Idempotency_Key="a").json()["id"]
    theirs = stranger.post("/closures", CLOSURE, Idempotency_Key="a").json()["id"]
    assert mine != theirs


def test_two_at_the_same_moment_are_one(world: World, program: Program) -> None:
    def send(_number: int) -> tuple[int, str]:
        answer = program.post("/closures", CLOSURE, Idempotency_Key="a")
        return answer.status_code, answer.text

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(send, range(16)))
    assert len(answers) == 1
    assert answers.pop()[0] == 201
    assert count(world, Closure) == 1


def test_a_crash_before_the_commit_leaves_neither_the_act_nor_the_key(
    world: World, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Session, "commit", _power_cut)
        patch.setattr("web.api.calls._answer", _power_cut)
        patch.setattr("web.api.calls._keep", _keep_and_die)
        assert program.post("/closures", CLOSURE, Idempotency_Key="a").status_code == 500
    assert (count(world, Closure), count(world, IdempotencyKey)) == (0, 0)
    assert program.post("/closures", CLOSURE, Idempotency_Key="a").status_code == 201


def test_a_crash_after_the_commit_is_answered_from_what_was_kept(
    world: World, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("web.api.calls._answer", _power_cut)
        assert program.post("/closures", CLOSURE, Idempotency_Key="a").status_code == 500
    assert (count(world, Closure), count(world, IdempotencyKey)) == (1, 1)
    assert program.post("/closures", CLOSURE, Idempotency_Key="a").json()["id"] == 1
    assert count(world, Closure) == 1


def _power_cut(*_args: Any, **_rest: Any) -> Any:
    raise RuntimeError("the power was cut")


def _keep_and_die(session: Session, row: IdempotencyKey) -> None:
    session.add(row)
    session.flush()
    raise RuntimeError("the power was cut")


@pytest.mark.parametrize("key", ["", " ", "two words", "x" * 256, "käse"])
def test_a_key_is_up_to_255_visible_characters(program: Program, key: str) -> None:
    headers = {b"Authorization": f"Bearer {program.token}".encode(), b"Idempotency-Key": key.encode()}
    answer = program.client.post("/api/v1/closures", json=CLOSURE, headers=headers)
    assert fields(answer) == ["Idempotency-Key"]


def test_a_day_later_the_key_is_forgotten(world: World, program: Program) -> None:
    program.post("/closures", CLOSURE, Idempotency_Key="a")
    world.at(world.clock.moment + timedelta(hours=23))
    assert program.post("/closures", CLOSURE, Idempotency_Key="a").json()["id"] == 1
    world.at(world.clock.moment + timedelta(hours=2))
    assert program.post("/closures", CLOSURE, Idempotency_Key="a").json()["id"] == 2


def test_an_answer_goes_with_the_closure_it_tells_of(world: World, program: Program) -> None:
    program.post("/closures", CLOSURE, Idempotency_Key="a")
    program.post("/channels", MAIL, Idempotency_Key="b")
    program.send("DELETE", "/channels/1")
    with world.writing() as session:
        assert [row.key for row in session.query(IdempotencyKey)] == ["a"]
        session.delete(session.query(Closure).one())
    assert count(world, IdempotencyKey) == 0


def test_an_answer_goes_with_the_person_it_tells_of(world: World, program: Program) -> None:
    with world.writing() as session:
        session.add(Person(user=world.user(session), name="妈妈", created_at=world.clock.now()))
    program.post("/closures", CLOSURE | {"person": "妈妈"}, Idempotency_Key="a")
    with world.writing() as session:
        from sqlalchemy import delete

        session.execute(delete(Person).where(Person.name == "妈妈"))
    assert count(world, IdempotencyKey) == 0


def test_a_password_cannot_be_guessed_from_what_is_kept(world: World, program: Program) -> None:
    mail = {"kind": "email", "settings": {"to": "a@qq.com", "password": "hush-hush"}}
    assert program.post("/channels", mail, Idempotency_Key="a").status_code == 201
    with world.writing() as session:
        [row] = session.query(IdempotencyKey)
        assert "hush-hush" not in row.answer
        assert row.request_hash not in _hashes_without_the_secret()


def _hashes_without_the_secret() -> set[str]:
    import hashlib
    import json

    mail = {"kind": "email", "settings": {"to": "a@qq.com", "password": "hush-hush"}}
    body = json.dumps(mail, ensure_ascii=False, separators=(",", ":")).encode()
    asked = b"POST /api/v1/channels?\n" + body
    return {hashlib.sha256(text).hexdigest() for text in (body, asked)}


@pytest.fixture
def sent(program: Program, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The channels over which a test message went, one after the other."""
    assert program.post("/channels", MAIL).status_code == 201
    times: list[int] = []

    def send(_installation: object, number: int) -> object:
        times.append(number)
        return SimpleNamespace(outcome=Sent("250", "queued"))

    monkeypatch.setattr(channels, "send_test", send)
    return times


def test_a_test_message_with_a_key_is_sent_once(program: Program, sent: list[int]) -> None:
    first = program.post("/channels/1/test", None, Idempotency_Key="a")
    again = program.post("/channels/1/test", None, Idempotency_Key="a")
    assert first.json() == again.json() == {"outcome": "sent", "code": "250", "reason": "queued", "hint": ""}
    assert sent == [1]


def test_a_test_message_that_was_cut_off_is_not_sent_again_by_its_key(
    world: World, program: Program, sent: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(channels, "send_test", _power_cut)
        assert program.post("/channels/1/test", None, Idempotency_Key="a").status_code == 500
    is_problem(program.post("/channels/1/test", None, Idempotency_Key="a"), 409)
    assert sent == []
    assert program.post("/channels/1/test", None, Idempotency_Key="b").status_code == 200
    assert (sent, count(world, Reminder)) == ([1], 0)
