"""The timeline in a digest's mail: drawn where pictures can be drawn, left out everywhere else."""

from collections import defaultdict
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from config.i18n import translator
from models.pull_wishes import wishes_of
from models.tables import Person, User
from notifiers.pictures.png import chinese_font, installed, png
from notifiers.pictures.timeline_svg import timeline_svg
from scheduler.digest import Digest, Entry
from scheduler.pulls import Wishes, plan_pulls
from scheduler.timeline import Mark, timeline
from scheduler.today import checks_of
from scheduler.workdays import WorkCalendar

WIDTH = 420
"""Pixels: wide enough for a desktop, and its words can still be read where a phone shrinks it."""
MOST_BARS = 12


def can_draw() -> bool:
    """Whether digests carry a picture on this machine."""
    return installed() and chinese_font() is not None


def draw_digest(
    digest: Digest, session: Session, user_id: int, calendar: WorkCalendar, locale: str
) -> bytes | None:
    """The digest's timeline with the planned pulls as a PNG; None where there is nothing to draw."""
    marks = _marks(digest, session, user_id)
    line = timeline(digest.entries, marks, digest.today, calendar, most=MOST_BARS)
    family = chinese_font() if installed() else None
    if not line.bars or family is None:
        return None
    return png(timeline_svg(line, translator(locale), family=f"{family}, sans-serif", width=WIDTH))


def _marks(digest: Digest, session: Session, user_id: int) -> list[Mark]:
    wishes = _wishes(session, user_id, digest.today)
    by_person: defaultdict[str | None, list[Entry]] = defaultdict(list)
    for entry in digest.entries:
        by_person[entry.followed.person].append(entry)
    return [
        Mark(pull, person)
        for person, mine in by_person.items()
        for pull in plan_pulls(checks_of(mine), digest.today, wishes.get(person)).pulls
    ]


def _wishes(session: Session, user_id: int, today: date) -> dict[str | None, Wishes]:
    rows = session.execute(
        select(Person.name, User.name, Person.pull_wishes).join(Person.user).where(User.id == user_id)
    )
    return {None if name == reader else name: wishes_of(stored, today) for name, reader, stored in rows}
