"""A reverse proxy is believed only where the operator names it."""

from pathlib import Path

import pytest
from fastapi import Request
from starlette.testclient import TestClient

from config.settings import Settings
from models.session import Database
from models.tables import LoginFailure
from tests.web.site import World

FORWARDED = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"}


def seen(world: World, comes_from: str, **headers: str) -> tuple[str, str]:
    """Client address and scheme as the pages see them."""
    found: list[tuple[str, str]] = []

    @world.app.get("/seen")
    def look(request: Request) -> None:
        assert request.client is not None
        found.append((request.client.host, request.url.scheme))

    TestClient(world.app, client=(comes_from, 5)).get("/seen", headers=headers)
    return found[0]


@pytest.mark.parametrize(
    ("trusted", "comes_from", "forwarded", "told"),
    [
        ("", "127.0.0.1", FORWARDED, ("127.0.0.1", "http")),
        ("127.0.0.1", "127.0.0.1", FORWARDED, ("203.0.113.9", "https")),
        ("10.1.2.3/8", "10.9.9.9", FORWARDED, ("203.0.113.9", "https")),
        ("127.0.0.1", "192.168.1.5", FORWARDED, ("192.168.1.5", "http")),
        ("127.0.0.1", "127.0.0.1", {}, ("127.0.0.1", "http")),
        # What the visitor wrote in front of the proxy's own entry is not believed.
        ("127.0.0.1", "127.0.0.1", {"X-Forwarded-For": "1.1.1.1, 203.0.113.9"}, ("203.0.113.9", "http")),
        (
            "127.0.0.1, 10.0.0.1",
            "127.0.0.1",
            {"X-Forwarded-For": "203.0.113.9, 10.0.0.1"},
            ("203.0.113.9", "http"),
        ),
    ],
)
def test_who_is_believed(
    database: Database,
    tmp_path: Path,
    trusted: str,
    comes_from: str,
    forwarded: dict[str, str],
    told: tuple[str, str],
) -> None:
    world = World(database, tmp_path, trusted_proxies=trusted)
    assert seen(world, comes_from, **forwarded) == told


def test_nobody_escapes_the_throttle_by_claiming_another_address(database: Database, tmp_path: Path) -> None:
    world = World(database, tmp_path)
    world.signed_in()
    for number in range(3):
        browser = world.anybody(**{"X-Forwarded-For": f"203.0.113.{number}"})
        browser.post("/login", at="/login", name=f"n{number}", password="guess")
    with world.writing() as session:
        subjects = {row.subject for row in session.query(LoginFailure) if row.subject.startswith("address:")}
    assert len(subjects) == 1


@pytest.mark.parametrize(
    ("text", "kept"),
    [("", ""), ("127.0.0.1", "127.0.0.1/32"), (" 10.1.2.3/8 , ::1 ", "10.0.0.0/8,::1/128")],
)
def test_the_setting_is_read_as_networks(text: str, kept: str) -> None:
    assert Settings(trusted_proxies=text, operator="box.example").trusted_proxies == kept
