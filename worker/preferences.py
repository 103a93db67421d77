"""What a user prefers, with the installation's settings where nothing was said."""

from datetime import datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from config.settings import Settings
from models.planning import Planning
from models.session import Database
from models.tables import Reminder, User
from notifiers.networks import read_networks
from notifiers.outgoing import Outgoing
from scheduler.digest_weeks import WeeklyHour, weekly_hour
from scheduler.sending_hours import SendingHours, send_at
from scheduler.workdays import WorkCalendar
from worker.allowed_networks import OpenedNetworks


def outgoing_for(settings: Settings, database: Database) -> Outgoing:
    """What every sender of this process shares."""
    return Outgoing(OpenedNetworks(read_networks(settings.allowed_networks), database))


def sending_hours(user: User, settings: Settings) -> SendingHours:
    """The user's zone, hour and quiet hours."""
    return hours_of(user.timezone, user.remind_at, settings)


def hours_of(zone: str | None, at: time | None, settings: Settings) -> SendingHours:
    """The same from a row: what the user chose, or the installation's."""
    quiet_from, quiet_to = settings.quiet or (None, None)
    return SendingHours(zone or settings.timezone, at or settings.remind_at, quiet_from, quiet_to)


def digest_hour(chosen: str | None, settings: Settings) -> WeeklyHour | None:
    """When a user's weekly digest comes: what the user chose, or the installation's; None for never."""
    return weekly_hour(chosen or settings.digest_at)


def planning_for(user: User, settings: Settings, calendar: WorkCalendar, now: datetime) -> Planning:
    """What this user's dates and reminders are worked out with at ``now``."""
    return Planning(calendar, sending_hours(user, settings), now, settings.check_after_days)


def follow_changed_hours(session: Session, settings: Settings, now: datetime) -> int:
    """Move the scheduled reminders of users whose hours are not those they were planned with.

    Returns how many moved. Retries and reminders of another day keep their place. Digests have hours of
    their own (``worker.digests``).
    """
    moved = 0
    for user in session.scalars(select(User)):
        hours = sending_hours(user, settings)
        if user.planned_with != (wanted := repr(hours)):
            moved += _move(session, user, hours, now)
            user.planned_with = wanted
    return moved


def _move(session: Session, user: User, hours: SendingHours, now: datetime) -> int:
    untried = (Reminder.user_id == user.id, Reminder.state == "scheduled", Reminder.attempts == 0)
    reminders = session.scalars(select(Reminder).where(*untried, Reminder.kind != "digest")).all()
    for reminder in reminders:
        reminder.due_at = send_at(reminder.day, hours, now)
    return len(reminders)
