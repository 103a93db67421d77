"""The evidence file: a page to print and a table, in Chinese for whoever decides, packed into one zip."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from config.i18n import N_, Translator, translator
from desk.cells import harmless
from desk.evidence import EvidenceFacts, evidence_of
from desk.takeout import BOM
from desk.wording import speaking, spoken
from notifiers.wording import Voice, plain

if TYPE_CHECKING:
    from desk.desk import Desk
    from models.tables import Closure

CHINESE = "zh_CN"
"""What the other side reads, whatever the user's own language is."""
_COLUMNS = (N_("Day"), N_("What"), N_("Ticket number"), N_("Note"), N_("Written down on"))


def evidence_page(closure: Closure, desk: Desk, locale: str = CHINESE, *, notes: bool = True) -> str:
    """The page alone: one HTML document that fetches nothing, laid out for paper."""
    said = translator(locale)
    return _page(_facts(closure, desk, said, notes), said)


def evidence_zip(closure: Closure, desk: Desk, *, notes: bool = True) -> bytes:
    """``evidence.html`` and ``evidence.csv``; for a reader of another language its page as a reading aid."""
    chinese, own = translator(CHINESE), spoken()
    facts, written_at = _facts(closure, desk, chinese, notes), desk.now.astimezone(desk.zone)
    packed = BytesIO()
    with ZipFile(packed, "w") as zipped:
        _put(zipped, "evidence.html", _page(facts, chinese), written_at)
        _put(zipped, "evidence.csv", BOM + _table(facts, chinese), written_at)
        if own.locale != CHINESE:
            aid = _page(_facts(closure, desk, own, notes), own)
            _put(zipped, f"reading-aid.{own.locale}.html", aid, written_at)
    return packed.getvalue()


def evidence_name(closure: Closure, today: date) -> str:
    """``xiaohu-evidence-3-2026-10-20.zip``: neither platform nor person stands in a folder's listing."""
    return f"xiaohu-evidence-{closure.id}-{today}.zip"


def _facts(closure: Closure, desk: Desk, said: Translator, notes: bool) -> EvidenceFacts:
    with speaking(said):
        return plain(evidence_of(closure, desk, notes=notes))


def _page(facts: EvidenceFacts, said: Translator) -> str:
    comma = said.gettext(N_(", "))
    view = {"facts": facts, "day": said.full_day, "comma": comma, "lang": said.locale.replace("_", "-")}
    return Voice(said, facts.made_on).page("evidence.html", **view)


def _table(facts: EvidenceFacts, said: Translator) -> str:
    """The happenings for a spreadsheet program; dates are ISO."""
    made = StringIO()
    table = csv.writer(made)
    table.writerow([said.gettext(column) for column in _COLUMNS])
    table.writerows(list(_cells(facts)))
    return made.getvalue()


def _cells(facts: EvidenceFacts) -> Iterator[list[str]]:
    for each in facts.happenings:
        texts = (each.what, each.ticket, each.note)
        recorded_on = each.recorded_on.isoformat() if each.recorded_on else ""
        yield [each.on.isoformat(), *map(harmless, texts), recorded_on]


def _put(zipped: ZipFile, name: str, text: str, written_at: datetime) -> None:
    entry = ZipInfo(name, written_at.timetuple()[:6])
    entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o600 << 16
    zipped.writestr(entry, text)
