"""The weekly digest at a door: its week, its message as it would leave now, and what became of past ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from config.i18n import N_
from desk.wording import _, spoken
from models.tables import Reminder
from notifiers.digest import Edition, render_digest
from notifiers.due import Detail, Reader, Server
from scheduler.digest_weeks import digest_day, week_name, week_number
from worker.digest_now import digest_of
from worker.digest_picture import can_draw, draw_digest
from worker.digest_rows import MONDAY, Week, read_digest, week_of
from worker.digests import KIND, NOTHING, OVER
from worker.preferences import digest_hour

if TYPE_CHECKING:
    from desk.desk import Desk
    from notifiers.message import Message

MOST_PAST = 12
_STATES = {
    "scheduled": N_("waiting for its hour"),
    "claimed": N_("being sent"),
    "sent": N_("sent"),
    "failed": N_("could not be delivered"),
    "cancelled": N_("not sent"),
}
_WHY = {OVER: N_("its week was over"), NOTHING: N_("there was nothing to say")}


@dataclass(frozen=True, slots=True)
class PastWeek:
    """A digest that was planned: ``at`` is the instant it was sent at, or is planned for."""

    name: str
    on: date
    state: str
    said: str
    at: datetime
    why: str


def week_at(day: date, desk: Desk) -> Week:
    """The week of that day; another week than this is seen from the day of its digest."""
    settings, chosen = desk.installation.settings, desk.user.digest_at
    on = digest_day(day, digest_hour(chosen, settings) or MONDAY)
    today = desk.today if week_number(day) == week_number(desk.today) else on
    return week_of(on, today, chosen, desk.zone, settings)


def digest_message(week: Week, desk: Desk, detail: Detail = "full", *, drawn: bool = False) -> Message | None:
    """The message as it would leave now; None where there is nothing to say. ``drawn``: as mail has it, with
    its picture where this machine can draw it."""
    settings = desk.installation.settings
    facts = read_digest(desk.session, desk.user.id, week, desk.now)
    if not facts:
        return None
    locale = desk.user.locale or settings.locale
    picture = None
    if drawn and detail == "full" and can_draw():
        calendar = desk.installation.calendar(desk.session)
        picture = draw_digest(facts, calendar, locale)
    server = Server(settings.operator, settings.base_url)
    reader = Reader(locale, week.zone, detail)
    return render_digest(Edition(facts, reader, server, desk.now, picture=picture), "")


def when_sent(week: Week, desk: Desk) -> str:
    """Whether this week's digest was sent, or when it is."""
    row = digest_of(desk.session, desk.user, week.number)
    if row is None or row.state not in ("sent", "scheduled"):
        return _("This is a preview; nothing is sent.")
    moment = moment_of(row.sent_at or row.due_at, desk)
    if row.state == "sent":
        return _("This week's digest was sent on {moment}; this is how things stand now.", moment=moment)
    return _("This is a preview; the digest is sent on {moment}.", moment=moment)


def nothing_to_say() -> str:
    """Why there is no digest."""
    return _("There is nothing to say: nothing is open, nothing was verified, every channel works.")


def undelivered(row: Reminder) -> str:
    """What became of a digest that was to be sent at once and was not."""
    if row.state == "scheduled":
        return _("the digest did not get through and is tried again: {failure}", failure=row.failure)
    return _("the digest could not be delivered: {failure}", failure=row.failure)


def past_weeks(desk: Desk) -> Sequence[PastWeek]:
    """The last digests that were planned, the newest first."""
    mine = select(Reminder).where(Reminder.user_id == desk.user.id, Reminder.kind == KIND)
    rows = desk.session.scalars(mine.order_by(Reminder.ordinal.desc()).limit(MOST_PAST))
    return [_past(row) for row in rows]


def moment_of(instant: datetime, desk: Desk) -> str:
    """Day and hour at the user's place."""
    at = instant.astimezone(desk.zone)
    return f"{spoken().day(at.date(), desk.today)} {at:%H:%M}"


def _past(row: Reminder) -> PastWeek:
    why = row.failure or ""
    return PastWeek(
        week_name(row.ordinal),
        row.day,
        row.state,
        _(_STATES[row.state]),
        row.sent_at or row.due_at,
        _(_WHY[why]) if why in _WHY else why,
    )
