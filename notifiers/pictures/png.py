"""SVG as PNG, for mail: where the optional library is installed and this machine has a Chinese font.

The library is resvg-py (extra ``pictures``). It draws no character that no font of the machine has, and does
not say so: so it is tried out before anything is drawn.
"""

from functools import cache
from importlib.util import find_spec

FONTS = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Hiragino Sans GB",
    "Droid Sans Fallback",
    "SimHei",
    "SimSun",
)
_SHARP = 2.0
"""Pixels of the picture for one of the page: screens are finer than 96 dots an inch."""
_PROBE = "销"


def installed() -> bool:
    """Whether the optional library is there."""
    return find_spec("resvg_py") is not None


@cache
def chinese_font() -> str | None:
    """The first of ``FONTS`` that this machine has; None where none is found."""
    return next((family for family in FONTS if _drawn(family)), None)


def png(svg: str) -> bytes | None:
    """The picture as a PNG file on white; None where it cannot be drawn. ``svg`` has a width in pixels."""
    if not installed() or chinese_font() is None:
        return None
    from resvg_py import svg_to_bytes

    return svg_to_bytes(svg_string=svg, background="#ffffff", zoom=_SHARP)


def _drawn(family: str) -> bool:
    """Whether a character of that family leaves a trace: without the font nothing is drawn."""
    return _probe(family, _PROBE) != _probe(family, " ")


def _probe(family: str, character: str) -> bytes:
    from resvg_py import svg_to_bytes

    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20" font-family="{family}">'
    return svg_to_bytes(svg_string=f'{head}<text y="16">{character}</text></svg>')
