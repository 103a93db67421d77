"""A digest laid out: rows by person and group, and as many of them as a limit of bytes allows."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from config.i18n import N_
from notifiers.digest_lines import COLOURS, Line, count
from notifiers.wording import Voice, plain, template
from scheduler.digest import Entry, Group


@dataclass(frozen=True, slots=True)
class Block:
    """One group of one person: a heading with its count and, of its rows, those that are kept."""

    heading: str
    colour: str
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One person's blocks. ``heading`` is empty where only one person is followed."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A template, the entries with a row for each (the most urgent first), and what else the page says."""

    name: str
    entries: Sequence[Entry]
    rows: Iterable[str]
    view: dict[str, object]
    voice: Voice

    def within(self, limit: int | None) -> str:
        """The page with as many of the most urgent entries as ``limit`` bytes allow; the rest is counted."""
        if limit is None:
            return self._page(list(self.rows))
        made = list(_first(self.rows, limit))

        def size(kept: int) -> int:
            return len(self._page(made[:kept]).encode())

        kept = len(made)
        if size(kept) > limit:
            kept = max(bisect_right(range(kept), limit, key=size) - 1, 0)
        return self._page(made[:kept])

    def _page(self, rows: Sequence[str]) -> str:
        more = len(self.entries) - len(rows)
        said = self.voice.translator.ngettext("and {n} more", "and {n} more", more) if more else ""
        return self.voice.page(self.name, **self.view, parts=self._parts(rows), more=said)

    def _parts(self, rows: Sequence[str]) -> tuple[Part, ...]:
        """By person, the user's own first, then whoever has the most urgent entries."""
        kept: dict[str | None, list[tuple[Entry, str]]] = {each.followed.person: [] for each in self.entries}
        totals = Counter((each.followed.person, each.group) for each in self.entries)
        for entry, row in zip(self.entries, rows, strict=False):
            kept[entry.followed.person].append((entry, row))
        return tuple(
            Part(self._heading(person, len(kept)), self._blocks(kept[person], totals))
            for person in sorted(kept, key=lambda person: person is not None)
            if kept[person]
        )

    def _blocks(
        self, kept: Sequence[tuple[Entry, str]], totals: Counter[tuple[str | None, Group]]
    ) -> tuple[Block, ...]:
        whose = kept[0][0].followed.person
        return tuple(
            Block(count(group, totals[whose, group], self.voice), COLOURS[group], tuple(r for _, r in rows))
            for group, rows in groupby(kept, key=lambda pair: pair[0].group)
        )

    def _heading(self, person: str | None, people: int) -> str:
        if person is not None:
            return self.voice.translator.gettext(N_("For {person}"), person=plain(person))
        return self.voice.translator.gettext(N_("Your own accounts")) if people > 1 else ""


def text_rows(lines: Sequence[Line]) -> Iterator[str]:
    """Two or three lines of text each."""
    for shown in lines:
        first, dates = f"* {shown.title}  {shown.when}".rstrip(), " · ".join(shown.dates)
        yield "\n".join([first, *(f"  {more}" for more in (shown.task, dates) if more)])


def html_rows(lines: Sequence[Line], entries: Sequence[Entry], voice: Voice) -> Iterator[str]:
    """One table row each, with a bar."""
    macros: Any = template(voice.translator.locale, "digest_row.html").module
    row: Callable[[Line, str], str] = macros.row
    for shown, entry in zip(lines, entries, strict=True):
        yield row(shown, COLOURS[entry.group])


def _first(rows: Iterable[str], limit: int) -> Iterator[str]:
    """More of them than these cannot fit, whatever stands around them."""
    size = 0
    for row in rows:
        size += len(row.encode())
        if size > limit:
            return
        yield row
