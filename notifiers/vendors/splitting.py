"""A text in as many parts as a vendor's limit of bytes asks for: broken at line ends, the rest counted."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Lines = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Room:
    """What one part may hold.

    ``fits``: whether these lines, laid out as they will be sent, keep to the limit; fewer or shorter lines
    than some that fit fit too. ``most``: parts a message may have. ``more``: the line that says how many
    lines were left out. ``begins``: whether a part had better begin with this line.
    """

    fits: Callable[[Sequence[str]], bool]
    most: int
    more: Callable[[int], str]
    begins: Callable[[str], bool] = lambda line: False


def split(lines: Sequence[str], tail: Sequence[str], room: Room) -> list[Lines]:
    """``lines`` in at most ``room.most`` parts, in order; ``tail`` ends the last one.

    Parts end at line ends; a line longer than a part is broken between two characters. What the last part
    cannot hold is left out from its end, counted by ``room.more``, and never at the cost of ``tail`` unless
    that alone is too long.
    """
    left, made = list(lines), list[Lines]()
    while len(made) < room.most - 1 and not room.fits([*left, *tail]):
        part, left = _first(left, room)
        if not part:
            break
        made.append(trimmed(part))
    made.append(trimmed(_last(left, tuple(tail), room)))
    return made


def size(text: str) -> int:
    """Bytes in UTF-8."""
    return len(text.encode())


def cut(text: str, limit: int, mark: str = "…") -> str:
    """``text`` in at most ``limit`` bytes, ending in ``mark`` where it was cut, never inside a character."""
    if size(text) <= limit:
        return text
    return _longest(text, lambda start: size(start + mark) <= limit) + mark


def trimmed(lines: Sequence[str]) -> Lines:
    """Without the empty lines at either end."""
    full = [n for n, line in enumerate(lines) if line.strip()]
    return tuple(lines[full[0] : full[-1] + 1]) if full else ()


def _first(left: list[str], room: Room) -> tuple[list[str], list[str]]:
    """The lines of the next part, and those that remain."""
    kept = _most(len(left), lambda n: room.fits(left[:n]))
    if kept:
        kept = _before_a_beginning(left, kept, room)
        return left[:kept], left[kept:]
    start = _longest(left[0], lambda start: room.fits([start])) if left else ""
    return ([start], [left[0][len(start) :], *left[1:]]) if start else ([], left)


def _before_a_beginning(left: list[str], kept: int, room: Room) -> int:
    """Fewer lines, if that ends the part where something new begins, and it stays two thirds full."""
    better = range(min(kept, len(left) - 1), kept * 2 // 3, -1)
    return next((n for n in better if room.begins(left[n])), kept)


def _last(left: list[str], tail: Lines, room: Room) -> list[str]:
    if room.fits([*left, *tail]):
        return [*left, *tail]
    if not room.fits([room.more(len(left)), *tail]):
        # The end is longer than a part: as much of it as there is room for.
        return list(tail[: _most(len(tail), lambda n: room.fits(tail[:n]))])
    kept = _most(len(left) - 1, lambda n: room.fits([*left[:n], room.more(len(left) - n), *tail]))
    after = [room.more(len(left) - kept), *tail]
    start = "" if kept else _longest(left[0], lambda start: room.fits([start + "…", *after]))
    return [*left[:kept], *([start + "…"] if start else []), *after]


def _longest(text: str, fits: Callable[[str], bool]) -> str:
    """The longest start of ``text`` that fits and does not end inside a character."""
    end = _most(len(text), lambda n: fits(text[:n]))
    whole = end
    while 0 < whole < len(text) and _belongs(text[whole - 1], text[whole]):
        whole -= 1
    return text[: whole or end]  # a "character" longer than a part is no character anybody reads


def _most(highest: int, fits: Callable[[int], bool]) -> int:
    """The largest number up to ``highest`` for which ``fits`` holds, 0 if there is none; looks near the small
    ones first."""
    low, high = 0, 1
    while high <= highest and fits(high):
        low, high = high, high * 2
    high = min(high, highest + 1)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    return low


def _belongs(before: str, after: str) -> bool:
    """Whether two code points are part of one character: accents, variants, joined and coloured emoji,
    flags."""
    if before == "\u200d" or after == "\u200d" or unicodedata.category(after) in ("Mn", "Mc", "Me"):
        return True
    return "\U0001f3fb" <= after <= "\U0001f3ff" or (_is_flag(before) and _is_flag(after))


def _is_flag(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def shortened(text: str, most: int) -> str:
    """``text`` on one line in at most that many characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
