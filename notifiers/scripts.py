"""Texts for the rungs of the escalation ladder: what to say on the phone, what to write. Plain text, to copy.

They stand on domain.md alone: articles 25 and 26 of the 征信业管理条例, nothing else. Name and ID number are
blanks. Chinese is what the other side reads; the same template in English is an aid for reading it.
"""

from dataclasses import dataclass
from datetime import date

from config.i18n import N_, translator
from notifiers.rungs import RUNG_NAMES
from notifiers.wording import Voice, plain
from scheduler.escalation import Rung


@dataclass(frozen=True, slots=True)
class Taken:
    """A rung taken before, as ``scheduler.escalation.Filing`` has it, with its ticket (may be empty)."""

    rung: Rung
    filed_on: date
    accepted_on: date | None = None
    due_on: date | None = None
    ticket: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """The account as the report of ``report_on`` shows it: open, as of a month (any day of it)."""

    report_on: date
    institution: str
    opened_on: date
    as_of: date | None


@dataclass(frozen=True, slots=True)
class Case:
    """What a text is filled with. ``stated``: what the platform itself said about the time, empty if nothing;
    ``due_on``: the last day of that. ``institutions``: whose name may stand on the report. ``shown``: how a
    kept report shows the account; without one its particulars are blanks."""

    platform: str
    requested_on: date
    institutions: tuple[str, ...] = ()
    stated: str = ""
    due_on: date | None = None
    taken: tuple[Taken, ...] = ()
    shown: Shown | None = None


def script(rung: Rung, case: Case, locale: str = "zh_CN") -> str:
    """The text of a rung, with a line that asks to check it. Raises UnknownLocale."""
    said = translator(locale)
    return Voice(said, case.requested_on).page(
        f"scripts/{rung.value}.txt",
        case=plain(case),
        date=said.full_day,
        month=said.month,
        comma=said.gettext(N_(", ")),
        called=lambda taken: said.gettext(RUNG_NAMES[taken]),
    )
