"""Numbers as written in a window (W11)."""

import pytest

from scheduler import numerals


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("0", 0),
        ("3", 3),
        ("007", 7),
        ("45", 45),
        ("零", 0),
        ("〇", 0),
        ("一", 1),
        ("二", 2),
        ("两", 2),
        ("十", 10),
        ("十五", 15),
        ("一十五", 15),
        ("二十", 20),
        ("四十五", 45),
        ("九十九", 99),
        ("一百", 100),
        ("两百", 200),
        ("一百零五", 105),
        ("一百一十", 110),
        ("一百一十五", 115),
        ("三百六十五", 365),
        ("一千零一", 1001),
        ("一千零一十", 1010),
        ("两千", 2000),
        ("三千六百五十", 3650),
        ("九千九百九十九", 9999),
    ],
)
def test_a_number_is_read(written: str, value: int) -> None:
    assert numerals.read(written) == (value, value)


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [
        ("两三", 2, 3),
        ("二三", 2, 3),
        ("一两", 1, 2),
        ("三四", 3, 4),
        ("七八", 7, 8),
        ("八九", 8, 9),
        ("三五", 3, 5),
    ],
)
def test_a_spoken_pair_is_a_range_and_never_a_two_digit_number(written: str, low: int, high: int) -> None:
    assert numerals.read(written) == (low, high)


ILL_FORMED = """
    百 千 五三 二五 三六 零一 〇一 一一 二〇 三五五 一二三 十十 十百 一百五 一百零五十 二十三四 零五 十零
    一百一零 一千一十 一百一百 九千九百九十九十
"""


@pytest.mark.parametrize("written", [*ILL_FORMED.split(), "一" * 20_000])
def test_an_ill_formed_numeral_is_not_a_number(written: str) -> None:
    assert numerals.read(written) is None


def test_a_long_run_of_digits_is_beyond_every_limit_and_cheap() -> None:
    assert numerals.read("9" * 20_000) == (10**6, 10**6)
    assert numerals.read("0" * 20_000 + "12") == (12, 12)


def test_every_spelling_up_to_the_longest_window_is_read_back() -> None:
    digits = "零一二三四五六七八九"
    for value in range(1, 100):
        tens, ones = divmod(value, 10)
        head = "" if tens == 0 else "十" if tens == 1 else f"{digits[tens]}十"
        assert numerals.read(head + (digits[ones] if ones else "")) == (value, value)
