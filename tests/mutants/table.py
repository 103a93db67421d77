"""The table of mutants in docs/reliability.md."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.mutants.__main__ import Verdict

PAGE = Path(__file__).parents[2] / "docs" / "reliability.md"
BEGIN, END = "<!-- mutants: written by make mutants -->\n", "<!-- end of mutants -->\n"


def write(verdicts: Sequence["Verdict"], seeds: int) -> None:
    """Put the table between its marks."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    head = f"| mutant | what it does | first test that fails | first of {seeds} seeds |\n"
    head += "| --- | --- | --- | --- |\n"
    table = head + "".join(map(_row, verdicts))
    PAGE.write_text(f"{before}{BEGIN}{table}{END}{after}", encoding="utf-8")


def _row(verdict: "Verdict") -> str:
    failed = f"`{verdict.failed.removeprefix('tests/')}`" if verdict.failed else "**none**"
    return f"| {verdict.mutant.name} | {verdict.mutant.what} | {failed} | {verdict.seed or 'none'} |\n"
