"""The only code that touches a PDF: pdfplumber where boxes are needed, pypdfium2 where text is enough.

Both raise whatever they like on a broken file; here that is one refusal.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from types import TracebackType
from typing import Any
from unicodedata import category

import pdfplumber
import pypdfium2
from pypdfium2 import raw as pdfium

from reports.refusals import CHARACTERS, PAGES, PDF, PDF_BEGINS_WITHIN, Refusal, ReportRefused

_OPENING = {
    pdfium.FPDF_ERR_PASSWORD: Refusal.WRONG_PASSWORD,
    pdfium.FPDF_ERR_SECURITY: Refusal.UNDECODABLE,
}


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a page: its cells row by row, and how far from the top it begins and ends (points)."""

    cells: tuple[tuple[str, ...], ...]
    top: float
    bottom: float


class Document:
    """An open PDF. Everything here raises ReportRefused for what cannot be read."""

    def __init__(self, data: bytes, password: str | None) -> None:
        if PDF not in data[:PDF_BEGINS_WITHIN]:
            raise ReportRefused(Refusal.NO_PDF)
        self._data, self._password = data, password
        self._fast = _open(data, password)
        self.pages = len(self._fast)
        if self.pages > PAGES:
            raise ReportRefused(Refusal.TOO_MANY_PAGES)
        self._characters = 0

    def __enter__(self) -> "Document":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        self._fast.close()

    def text(self, page: int) -> str:
        """A page's text by the fast reader, or by the careful one where the fast one cannot decode it."""
        text = self.fast_text(page)
        if decoded(text):
            return text
        text = self.careful_text(page)
        if not decoded(text):
            raise ReportRefused(Refusal.UNDECODABLE)
        return text

    def fast_text(self, page: int, without: Table | None = None) -> str:
        """The text in the order it is drawn, without the band that a table takes up."""
        with _refusing(), closing(self._fast[page]) as sheet, closing(sheet.get_textpage()) as drawn:
            if without is None:
                return self._counted(drawn.get_text_range())
            left, bottom, right, top = sheet.get_bbox()
            above: str = drawn.get_text_bounded(left, top - without.top, right, top)
            below: str = drawn.get_text_bounded(left, bottom, right, top - without.bottom)
            return f"{above}\n{below}"

    def careful_text(self, page: int, without: Table | None = None) -> str:
        """The text in the order it stands on the page, line by line."""
        with _refusing():
            sheet = self._boxes(page)
            if without is not None:
                inside = (without.top, without.bottom)
                sheet = sheet.filter(
                    lambda thing: not inside[0] <= (thing["top"] + thing["bottom"]) / 2 <= inside[1]
                )
            text: str = sheet.extract_text()
            return self._counted(text)

    def tables(self, page: int) -> list[Table]:
        """The ruled tables of a page."""
        with _refusing():
            return [
                Table(
                    tuple(tuple(cell or "" for cell in row) for row in table.extract()),
                    table.bbox[1],
                    table.bbox[3],
                )
                for table in self._boxes(page).find_tables()
            ]

    def _boxes(self, page: int) -> Any:
        return self._careful.pages[page]

    @cached_property
    def _careful(self) -> Any:
        return pdfplumber.open(BytesIO(self._data), password=self._password or "")

    def _counted(self, text: str) -> str:
        self._characters += len(text)
        if self._characters > 3 * CHARACTERS:
            raise ReportRefused(Refusal.TOO_MUCH)
        return text


def decoded(text: str) -> bool:
    """Whether it is text, and not the codes of characters that nobody can name. No text at all is."""
    characters = text.split()
    size = sum(map(len, characters))
    if text.count("(cid:") * len("(cid:1)") * 2 > size > 0:
        return False
    nameless = sum(
        category(character) in ("Co", "Cn", "Cc", "Cs") for word in characters for character in word
    )
    return nameless * 2 <= size and (size < 50 or any("一" <= character <= "鿿" for character in text))


def _open(data: bytes, password: str | None) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data, password=password)
    except pypdfium2.PdfiumError as error:
        refusal = _OPENING.get(error.err_code, Refusal.DAMAGED)
        if refusal is Refusal.WRONG_PASSWORD and password is None:
            refusal = Refusal.PASSWORD_NEEDED
        raise ReportRefused(refusal) from None


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except (MemoryError, ReportRefused):
        raise
    except Exception:
        raise ReportRefused(Refusal.DAMAGED) from None
