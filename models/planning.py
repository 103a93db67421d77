"""What dates and reminders are worked out with; the doors and the worker hand it down."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from scheduler.cadence import Cadence
from scheduler.sending_hours import SendingHours
from scheduler.workdays import WorkCalendar

BEIJING = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class Planning:
    """The calendar, one user's sending hours and cadence, and the present instant."""

    calendar: WorkCalendar
    hours: SendingHours
    now: datetime
    check_after_days: int = 1
    cadence: Cadence = Cadence()

    @property
    def today(self) -> date:
        """The user's date."""
        return self.now.astimezone(ZoneInfo(self.hours.zone)).date()

    @property
    def beijing_today(self) -> date:
        """The platforms' date: day 0 is a Beijing date (Dates 1)."""
        return self.now.astimezone(BEIJING).date()
