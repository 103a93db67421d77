"""``calendar``: which days are off, how firmly that is known, and a new year's notice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.output import Json, facts, heading, print_json, say
from config.i18n import N_
from desk.mistakes import Mistake
from desk.typed import typed_number
from desk.wording import _, ngettext, spoken

if TYPE_CHECKING:
    from cli.moved_view import Moved
    from models.tables import HolidayNotice
    from scheduler.workdays import CalendarYear

calendar = typer.Typer(no_args_is_help=True, help=_("Holidays and make-up working days."))

_STATES = {
    "published": N_("{year}: published"),
    "provisional": N_("{year}: provisional, by the standing rule; make-up days come with the notice"),
    "absent": N_("{year}: not known; no date can be worked out in it"),
}


@calendar.command("show", help=_("Show a year's days off and make-up days."))
def show_year(
    year: Annotated[int, typer.Argument(metavar="YEAR", parser=typed_number)], as_json: Json = False
) -> None:
    from cli.opening import calendar_in_use

    known = calendar_in_use()
    state = known.state(year).value
    days = [] if state == "absent" else _days(known.year(year))
    if as_json:
        print_json({"year": year, "state": state, "days": days, "calendar_version": known.version})
    else:
        say(heading(_(_STATES[state], year=year)), facts(_rows(days)))


@calendar.command("import", help=_("Import a State Council notice, and work out open dates again."))
def import_notice(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help=_("JSON: year, and days with name, date, isOffDay."))
    ],
    as_json: Json = False,
) -> None:
    from catalog.calendars import read_notice
    from catalog.published_years import last_published_year
    from cli.moved_view import moved_json, moved_since
    from cli.opening import writing
    from worker.recalculate import recalculate

    years = read_notice(_text(file), str(file))
    new = [year for year in years if year.year > last_published_year()]
    with writing() as desk:
        for year in new:
            desk.session.merge(_notice(year, desk.now))
        desk.session.flush()
        done = recalculate(desk.session, desk.installation)
        moved = moved_since(done.since, desk) if done.moved else []
    if as_json:
        print_json({"years": [year.year for year in new], "moved": [moved_json(move) for move in moved]})
    else:
        _tell([year.year for year in years], [year.year for year in new], moved, done.moved)


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise Mistake(
            _("{file} cannot be read: {reason}", file=file, reason=_(str(error.strerror)))
        ) from None
    except UnicodeDecodeError:
        raise Mistake(_("{file} is not UTF-8 text; save it as UTF-8", file=file)) from None


def _notice(year: CalendarYear, now: Any) -> HolidayNotice:
    import json

    from models.tables import HolidayNotice

    text = json.dumps({"year": year.year, "days": _days(year)}, ensure_ascii=False)
    return HolidayNotice(year=year.year, text=text, imported_at=now)


def _days(year: CalendarYear) -> list[dict[str, Any]]:
    """The days as a notice lists them: what ``show --json`` prints can be read by ``import``."""
    off = [(day, name, True) for day, name in year.days_off.items()]
    make_up = [(day, name, False) for day, name in year.make_up_days.items()]
    return [
        {"name": name, "date": day.isoformat(), "isOffDay": is_off}
        for day, name, is_off in sorted(off + make_up)
    ]


def _rows(days: list[dict[str, Any]]) -> list[tuple[str, str]]:
    said = {True: _("{name}, off"), False: _("working, for {name}")}
    return [
        (spoken().day(date.fromisoformat(day["date"])), said[day["isOffDay"]].format(name=day["name"]))
        for day in days
    ]


def _tell(years: list[int], new: list[int], moved: Sequence[Moved], count: int) -> None:
    from cli.moved_view import moved_table

    for year in years:
        text = N_("{year} is imported.") if year in new else N_("{year} was known already; nothing to do.")
        say(_(text, year=year))
    if not moved:
        say(_("No date has moved."))
        return
    say(ngettext("{n} closure has new dates:", "{n} closures have new dates:", count), moved_table(moved))
    if count > len(moved):
        say(_("and {n} more; see: xiaohu list", n=count - len(moved)))
