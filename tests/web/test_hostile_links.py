"""Links nobody was sent: whatever stands behind ``/a/`` and its like, nothing is done and nothing breaks."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from models.tables import Event, Invitation, Record
from tests.closures import register
from tests.web.site import SECRET, World
from web.accounts import invite
from web.feeds import open_feed
from worker.action_links import Check, Links, read

_FUZZ = settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"


@pytest.fixture
def tokens(world: World) -> Iterator[dict[str, str]]:
    """One good link of each kind; all of them still open at the end."""
    world.signed_in()
    with world.writing() as session:
        user, now = world.user(session), world.clock.now()
        closure = register(user)
        check = Check(closure.id, closure.created_at, closure.round.number, closure.last_change)
        permit = Links("http://x/", SECRET).answers(check, now).verified.rpartition("/")[2]
        found = {"a": permit, "invited": invite(session, now), "calendar": open_feed(session, user, now)}
    before = stored(world)
    yield found
    assert stored(world) == before
    assert world.anybody().get(f"/a/{permit}").status_code == 200


def stored(world: World) -> dict[str, int]:
    with world.writing() as session:
        assert session.scalar(select(func.count()).where(Invitation.used_at.is_(None)))
        assert not session.scalar(select(func.count()).where(Event.kind == "answered"))
        return {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0
            for table in Record.metadata.sorted_tables
        }


def refused(world: World, path: str) -> None:
    browser = world.anybody().client
    for answer in (browser.get(path), browser.post(path), browser.head(path)):
        assert answer.status_code in (403, 404, 405, 410, 422), (path, answer.status_code)


@_FUZZ
@given(text=st.text(min_size=1, max_size=300))
@example(text="../closures")
@example(text="%00")
@example(text="=" * 8)
@example(text="a" * 600)
def test_any_text(world: World, tokens: dict[str, str], text: str) -> None:
    text = text.rstrip("/")  # an address that ends so is first sent to the one without
    if text.strip("./") == "":
        return
    token = quote(text.encode(errors="replace"), safe="")
    refused(world, f"/a/{token}")
    refused(world, f"/invited/{token}")
    assert world.anybody().client.get(f"/calendar/{token}.ics").status_code == 404


@_FUZZ
@given(data=st.data())
def test_a_good_link_with_one_letter_changed_added_or_cut(
    world: World, tokens: dict[str, str], data: st.DataObject
) -> None:
    good = tokens["a"]
    at = data.draw(st.integers(0, len(good) - 1))
    letter = data.draw(st.sampled_from(_ALPHABET))
    for changed in (
        good[:at] + letter + good[at + 1 :],
        good[:at] + letter + good[at:],
        good[:at] + good[at + 1 :],
    ):
        if changed != good:
            refused(world, f"/a/{changed}")


@_FUZZ
@given(token=st.text(alphabet=_ALPHABET + "=-_ \n", max_size=200), key=st.binary(min_size=1, max_size=40))
def test_only_what_was_signed_is_read(token: str, key: bytes) -> None:
    assert read(token, key) is None
