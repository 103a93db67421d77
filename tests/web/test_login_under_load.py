"""Guesses that come all at once: no more are looked at than of guesses one after the other."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count

import pytest

from tests.web.site import PASSWORD, World
from web import passwords
from web.pages import login
from web.throttle import MOST_BY_ADDRESS, MOST_BY_NAME

AT_ONCE = 24


def guess_together(world: World, names: list[str], password: str = "guess") -> list[int]:
    """The answers to guesses that are all sent before any of them is answered."""
    browsers = [world.anybody() for _ in names]
    for browser in browsers:
        browser.get("/login")
    gate = threading.Barrier(len(names))

    def guess(number: int) -> int:
        gate.wait()
        answer = browsers[number].post("/login", at="/login", name=names[number], password=password)
        return int(answer.status_code)

    with ThreadPoolExecutor(len(names)) as threads:
        return sorted(threads.map(guess, range(len(names))))


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One for each password that was really compared."""
    compared: list[int] = []

    def is_password(password: str, hashed: str | None) -> bool:
        compared.append(1)
        return passwords.is_password(password, hashed)

    monkeypatch.setattr(login, "is_password", is_password)
    return compared


def test_one_login(world: World, looked_at: list[int]) -> None:
    world.signed_in_by_the_form()
    looked_at.clear()
    assert guess_together(world, ["wang"] * AT_ONCE) == [422] * MOST_BY_NAME + [429] * (
        AT_ONCE - MOST_BY_NAME
    )
    assert len(looked_at) == MOST_BY_NAME


def test_many_logins_from_one_address(world: World, looked_at: list[int]) -> None:
    world.signed_in_by_the_form()
    looked_at.clear()
    for number in range(2):
        guess_together(world, [f"name{number}-{each}" for each in range(AT_ONCE)])
    assert len(looked_at) == MOST_BY_ADDRESS


def test_who_knows_the_password_is_no_failure_of_the_address(world: World) -> None:
    for _ in range(MOST_BY_ADDRESS + 5):
        world.signed_in_by_the_form()
        world.at(world.clock.moment + timedelta(seconds=1))


def test_few_are_compared_at_the_same_moment(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each takes its memory: a flood must not take the machine's."""
    inside, most, numbers = set(), [0], count()
    real = passwords._hasher

    class Watched:
        hash = staticmethod(real.hash)

        @staticmethod
        def verify(hashed: str, password: str) -> bool:
            mine = next(numbers)
            inside.add(mine)
            most[0] = max(most[0], len(inside))
            try:
                return bool(real.verify(hashed, password))
            finally:
                inside.discard(mine)

    world.signed_in_by_the_form()
    monkeypatch.setattr(passwords, "_hasher", Watched)
    guess_together(world, [f"name{each}" for each in range(AT_ONCE)])
    assert 1 <= most[0] <= passwords.AT_A_TIME
    assert guess_together(world, ["wang"], PASSWORD) == [303]
