"""Which week's digest is meant by a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from scheduler.digest_weeks import digest_day, week_number
from worker.digest_rows import MONDAY, week_of
from worker.preferences import digest_hour

if TYPE_CHECKING:
    from desk.desk import Desk
    from worker.digest_rows import Week


def week_with(day: date, desk: Desk) -> Week:
    """The week of that day; another week than this is seen from the day of its digest."""
    settings, chosen = desk.installation.settings, desk.user.digest_at
    on = digest_day(day, digest_hour(chosen, settings) or MONDAY)
    today = desk.today if week_number(day) == week_number(desk.today) else on
    return week_of(on, today, chosen, desk.zone, settings)
