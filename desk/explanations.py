"""Why a date is that date, in words (Dates 5): day by day for programs, in runs of days for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from config.i18n import N_
from desk.wording import _, spoken

if TYPE_CHECKING:
    from scheduler.workdays import DayNote

_NOTES = {
    "counted": N_("working day {n}"),
    "make_up": N_("working day {n}: a make-up day for {name}"),
    "weekend": N_("weekend, not counted"),
    "holiday": N_("{name}, not counted"),
    "calendar_day": N_("day {n}"),
    "month": N_("month {n}"),
    "clipped": N_("month {n}: it has no such day, so its last one"),
    "cutoff": N_("the monthly day of reporting"),
    "next_month": N_("the next month"),
    "month_end": N_("the end of the month"),
    "call": N_("call {n}"),
    "last_call": N_("the last call"),
    "moved": N_("moved to the next working day"),
}


def explanation_json(notes: Iterable[DayNote]) -> list[dict[str, Any]]:
    """One object a day: ``{"on", "kind", "count", "note"}``."""
    return [
        {"on": note.on.isoformat(), "kind": note.kind.value, "count": note.count, "note": _said([note])}
        for note in notes
    ]


def explanation_rows(notes: Sequence[DayNote], today: date) -> list[tuple[str, str]]:
    """Days and what they were to the count; days that follow each other and are alike share a row."""
    return [(_days(run, today), _said(run)) for run in _runs(notes)]


def _runs(notes: Sequence[DayNote]) -> Iterator[list[DayNote]]:
    run: list[DayNote] = []
    for note in notes:
        if run and not _continues(run[-1], note):
            yield run
            run = []
        run.append(note)
    if run:
        yield run


def _continues(before: DayNote, note: DayNote) -> bool:
    alike = (before.kind, before.name, before.stage) == (note.kind, note.name, note.stage)
    return alike and (note.on - before.on).days == 1


def _days(run: Sequence[DayNote], today: date) -> str:
    first, last = (spoken().day(note.on, today) for note in (run[0], run[-1]))
    return first if len(run) == 1 else _("{first} – {last}", first=first, last=last)


def _said(run: Sequence[DayNote]) -> str:
    first, last = run[0].count, run[-1].count
    counted = str(first) if first == last else f"{first}–{last}"
    return _(_NOTES[run[0].kind.value], n=counted, name=run[0].name or "")
