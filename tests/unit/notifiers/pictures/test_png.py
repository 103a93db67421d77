"""Pictures as PNG files: with the optional library and a Chinese font, and left out without either."""

from collections.abc import Iterator

import pytest

from notifiers.pictures import png as pictures

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"><rect width="30" height="20"/></svg>'
needs_library = pytest.mark.skipif(not pictures.installed(), reason="resvg-py is not installed")


@pytest.fixture(autouse=True)
def fonts_looked_for_anew() -> Iterator[None]:
    pictures.chinese_font.cache_clear()
    yield
    pictures.chinese_font.cache_clear()


@needs_library
def test_a_picture_is_drawn_twice_as_fine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "_drawn", lambda _family: True)
    made = pictures.png(SVG)
    assert made is not None
    assert made[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(made[16:20]), int.from_bytes(made[20:24])) == (60, 40)


@needs_library
def test_without_a_chinese_font_there_is_no_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "FONTS", ("No Such Font", "Nor This One"))
    assert pictures.chinese_font() is None
    assert pictures.png(SVG) is None


def test_without_the_library_there_is_no_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "find_spec", lambda _name: None)
    assert pictures.png(SVG) is None


@needs_library
def test_a_font_counts_only_if_it_draws_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = {"Second": b"trace"}

    def probe(family: str, character: str) -> bytes:
        return drawn.get(family, b"") if character.strip() else b""

    monkeypatch.setattr(pictures, "_probe", probe)
    monkeypatch.setattr(pictures, "FONTS", ("First", "Second", "Third"))
    assert pictures.chinese_font() == "Second"
