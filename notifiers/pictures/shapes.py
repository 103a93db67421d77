"""The few shapes that pictures are made of: horizontal places as shares of the width, the rest in pixels."""

from xml.etree.ElementTree import Element, SubElement

from notifiers.pictures.labels import Placed

Look = dict[str, str]
LINE = 22
"""Pixels from one line of words to the next."""


def rect(svg: Element, across: tuple[float, float], top: float, height: float, look: Look) -> None:
    """A rectangle from one share of the width to another."""
    begin, end = across
    where = {"x": at(begin), "y": px(top), "width": at(max(end - begin, 0)), "height": px(height)}
    SubElement(svg, "rect", where | look)


def upright(svg: Element, where: float, top: float, bottom: float, look: Look) -> None:
    """A vertical line."""
    ends = {"x1": at(where), "x2": at(where), "y1": px(top), "y2": px(bottom)}
    SubElement(svg, "line", ends | look)


def level(svg: Element, across: tuple[float, float], y: float, look: Look) -> None:
    """A horizontal line."""
    ends = {"x1": at(across[0]), "x2": at(across[1]), "y1": px(y), "y2": px(y)}
    SubElement(svg, "line", ends | look)


def text(svg: Element, words: str, x: str, y: float, look: Look) -> None:
    """Words on a base line."""
    SubElement(svg, "text", {"x": x, "y": px(y)} | look).text = words


def lines(svg: Element, placed: Placed, top: float, look: Look) -> None:
    """A placed label; ``top``: where its first base line is."""
    group = spot(svg, placed.label.at, top, {})
    for number, words in enumerate(placed.label.lines):
        text(group, words, px(placed.middle), LINE * number, look | {"text-anchor": "middle"})


def spot(svg: Element, where: float, top: float, look: Look) -> Element:
    """What is drawn in it is drawn in pixels from this place."""
    return SubElement(svg, "svg", {"x": at(where), "y": px(top), "overflow": "visible"} | look)


def at(share: float) -> str:
    """A share of the width."""
    return f"{100 * share:.3f}".rstrip("0").rstrip(".") + "%"


def px(pixels: float) -> str:
    """A number of pixels."""
    return f"{pixels:.1f}".removesuffix(".0")
