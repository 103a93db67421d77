"""What is dear is done once, however many threads ask for it at the same moment."""

import threading
from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest

from config.once import once

MANY = 16


def test_threads_that_come_together_share_one_result() -> None:
    together, made = threading.Barrier(MANY), []

    @once
    def dear(name: str) -> object:
        made.append(name)
        sleep(0.05)  # the others come meanwhile
        return object()

    def ask(_: int) -> object:
        together.wait()
        return dear("zh_CN")

    with ThreadPoolExecutor(MANY) as pool:
        assert len(set(pool.map(ask, range(MANY)))) == 1
    assert made == ["zh_CN"]


def test_each_question_has_its_own_answer() -> None:
    asked: list[str] = []

    @once
    def answer(name: str) -> str:
        asked.append(name)
        return name.upper()

    assert [answer(name) for name in ("a", "b", "a")] == ["A", "B", "A"]
    assert asked == ["a", "b"]


def test_what_failed_is_tried_again() -> None:
    tries: list[int] = []

    @once
    def shaky() -> str:
        tries.append(1)
        if len(tries) == 1:
            raise OSError("not yet")
        return "there"

    with pytest.raises(OSError, match="not yet"):
        shaky()
    assert shaky() == "there"
