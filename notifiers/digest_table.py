"""The digest as a table (CSV) for who follows several people and goes on working with it."""

import csv
from collections.abc import Iterator
from datetime import date
from io import StringIO

from config.i18n import N_
from notifiers.digest_lines import line
from notifiers.wording import Voice, plain
from scheduler.digest import Digest, Entry, Group

_COLUMNS = (
    N_("Person"),
    N_("No."),
    N_("Platform"),
    N_("Group"),
    N_("Next"),
    N_("Days"),
    N_("Task"),
    N_("Earliest"),
    N_("Last day"),
    N_("Check on"),
    N_("Provisional"),
)
_GROUPS = {
    Group.TODAY: N_("to do today"),
    Group.OVERDUE: N_("overdue"),
    Group.THIS_WEEK: N_("due this week"),
    Group.STILL_OPEN: N_("still open"),
    Group.WAITING: N_("waiting"),
    Group.VERIFIED: N_("newly verified"),
}


def digest_table(digest: Digest, voice: Voice) -> bytes:
    """All entries, never cut; UTF-8 with a mark that spreadsheets need to see it is. Dates are ISO."""
    made = StringIO()
    table = csv.writer(made)
    table.writerow([voice.translator.gettext(column) for column in _COLUMNS])
    table.writerows(tuple(_cells(entry, voice)) for entry in digest.entries)
    return made.getvalue().encode("utf-8-sig")


def _cells(entry: Entry, voice: Voice) -> Iterator[str]:
    followed, say = entry.followed, voice.translator.gettext
    yield _typed(followed.person or say(N_("yourself")))
    yield str(followed.closure)
    yield _typed(followed.platform)
    yield say(_GROUPS[entry.group])
    yield _iso(entry.on)
    yield "" if entry.days is None else str(entry.days)
    yield line(entry, voice).task
    yield from (_iso(day) for day in (followed.opens_on, followed.due_on, followed.check_on))
    yield say(N_("yes")) if entry.provisional else ""


def _typed(text: str) -> str:
    """What a user typed, so that no spreadsheet takes it for a formula."""
    text = plain(text)
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
