"""What a user prefers, with the installation's settings where nothing was said."""

from datetime import datetime, time

from config.preferences import quiet
from config.settings import Settings
from models.planning import Planning
from models.session import Database
from models.tables import User
from notifiers.networks import read_networks
from notifiers.outgoing import Outgoing
from scheduler.cadence import Cadence, cadence
from scheduler.digest_weeks import WeeklyHour, weekly_hour
from scheduler.sending_hours import SendingHours
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
