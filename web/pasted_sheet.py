"""A pasted list as a sheet: a row a line, whose platform is a name still to be found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalog.search import nearest
from desk.pasted import MOST_LINES, Line
from desk.wording import _
from web.order_card import Card
from web.order_sheet import Sheet
from web.platform_list import LONGEST_NAME, Wanted, wanted_platforms

if TYPE_CHECKING:
    from catalog.loading import Catalog
    from models.planning import Planning
    from web.forms import Posted
    from web.visit import Visit


@dataclass(slots=True)
class PastedRow(Card):
    """A card that knows its line. ``own``: to be followed by the name as it was typed."""

    line: str = ""
    name: str = ""
    own: bool = False


def as_fields(lines: list[Line]) -> dict[str, str]:
    """The lines as the form of the table carries them."""
    return {
        f"{name}-{place}": value
        for place, line in enumerate(lines)
        for name, value in (
            ("line", str(line.number)),
            ("platform", line.platform),
            ("on", line.day),
            ("window", line.window),
        )
    }


def read_table(texts: Mapping[str, str], person: str, visit: Visit) -> Sheet:
    """The rows that were not left out, each with its platform or what is wrong with its name."""
    catalog, planning = visit.desk.installation.catalog(), visit.desk.planning()
    people = visit.user.people
    rows = list(_rows(texts, catalog, planning))
    return Sheet(rows, people, person or people[0].name, planning)


def person_of(form: Posted) -> str:
    """Whose report the list is about; empty for the user's own."""
    return form.text("person")


def _rows(texts: Mapping[str, str], catalog: Catalog, planning: Planning) -> Iterator[PastedRow]:
    for place in range(MOST_LINES):
        name = texts.get(f"platform-{place}")
        if name is None or texts.get(f"drop-{place}"):
            continue
        yield _row(place, name.strip(), texts, catalog, planning)


def _row(place: int, name: str, texts: Mapping[str, str], catalog: Catalog, planning: Planning) -> PastedRow:
    own = bool(texts.get(f"own-{place}"))
    found = wanted_platforms([name], catalog)
    wanted = found[0] if found else Wanted(name, None)
    row = PastedRow.read(place, wanted, texts, planning)
    row.line, row.name, row.own = texts.get(f"line-{place}", str(place + 1)), name, own
    if not found:
        row.problems["platform"] = _("Write the platform's name, at most {n} characters.", n=LONGEST_NAME)
    elif wanted.platform is None and not own:
        known = _(", ").join(platform.name for platform in nearest(catalog, name))
        row.problems["platform"] = _(
            "No platform is called {name}; the nearest are {known}. Correct it, or tick the box.",
            name=name,
            known=known,
        )
    return row
