"""What a refused window says to the person, and that it says it safely."""

import pickle

import pytest

from scheduler import window_error
from scheduler.windows import parse

from .window_parts import error_of


@pytest.mark.parametrize("prefix", ["", "网贷 ", "３，", "𠮷🙂", "\ufeff", "ﬁ"])
def test_the_position_counts_characters_as_typed(prefix: str) -> None:
    text = f"{prefix}至少5天"
    assert text[error_of(text).position :].startswith("至少")


def test_the_message_is_one_line_with_the_text_the_place_examples_and_the_way_out() -> None:
    assert str(error_of("网贷至少5天")) == (
        'Cannot read the window "网贷至少5天" at position 2: '
        "'至少' changes the meaning, so no date can be worked out. "
        'Write it like "3-5个工作日", "30-45天", "每月10号前上报,5天更新", or save with 30 days assumed.'
    )


def test_the_examples_are_accepted() -> None:
    assert len(window_error.EXAMPLES) == 3
    assert [str(parse(example)) for example in window_error.EXAMPLES] == [
        "3-5个工作日",
        "30-45天",
        "每月10号前,5天",
    ]


@pytest.mark.parametrize("text", ["a\nb\r\t\x1b[31m3", "\ud8003", "3\u2028", "\x00" * 300, "{word} {} %s 3"])
def test_the_message_of_a_hostile_text_is_one_printable_line(text: str) -> None:
    message = str(error_of(text))
    assert message.isprintable()
    assert message.encode()


def test_the_message_of_a_long_text_shows_the_neighbourhood_of_the_error() -> None:
    message = str(error_of("更" * 100 + "至少5天" + "新" * 90))
    assert f'"…{"更" * 30}至少5天{"新" * 26}…"' in message
    assert len(str(error_of("9" * 100_000))) < 400


@pytest.mark.parametrize(
    "text", ["至少5天", "①天", "三快5天", "天", "3月", "5天约", "3天,最多5天", "0天", "次月左右"]
)
def test_every_hint_can_be_filled_from_the_params_of_its_error(text: str) -> None:
    error = error_of(text)
    assert error.text == text
    assert "{" not in error.hint.format(**error.params)


def test_an_error_survives_pickling() -> None:
    error = error_of("至少5天")
    assert str(pickle.loads(pickle.dumps(error))) == str(error)
