"""Channels over HTTP: added by their kind's form, tried, removed; their secrets never leave."""

from datetime import date
from typing import Any

import pytest

from models.tables import Channel, Event, Person
from tests.web.api.program import MAIL, SILENT_MAIL, Program, fields, is_problem
from tests.web.site import World
from web.api.channels import ChannelShape, ListedChannel, WholeChannel
from web.api.closure_shapes import Shape
from worker.keyring import Keyring

SECRET = "hush-hush-code"
QQ: dict[str, Any] = {"kind": "email", "settings": {"to": "a@qq.com", "password": SECRET}}


def keys_of(shape: type[Shape]) -> set[str]:
    """As JSON has them."""
    return {field.alias or name for name, field in shape.model_fields.items()}


def test_a_channel_is_added_behind_the_others(program: Program) -> None:
    program.post("/channels", MAIL)
    answer = program.post("/channels", QQ | {"detail": "minimal"})
    assert answer.status_code == 201
    assert answer.headers["location"] == "/api/v1/channels/2"
    said = answer.json()
    assert said.keys() == keys_of(ChannelShape)
    assert (said["position"], said["detail"], said["last"]) == (2, "minimal", None)


def test_secrets_are_stored_encrypted_and_never_shown(world: World, program: Program) -> None:
    shown = [program.post("/channels", QQ).text]
    shown += [program.get(path).text for path in ("/channels", "/channels/1", "/openapi.json")]
    assert SECRET not in str(shown)
    with world.writing() as session:
        [channel] = session.query(Channel)
        assert SECRET not in channel.config
        keys: Keyring = world.installation.keys
        opened = keys.open(channel.kind, channel.config)
        assert opened is not None
        assert opened["password"] == SECRET
        assert [event.kind for event in session.query(Event)] == ["channel_added"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"kind": "pigeon", "settings": {}}, "kind"),
        ({"kind": "email", "settings": {}}, "settings.to"),
        ({"kind": "email", "settings": {"to": "nobody"}}, "settings.to"),
        (
            {"kind": "email", "settings": {"to": "a@b.example", "host": "127.0.0.1", "prot": 25}},
            "settings.prot",
        ),
        ({"kind": "email", "settings": {"to": "a@b.example\nBcc: x", "host": "127.0.0.1"}}, "settings.to"),
        (
            {"kind": "email", "settings": {"to": "a@b.example", "host": "10.0.0.1", "security": "none"}},
            "settings.host",
        ),
        ({"kind": "email", "settings": {"to": ["a@b.example"]}}, "settings.to.str"),
        ({"kind": "email", "settings": "a@b.example"}, "settings"),
        (MAIL | {"detail": "everything"}, "detail"),
        ({"kind": "wecom", "settings": {"webhook": "https://evil.example/"}}, "settings.webhook"),
    ],
)
def test_a_refused_channel_names_the_field(
    world: World, program: Program, body: dict[str, Any], field: str
) -> None:
    assert fields(program.post("/channels", body))[0] == field
    with world.writing() as session:
        assert session.query(Channel).count() == 0


def test_a_refusal_does_not_repeat_a_secret(program: Program) -> None:
    body = {"kind": "email", "settings": {"to": "nobody", "password": SECRET, "host": SECRET}}
    assert SECRET not in program.post("/channels", body).text


def test_kinds_say_what_they_ask_for(program: Program) -> None:
    found = {each["kind"]: each for each in program.get("/channel-kinds").json()["kinds"]}
    assert {"email", "wecom", "dingtalk", "serverchan"} <= found.keys()
    asked = {field["name"]: field["secret"] for field in found["email"]["fields"]}
    assert (asked["to"], asked["password"]) == (False, True)


def test_a_test_message_leaves_a_receipt_whatever_comes_of_it(program: Program) -> None:
    program.post("/channels", SILENT_MAIL)
    said = program.post("/channels/1/test").json()
    assert (said["outcome"], bool(said["reason"])) == ("unreachable", True)
    listed, whole = program.get("/channels").json()["channels"][0], program.get("/channels/1").json()
    assert listed.keys() == keys_of(ListedChannel)
    assert whole.keys() == keys_of(WholeChannel)
    assert listed["last"]["outcome"] == "unreachable"
    assert [receipt["outcome"] for receipt in whole["receipts"]] == ["unreachable"]


def test_another_users_channel_is_tried_in_that_users_name(world: World, stranger: Program) -> None:
    stranger.post("/channels", SILENT_MAIL)
    stranger.post("/channels/1/test")
    with world.writing() as session:
        from models.tables import Reminder

        [row] = session.query(Reminder)
        assert row.user_id == world.user(session, "li").id


def test_nobodys_mailbox_is_flooded_with_test_messages(
    program: Program, stranger: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.post("/channels", SILENT_MAIL)
    for _ in range(10):
        assert program.post("/channels/1/test").status_code == 200
    refused = program.post("/channels/1/test")
    is_problem(refused, 429)
    assert 0 < int(refused.headers["retry-after"]) <= 3601
    stranger.post("/channels", SILENT_MAIL)
    assert stranger.post("/channels/2/test").status_code == 200


def test_a_removed_channel_is_gone(world: World, program: Program) -> None:
    program.post("/channels", MAIL)
    answer = program.send("DELETE", "/channels/1")
    assert (answer.status_code, answer.content) == (204, b"")
    is_problem(program.send("DELETE", "/channels/1"), 404)
    with world.writing() as session:
        assert [event.kind for event in session.query(Event)] == ["channel_added", "channel_removed"]


def test_lost_keys_are_said(world: World, program: Program) -> None:
    program.post("/channels", MAIL)
    world.settings.keys.unlink()
    assert program.get("/channels").json()["channels"][0]["problem"]
    is_problem(program.post("/channels", MAIL), 503)


def test_a_persons_own_channel_needs_their_consent(world: World, program: Program) -> None:
    with world.writing() as session:
        user = world.user(session)
        now = world.clock.now()
        user.people.append(Person(name="Li", relation="client", consent_on=date(2026, 9, 1), created_at=now))
        user.people.append(Person(name="Mum", created_at=now))
    assert program.post("/channels", QQ | {"person": "Li"}).json()["person"] == "Li"
    assert [each["person"] for each in program.get("/channels").json()["channels"]] == ["Li"]
    refused = program.post("/channels", QQ | {"person": "Mum"})
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "person")
    assert program.post("/channels", QQ | {"person": "nobody"}).status_code in (404, 422)
