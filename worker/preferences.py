"""What a user prefers, with the installation's settings where nothing was said."""

from datetime import datetime, time

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from config.preferences import quiet
from config.settings import Settings
from models.planning import Planning
from models.reminder import SCHEDULED
from models.session import Database
from models.tables import Reminder, User
from notifiers.networks import read_networks
from notifiers.outgoing import Outgoing
from scheduler.cadence import Cadence, cadence
from scheduler.digest_weeks import WeeklyHour, weekly_hour
from scheduler.sending_hours import SendingHours, send_at
from scheduler.workdays import WorkCalendar
from worker.allowed_networks import OpenedNetworks
from worker.clock import Clock


def outgoing_for(settings: Settings, database: Database, clock: Clock) -> Outgoing:
    """What every sender of this process shares."""
    networks = OpenedNetworks(read_networks(settings.allowed_networks), database)
    return Outgoing(networks, now=clock.real_now, operator=settings.operator, reply_to=settings.reply_to)


def sending_hours(user: User, settings: Settings) -> SendingHours:
    """The user's zone, hour and quiet hours."""
    return hours_of(user.timezone, user.remind_at, user.quiet_hours, settings)


def hours_of(zone: str | None, at: time | None, quiet_hours: str | None, settings: Settings) -> SendingHours:
    """The same from a row: what the user chose, or the installation's."""
    quiet_from, quiet_to = quiet(quiet_hours or settings.quiet_hours) or (None, None)
    return SendingHours(zone or settings.timezone, at or settings.remind_at, quiet_from, quiet_to)


def digest_hour(chosen: str | None, settings: Settings) -> WeeklyHour | None:
    """When a user's weekly digest comes: what the user chose, or the installation's; None for never."""
    return weekly_hour(chosen or settings.digest_at)


def cadence_of(chosen: str | None) -> Cadence:
    """How often a user is reminded of what is overdue: what the user chose, or the usual one."""
    return cadence(chosen) if chosen else Cadence()


def planning_for(user: User, settings: Settings, calendar: WorkCalendar, now: datetime) -> Planning:
    """What this user's dates and reminders are worked out with at ``now``."""
    hours, often = sending_hours(user, settings), cadence_of(user.cadence)
    return Planning(calendar, hours, now, settings.check_after_days, often)


def follow_changed_hours(session: Session, settings: Settings, now: datetime) -> int:
    """Move the scheduled reminders of users whose hours are not those they were planned with.

    Returns how many moved. Retries and reminders of another day keep their place. Digests have hours of
    their own (``worker.digests``).
    """
    return sum(
        follow_hours_of(user, session, settings, now)
        for zone, at, quiet_hours, planned_with in session.execute(_KINDS).all()
        if repr(hours_of(zone, at, quiet_hours, settings)) != planned_with
        for user in session.scalars(select(User).where(*_alike(zone, at, quiet_hours, planned_with)))
    )


# Users' hours are of few kinds: to find those that changed, not every user has to be looked at.
_HOURS = (User.timezone, User.remind_at, User.quiet_hours, User.planned_with)
_KINDS = select(User.timezone, User.remind_at, User.quiet_hours, User.planned_with).distinct()


def _alike(*values: object) -> list[ColumnElement[bool]]:
    return [column.is_not_distinct_from(value) for column, value in zip(_HOURS, values, strict=True)]


def follow_hours_of(user: User, session: Session, settings: Settings, now: datetime) -> int:
    """The same for one user."""
    hours = sending_hours(user, settings)
    if user.planned_with == (wanted := repr(hours)):
        return 0
    user.planned_with = wanted
    return _move(session, user, hours, now)


def _move(session: Session, user: User, hours: SendingHours, now: datetime) -> int:
    untried = (Reminder.user_id == user.id, SCHEDULED, Reminder.attempts == 0)
    reminders = session.scalars(select(Reminder).where(*untried, Reminder.kind != "digest")).all()
    for reminder in reminders:
        reminder.due_at = send_at(reminder.day, hours, now)
    return len(reminders)
