"""Text as the grammar reads it: one width, one form of each character, no white space."""

import re
from dataclasses import dataclass
from unicodedata import normalize

# NFKC leaves most of the radicals supplement, and turns the radical ⼾ into the traditional form.
_RADICALS = str.maketrans(
    "⺠⻓⻢⻔⻋⻄⻚⻅⻆⻉⻛⻜⻝⻥⻦⻨⻩⻬⻮⻰⻘⻤⻣⻁⻙戶戸",
    "民长马门车西页见角贝风飞食鱼鸟麦黄齐齿龙青鬼骨虎韦户户",
)
# What readers put where nothing is printed: control characters, zero widths, a soft hyphen.
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1b\x7f\xad\u200b-\u200f\u2060\ufeff\ufffe]")
_FOOTER = re.compile(r"第[0-9]{1,4}页[,/]?共[0-9]{1,4}页")


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line without its spaces: as the grammar reads it, and as it is printed."""

    text: str
    raw: str


def lines_of(page: str) -> list[Line]:
    """The lines of a page, without its footer and without empty ones."""
    lines = (_line(printed) for printed in _INVISIBLE.sub("", page).splitlines())
    return [line for line in lines if line.text]


def squeezed(text: str) -> str:
    """The same for a single piece of text."""
    return "".join(normalize("NFKC", text).translate(_RADICALS).split())


def _line(printed: str) -> Line:
    raw, text = "".join(printed.split()), squeezed(printed)
    if "页" in text and _FOOTER.search(text):
        raw = text = _FOOTER.sub("", text)
    # Where a character became several, what is printed cannot be cut out by position.
    return Line(text, raw if len(raw) == len(text) else text)
