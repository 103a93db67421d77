"""Numbers as people write them in a window: Arabic digits and Chinese numerals (W11)."""

CHARACTERS = "零〇一二两三四五六七八九十百千"

_DIGITS = "零一二三四五六七八九"
_SCALES = {"十": 10, "百": 100, "千": 1000}
_LONGEST = len("九千九百九十九")
_BEYOND_EVERY_LIMIT = 10**6


def read(number: str) -> tuple[int, int] | None:
    """The lowest and the highest value of ``number``: equal, except for pairs: 两三 (2, 3), 三五 (3, 5).

    Only well-formed numerals count: 三五五, 百 or 二〇 give None. Absurdly long digit runs give a number
    beyond every limit instead of a huge integer.
    """
    if number.isascii():
        return _same(_digits(number))
    text = number.replace("〇", "零").replace("两", "二")
    if len(text) == 2 and all(character in _DIGITS for character in text):
        return _pair(_DIGITS.index(text[0]), _DIGITS.index(text[1]))
    if len(text) > _LONGEST:
        return None
    value = _value(text)
    return (
        _same(value)
        if text.removeprefix("一" if text.startswith("一十") else "") == _spelled(value)
        else None
    )


def _same(value: int) -> tuple[int, int]:
    return value, value


def _digits(number: str) -> int:
    significant = number.lstrip("0")
    return int(significant or "0") if len(significant) < 7 else _BEYOND_EVERY_LIMIT


def _pair(low: int, high: int) -> tuple[int, int] | None:
    """Neighbours (两三, 七八) and 三五 are said as a range; any other pair of digits is not."""
    if low >= 1 and (high == low + 1 or (low, high) == (3, 5)):
        return low, high
    return None


def _value(text: str) -> int:
    """Adds up ill-formed numerals too: ``read`` accepts a value only if it spells the same."""
    total = digit = 0
    for character in text:
        if character in _SCALES:
            total += max(digit, 1) * _SCALES[character]
            digit = 0
        else:
            digit = _DIGITS.index(character)
    return total + digit


def _spelled(value: int) -> str:
    """The standard spelling of 0..9999: 15 is 十五, 105 is 一百零五, 115 is 一百一十五."""
    if value < 20:
        return _DIGITS[value] if value < 10 else "十" + _DIGITS[value - 10].replace("零", "")
    parts = []
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // scale % 10
        parts.append(_DIGITS[digit] + name if digit else "零")
    spelled = "".join(parts).strip("零")
    return spelled.replace("零零", "零")
