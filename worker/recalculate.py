"""A new holiday notice: the dates of what is still open are worked out again (Dates 6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.planning import Planning
from models.tables import Closure, Person, User
from scheduler.lifecycle import FINISHED
from worker.installation import Installation
from worker.preferences import planning_for

DatesSeen = tuple[date | None, date | None]
"""What the user goes by: the last day, and the day to check."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A closure whose dates changed."""

    closure: int
    platform: str
    before: DatesSeen
    after: DatesSeen


def recalculate(session: Session, installation: Installation) -> list[Moved]:
    """Bring every open closure up to the calendar at hand, with its reminders. Returns those that moved.

    Part of the caller's transaction: a notice and what follows from it are stored together.
    """
    calendar, now = installation.calendar(session), installation.clock.now()
    moved: list[Moved] = []
    for user in session.scalars(select(User).order_by(User.id)):
        planning = planning_for(user, installation.settings, calendar, now)
        moved += (move for closure in _open(session, user) if (move := _again(closure, planning)))
    return moved


def _open(session: Session, user: User) -> Iterable[Closure]:
    mine = select(Closure).join(Closure.person).where(Person.user_id == user.id)
    return session.scalars(mine.where(Closure.state.not_in(FINISHED)).order_by(Closure.id)).all()


def _again(closure: Closure, planning: Planning) -> Moved | None:
    latest = closure.round
    before = latest.due_on, latest.check_on
    latest.work_out_dates(planning)
    latest.plan_reminders(closure.person.user.id, planning)
    after = latest.due_on, latest.check_on
    if before == after:
        return None
    closure.remember("recalculated", planning, before=_iso(before[0]), after=_iso(after[0]))
    return Moved(closure.id, closure.platform_name, before, after)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
