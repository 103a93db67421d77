"""Texts nobody means well with are refused, in a number of steps that grows with their length and no faster.

Steps are counted, never timed: a token is made by one match at its place, the reader looks at tokens.
"""

import random
import re
from collections.abc import Iterator
from contextlib import suppress

import pytest

from scheduler.window_cursor import Cursor
from scheduler.window_reader import WindowReader
from scheduler.window_tokens import TOKEN, Token, tokens
from scheduler.window_words import VOCABULARY, Kind
from scheduler.windows import WindowError, parse


class CountingCursor(Cursor):
    """Counts every look at a token."""

    looks = 0

    def take(self) -> Token:
        self.looks += 1
        return super().take()

    def sees(self, *kinds: Kind, ahead: int = 0) -> bool:
        self.looks += 1
        return super().sees(*kinds, ahead=ahead)


MOST_LOOKS_A_TOKEN = 12
PIECES = [
    *VOCABULARY,
    *"0123456789零一二三四五六七八九十百千两〇〡①²٣⑩",
    *"-–—~～,，;；。、/.:+><≥ \t\n\u3000\u200b\x00\ud800🙂网贷",
    *("T+", "T +", "3-5", "working  ", "每月10", "次月10号", "连续打", "约约", "3天,", "999999999999"),
]


def refusal(text: str) -> WindowError | None:
    try:
        parse(text)
    except WindowError as error:
        return error
    return None


def hostile_texts(seed: int, number: int) -> Iterator[str]:
    """Mixtures of everything the language is made of, and every so often a run of one piece 20,000 long."""
    dice = random.Random(seed)
    for turn in range(number):
        if turn % 1000 == 0:
            piece = dice.choice(PIECES)
            yield (piece * 20_000)[:20_000] + dice.choice(PIECES)
        else:
            yield "".join(dice.choices(PIECES, k=dice.randrange(1, 60)))


@pytest.mark.parametrize("seed", range(10))
def test_a_hundred_thousand_hostile_texts_take_steps_in_proportion_to_their_length(seed: int) -> None:
    """The step is a look at a token: ``parse`` without its limit on the length, so that long texts count."""
    for text in hostile_texts(20260924 + seed, number=10_000):
        cut = list(tokens(text))
        assert len(cut) <= len(text)
        cursor = CountingCursor(text, cut)
        with suppress(WindowError):
            WindowReader(text, cursor).read()
        assert cursor.looks <= MOST_LOOKS_A_TOKEN * (len(cut) + 1)


@pytest.mark.parametrize("seed", range(10))
def test_a_hundred_thousand_hostile_texts_are_read_or_refused(seed: int) -> None:
    """In ten parts, which run side by side."""
    errors = [error for text in hostile_texts(20261009 + seed, number=10_000) if (error := refusal(text))]
    assert all(0 <= error.position <= len(error.text) for error in errors)
    assert 5_000 < len(errors) < 10_000


def test_no_pattern_can_go_back_over_characters_it_has_passed() -> None:
    """Every unbounded repeat of the tokenizer is possessive (++), so each character is passed once."""
    without_literals = re.sub(r"\\.", "", TOKEN.pattern)
    assert "*" not in without_literals
    assert set(re.findall(r"\++", without_literals)) == {"++"}
    assert set(re.findall(r"\{.*?\}", without_literals)) == {"{1,4}"}


@pytest.mark.parametrize(
    "piece", ["1", "一", "-", " ", "a", "更", "网贷,", "working ", "t ", "再", "约", "个", "到", "打"]
)
def test_a_run_of_twenty_thousand_is_cut_into_tokens_once(piece: str) -> None:
    text = (piece * 20_000)[:20_000]
    cut = list(tokens(text))
    assert "".join(token.text for token in cut) == text
    cursor = CountingCursor(text, cut)
    with pytest.raises(WindowError):
        WindowReader(text, cursor).read()
    assert cursor.looks <= MOST_LOOKS_A_TOKEN * (len(cut) + 1)
