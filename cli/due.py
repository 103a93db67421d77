"""``due``: a stated window becomes dates, and says why."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from cli.output import Json, facts, heading, print_json, say
from desk.typed import typed_date, typed_window
from desk.wording import _, spoken

if TYPE_CHECKING:
    from scheduler.due_dates import DueDates
    from scheduler.windows import Window

FROM_HELP = _("Day 0: the date of the request. It is not counted. Today in Beijing unless given.")


def due(
    text: Annotated[
        str, typer.Argument(metavar="TEXT", help=_("What the platform said, such as 3-5个工作日更新."))
    ],
    start: Annotated[
        date | None, typer.Option("--from", metavar="DATE", parser=typed_date, help=FROM_HELP)
    ] = None,
    as_json: Json = False,
) -> None:
    """Work out the dates; store nothing."""
    from cli.opening import calendar_in_use
    from config.settings import load_settings
    from desk.due_json import check_on, due_json
    from models.planning import BEIJING
    from scheduler.due_dates import due_dates
    from worker.clock import clock_from

    window, settings = typed_window(text), load_settings()
    today = clock_from(settings.clock).now().astimezone(BEIJING).date()
    dates = due_dates(window, start or today, calendar_in_use())
    if as_json:
        print_json(due_json(text, window, dates, settings.check_after_days))
    else:
        on = check_on(dates, settings.check_after_days)
        _show(text, window, dates, on, start=start or today, today=today)


def _show(text: str, window: Window, dates: DueDates, check_on: date, *, start: date, today: date) -> None:
    from cli.dates_view import calendar_note, date_facts, step_facts, why

    say(
        heading(text),
        facts(
            [
                (_("Read as"), str(window)),
                (_("Counted from"), _("{day} (not counted itself)", day=spoken().day(start, today))),
                *date_facts(dates.opens_on, dates.due_on, check_on, dates.provisional, today),
                *step_facts(dates.steps, today, provisional=dates.provisional),
            ]
        ),
        *why(dates, today),
        calendar_note(dates),
    )
