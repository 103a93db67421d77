"""Scheduled reminders follow the hours at which their users want to be told, whoever changes these."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from config.settings import Settings
from models.reminder import SCHEDULED
from models.session import Database
from models.tables import Reminder, User
from scheduler.cadence import OFF
from scheduler.sending_hours import SendingHours, send_at
from worker.preferences import sending_hours

_USUAL = "*"
"""Marks what the user leaves to the installation."""

# Users' hours are of few kinds. Each kind is found in the index by the one before: to read all users for them
# would take longer the more users there are (https://wiki.postgresql.org/wiki/Loose_indexscan).
_least = select(func.min(User.planned_with).label("planned_with")).cte("kinds", recursive=True)
_next = aliased(User)
_more = select(func.min(_next.planned_with)).where(_next.planned_with > _least.c.planned_with)
_kinds = _least.union_all(select(_more.scalar_subquery()).where(_least.c.planned_with.is_not(None)))
_KINDS = select(_kinds.c.planned_with).where(_kinds.c.planned_with.is_not(None))


def planned_with(user: User, settings: Settings) -> str:
    """What reminders planned by now are planned with, for the column of that name: zone, hour, quiet hours.

    ``Europe/London 19:30:00 22:00:00-08:00:00*``: the last are the installation's.
    """
    own = user.timezone, user.remind_at, user.quiet_hours
    parts = _parts(sending_hours(user, settings))
    return " ".join(part if chosen else part + _USUAL for part, chosen in zip(parts, own, strict=True))


def follow_changed_hours(database: Database, settings: Settings, now: datetime) -> int:
    """Move the scheduled reminders of users whose hours are not those they were planned with: what is the
    installation's has changed.

    Returns how many moved. Retries and reminders of another day keep their place. Digests have hours of
    their own (``worker.digests``).
    """
    usual = _parts(sending_hours(User(), settings))
    with database.reading() as session:
        changed = [kind for kind in session.scalars(_KINDS) if kind != _now(kind, usual)]
    if not changed:
        return 0
    with database.writing() as session:
        users = session.scalars(select(User).where(User.planned_with.in_(changed))).all()
        return sum(follow_hours_of(user, session, settings, now) for user in users)


def follow_hours_of(user: User, session: Session, settings: Settings, now: datetime) -> int:
    """The same for one user."""
    if user.planned_with == (wanted := planned_with(user, settings)):
        return 0
    before, user.planned_with = user.planned_with, wanted
    hours = sending_hours(user, settings)
    # The same hours, as the first version wrote them.
    return 0 if before == repr(hours) else _move(session, user, hours, now)


def _parts(hours: SendingHours) -> tuple[str, str, str]:
    quiet = OFF if hours.quiet_from is None else f"{hours.quiet_from}-{hours.quiet_to}"
    return hours.zone, str(hours.at), quiet


def _now(kind: str, usual: tuple[str, str, str]) -> str:
    """The same with what is the installation's now."""
    parts = kind.split(" ")
    if len(parts) != len(usual):
        return ""  # an earlier version wrote it in another way
    pairs = zip(parts, usual, strict=True)
    return " ".join(now + _USUAL if part.endswith(_USUAL) else part for part, now in pairs)


def _move(session: Session, user: User, hours: SendingHours, now: datetime) -> int:
    untried = (Reminder.user_id == user.id, SCHEDULED, Reminder.attempts == 0)
    reminders = session.scalars(select(Reminder).where(*untried, Reminder.kind != "digest")).all()
    for reminder in reminders:
        reminder.due_at = send_at(reminder.day, hours, now)
    return len(reminders)
