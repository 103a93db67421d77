"""Cells of a CSV file: no spreadsheet takes a note for a formula, and reading it back loses nothing."""

FORMULAS = "=+-@＝＋－＠\t\r"
"""What makes a spreadsheet compute a cell instead of showing it; some take the full-width signs too."""


def harmless(text: str) -> str:
    """The cell to write: with an apostrophe before what would be a formula, as spreadsheets do it."""
    return f"'{text}" if _would_compute(text) else text


def as_written(cell: str) -> str:
    """The text of a cell: ``as_written(harmless(text)) == text`` for every text."""
    return cell[1:] if cell.startswith("'") and _would_compute(cell) else cell


def _would_compute(text: str) -> bool:
    # What has apostrophes before it already gets one more, so that reading takes off exactly that one.
    return text.lstrip("'").startswith(tuple(FORMULAS))
