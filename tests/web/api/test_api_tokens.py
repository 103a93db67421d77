"""Tokens of programs: shown once, stored as hashes, ended by deleting their row."""

from datetime import timedelta

import pytest

from models.tables import Account, ApiToken
from tests.web.site import World
from web.api_tokens import (
    MOST,
    TokenRefused,
    find_token,
    is_due_for_a_mark,
    list_tokens,
    make_token,
    revoke_token,
)


def account(world: World, name: str = "wang") -> Account:
    world.signed_in(name)
    with world.writing() as session:
        return session.query(Account).filter_by(name=name).one()


def test_a_token_is_found_by_itself_and_stored_as_a_hash_only(world: World) -> None:
    owner = account(world)
    with world.writing() as session:
        token, made = make_token(session, owner, " backup ", ["read"], world.clock.now())
        assert (made.name, made.scopes, made.used_at) == ("backup", ["read"], None)
        assert token.startswith("xiaohu_")
        assert token not in str(vars(made))
    with world.writing() as session:
        found = find_token(session, token)
        assert found is not None
        assert found.account.name == "wang"


@pytest.mark.parametrize("token", ["", "xiaohu_", "xiaohu_nobody's", "x" * 5000, "xiaohu_" + "你" * 20])
def test_what_is_no_token_finds_nothing(world: World, token: str) -> None:
    with world.writing() as session:
        assert find_token(session, token) is None


def test_who_may_write_may_read(world: World) -> None:
    owner = account(world)
    with world.writing() as session:
        assert make_token(session, owner, "n8n", ["write"], world.clock.now())[1].scopes == ["read", "write"]


@pytest.mark.parametrize(
    ("name", "scopes", "field"),
    [
        ("", ["read"], "name"),
        ("   ", ["read"], "name"),
        ("x" * 101, ["read"], "name"),
        ("two\nlines", ["read"], "name"),
        ("backup", [], "scopes"),
        ("backup", ["admin"], "scopes"),
        ("backup", ["read", "admin"], "scopes"),
    ],
)
def test_a_refused_token_names_its_field(world: World, name: str, scopes: list[str], field: str) -> None:
    owner = account(world)
    with world.writing() as session:
        with pytest.raises(TokenRefused) as refused:
            make_token(session, owner, name, scopes, world.clock.now())
        assert refused.value.field == field
        assert session.query(ApiToken).count() == 0


def test_nobody_holds_tokens_without_end(world: World) -> None:
    owner = account(world)
    with world.writing() as session:
        for number in range(MOST):
            make_token(session, owner, str(number), ["read"], world.clock.now())
        with pytest.raises(TokenRefused):
            make_token(session, owner, "one more", ["read"], world.clock.now())


def test_only_its_owner_revokes_a_token(world: World) -> None:
    owner, other = account(world), account(world, "li")
    with world.writing() as session:
        token, made = make_token(session, owner, "backup", ["read"], world.clock.now())
        assert not revoke_token(session, other, made.id)
        assert [each.id for each in list_tokens(session, owner)] == [made.id]
        assert list_tokens(session, other) == []
        assert revoke_token(session, owner, made.id)
        assert find_token(session, token) is None


def test_last_used_is_not_written_at_every_request(world: World) -> None:
    owner, now = account(world), world.clock.now()
    with world.writing() as session:
        _, made = make_token(session, owner, "backup", ["read"], now)
        assert is_due_for_a_mark(made, now)
        made.used_at = now
        assert not is_due_for_a_mark(made, now + timedelta(seconds=59))
        assert is_due_for_a_mark(made, now + timedelta(seconds=61))
