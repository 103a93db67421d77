"""Where words stand in a picture that is as wide as its reader's screen, so that none runs into another.

Positions are shares of the width (0 to 1), sizes are pixels. What fits at ``NARROW`` fits at every greater
width: labels keep their order and only move apart.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

NARROW = 300
"""The width at which everything has to fit: a phone of 360 pixels without the page's margins."""
FONT = 16
GAP = 8

_WIDE, _CAPITAL, _OTHER = 1.0, 0.78, 0.6


@dataclass(frozen=True, slots=True)
class Label:
    """Lines of words, centred at a position where there is room."""

    lines: tuple[str, ...]
    at: float

    @property
    def width(self) -> float:
        """Pixels."""
        return max(map(text_width, self.lines))


@dataclass(frozen=True, slots=True)
class Placed:
    """A label on a lane (0 is the first). ``shift``: pixels from its position to its left edge."""

    label: Label
    lane: int
    shift: float

    @property
    def middle(self) -> float:
        """Pixels from its position to the middle of its words."""
        return self.shift + self.label.width / 2

    def extent(self, width: float) -> tuple[float, float]:
        """From where to where it reaches in a picture of that width."""
        left = self.label.at * width + self.shift
        return left, left + self.label.width


def text_width(text: str) -> float:
    """About how many pixels a text takes: rather too many than too few."""
    return FONT * sum(_em(character) for character in text)


def fitted(text: str, room: float) -> str:
    """The text, cut with an ellipsis where it is wider than ``room``."""
    if text_width(text) <= room:
        return text
    while text and text_width(text) + FONT > room:
        text = text[:-1]
    return text.rstrip() + "…"


def in_lanes(labels: Iterable[Label]) -> Iterator[Placed]:
    """Each label on the first lane with room around its position. None is wider than ``NARROW``."""
    lanes: list[list[Placed]] = []
    for label in labels:
        shift = min(max(-label.width / 2, -label.at * NARROW), (1 - label.at) * NARROW - label.width)
        fits = (n for n, lane in enumerate(lanes) if all(_apart(Placed(label, n, shift), p) for p in lane))
        placed = Placed(label, next(fits, len(lanes)), shift)
        lanes.extend([] for _ in range(placed.lane + 1 - len(lanes)))
        lanes[placed.lane].append(placed)
        yield placed


def inside(label: Label) -> bool:
    """Whether it fits centred at its very position."""
    return label.width / 2 <= min(label.at, 1 - label.at) * NARROW


def thinned(labels: Sequence[Label], width: float) -> int:
    """The smallest power of two n so that every n-th of these labels, each centred, fits at that width."""
    step = 1
    while any(not _centred_apart(*pair, width) for pair in pairwise(labels[::step])):
        step *= 2
    return step


def _apart(one: Placed, other: Placed) -> bool:
    """Whether they do not touch, at ``NARROW`` and at every greater width."""
    first, second = (one, other) if one.label.at <= other.label.at else (other, one)
    return first.extent(NARROW)[1] + GAP <= second.extent(NARROW)[0]


def _centred_apart(first: Label, second: Label, width: float) -> bool:
    return (second.at - first.at) * width >= (first.width + second.width) / 2 + GAP


def _em(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WFA":
        return _WIDE
    return _CAPITAL if character.isupper() else _OTHER
