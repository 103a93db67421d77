"""Texts in parts: nothing over the limit, nothing lost in silence, nothing broken inside a character."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notifiers.vendors.splitting import Room, cut, size, split

_CHARACTERS = st.sampled_from("账户关闭核对，。“”ab 1é€😀👍\u0301\u200d\ufe0f🇨🇳👩👧")
_LINES = st.lists(st.text(_CHARACTERS, max_size=60), max_size=40)
_TAIL = st.lists(st.text(_CHARACTERS, max_size=8), max_size=2)


def joined(lines: tuple[str, ...] | list[str]) -> str:
    return "\n".join(lines)


def room(limit: int, most: int = 3) -> Room:
    return Room(lambda lines: size(joined(list(lines))) <= limit, most, lambda n: f"+{n}")


@settings(max_examples=300)
@given(_LINES, _TAIL, st.integers(80, 400), st.integers(1, 4))
def test_no_part_is_over_the_limit_and_there_are_never_more_than_allowed(
    lines: list[str], tail: list[str], limit: int, most: int
) -> None:
    parts = split(lines, tail, room(limit, most))
    assert 1 <= len(parts) <= most
    assert all(size(joined(part)) <= limit for part in parts)


@settings(max_examples=300)
@given(_LINES, _TAIL, st.integers(80, 400), st.integers(1, 4))
def test_the_tail_is_always_said(lines: list[str], tail: list[str], limit: int, most: int) -> None:
    said = [line for line in tail if line.strip()]
    assert joined([*split(lines, tail, room(limit, most))[-1]]).endswith(joined(said[-1:]))


@settings(max_examples=300)
@given(_LINES, st.integers(80, 400), st.integers(1, 4))
def test_every_line_is_there_or_counted(lines: list[str], limit: int, most: int) -> None:
    parts = split(lines, [], room(limit, most))
    counted = parts[-1][-1] if parts[-1] else ""
    kept = "".join("".join(part) for part in parts)
    whole = "".join(lines)
    if counted.startswith("+") and counted[1:].isdecimal() and counted not in lines:
        start = kept.removesuffix(counted).removesuffix("…")
        assert whole.startswith(start.rstrip()) or start.strip() in whole
        assert 1 <= int(counted[1:]) <= len(lines)
    else:
        assert "".join(kept.split()) == "".join(whole.split())


@settings(max_examples=300)
@given(st.text(_CHARACTERS, max_size=80), st.integers(3, 120))
def test_a_cut_text_ends_between_two_characters(text: str, limit: int) -> None:
    short = cut(text, limit)
    assert size(short) <= limit
    if short == text:
        return
    assert short.endswith("…")
    assert text.startswith(short.removesuffix("…"))


@pytest.mark.parametrize(
    ("text", "limit", "kept"),
    [
        ("账户关闭核对", 18, "账户关闭核对"),
        ("账户关闭核对", 17, "账户关闭…"),
        ("账户关闭核对", 3, "…"),
        ("a👩\u200d👧bbbb", 11, "a…"),
        ("a👍🏽bbbb", 9, "a…"),
        ("a🇨🇳bbbb", 9, "a…"),
        ("ae\u0301bbbb", 5, "a…"),
    ],
)
def test_a_character_of_several_code_points_stays_whole(text: str, limit: int, kept: str) -> None:
    assert cut(text, limit) == kept


def test_parts_end_at_line_ends() -> None:
    lines = [f"{n}号账户还没有更新" for n in range(12)]
    parts = split(lines, ["完"], room(120))
    assert [line for part in parts for line in part] == [*lines, "完"]
    assert len(parts) == 3


def test_a_line_longer_than_a_part_is_broken() -> None:
    assert split(["长" * 60], ["完"], room(93)) == [("长" * 31,), ("长" * 29, "完")]


def test_what_does_not_fit_is_counted_and_the_first_lines_win() -> None:
    lines = [f"line {n:03}" for n in range(100)]
    assert split(lines, ["end"], room(40, most=1)) == [
        ("line 000", "line 001", "line 002", "+97", "end"),
    ]


def test_a_part_had_better_begin_where_something_new_does() -> None:
    lines = ["# a", *("x" * 8 for _ in range(7)), "# b", "y" * 8, "z" * 8]
    plain = Room(lambda part: size(joined(list(part))) <= 80, 2, str)
    kind = Room(plain.fits, 2, str, lambda line: line.startswith("#"))
    assert split(lines, [], plain)[1][0] != "# b"
    assert split(lines, [], kind)[1][0] == "# b"


def test_empty_lines_at_either_end_of_a_part_are_left_out() -> None:
    assert split(["", "a", "", ""], [], room(80)) == [("a",)]


def test_an_end_longer_than_a_part_is_cut_rather_than_refused() -> None:
    assert split(["a"], ["b" * 50, "c" * 50], room(60, most=1)) == [("b" * 50,)]
