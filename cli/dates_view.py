"""The dates of a window as people read them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from cli.output import facts, section
from desk.explanations import explanation_rows
from desk.steps import MAY_MOVE, STEPS
from desk.wording import _, spoken

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from scheduler.due_dates import DueDates
    from scheduler.steps import Step


def date_facts(
    opens_on: date, due_on: date, check_on: date, provisional: bool, today: date
) -> list[tuple[str, str]]:
    """First day, last day, day to check; 暂定 where a holiday notice can still move them."""

    def written(day: date) -> str:
        said = spoken().day(day, today)
        return _("{day} (provisional: the holidays are not announced yet)", day=said) if provisional else said

    return [
        (_("Earliest"), written(opens_on)),
        (_("Last day"), written(due_on)),
        (_("Check on"), _("{day}: pull a new credit report and look", day=spoken().day(check_on, today))),
    ]


def step_facts(steps: Iterable[Step], today: date, *, provisional: bool = False) -> list[tuple[str, str]]:
    """What there is to do before the check, day by day."""

    def mark(step: Step) -> str:
        return _(" (provisional)") if provisional and step.kind in MAY_MOVE else ""

    said = [f"{spoken().day(step.on, today)}{mark(step)}  {_(STEPS[step.kind])}" for step in steps]
    return [(_("Before that"), "\n".join(said))]


def why(dates: DueDates, today: date) -> list[Text | Table]:
    """The question and its answer, holidays by name."""
    question = _("Why {day}?", day=spoken().day(dates.due_on, today))
    return [section(question), facts(explanation_rows(dates.explanation, today))]


def calendar_note(dates: DueDates) -> str:
    """Which rules and which calendar were used."""
    return _(
        "  Rules {rules}; calendar {version}", rules=", ".join(dates.rules), version=dates.calendar_version
    )
