"""``digest --send``: this week's digest now and not at its hour, through the pipeline all messages take."""

import uuid
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from config.i18n import N_
from config.told import Told
from models.tables import Reminder, User
from scheduler.digest_weeks import week_name
from scheduler.routing import Purpose, in_order
from scheduler.sending_hours import local_date
from worker.claim import LEASE, Batch
from worker.deliver import Deliverer
from worker.digest_rows import Week, read_digest, week_of
from worker.digests import KIND, new_row
from worker.installation import Installation
from worker.preferences import sending_hours


class DigestRefused(Told):
    """This week's digest cannot be sent: it was sent, or there is no channel."""


class DigestInHand(Told):
    """A running scheduler is sending it at this moment."""


def send_digest(installation: Installation, user_id: int | None = None) -> Reminder | None:
    """Send the week's digest, in the quiet hours too, and return its row with what came of it.

    To the command line's user unless ``user_id`` is given.

    None when there is nothing to say. What a channel refuses for good goes to the next at once; what fails
    for a while stays scheduled, for the scheduler. Raises DigestRefused, DigestInHand.
    """
    if (batch := _claimed(installation, user_id)) is None:
        return None
    catalog, row_id = installation.catalog(), batch.reminder_ids[0]
    deliverer = Deliverer(installation.database, installation.clock, installation.settings, catalog)
    try:
        while batch is not None:
            deliverer.deliver(batch, by_hand=True)
            batch = _passed_on(installation, batch)
    finally:
        deliverer.stop()
    with installation.database.reading() as session:
        return session.get_one(Reminder, row_id)


def _this_week(user: User, installation: Installation) -> Week:
    hours = sending_hours(user, installation.settings)
    today = local_date(installation.clock.now(), hours)
    return week_of(today, today, user.digest_at, ZoneInfo(hours.zone), installation.settings)


def _claimed(installation: Installation, user_id: int | None) -> Batch | None:
    with installation.database.writing() as session:
        user = session.get_one(User, user_id) if user_id else installation.user(session)
        now = installation.clock.now()
        week = _this_week(user, installation)
        row = digest_of(session, user, week.number)
        _refuse(user, row, week)
        if not read_digest(session, user.id, week, now):
            return None
        if row is None:
            row = Reminder(**new_row(user.id, week.today, now))
            session.add(row)
        if row.state != "scheduled":
            row.channel_id, row.attempts = None, 0
        return _claim(session, row, _channel(user, row), installation)


def _channel(user: User, row: Reminder) -> int:
    usable = [channel.id for channel in in_order(user.channels, Purpose.DIGESTS)]
    return row.channel_id if row.channel_id in usable else usable[0]


def _refuse(user: User, row: Reminder | None, week: Week) -> None:
    if not user.channels:
        raise DigestRefused(N_("there is no channel to send it over; add one with: xiaohu channels add"))
    if all(channel.paused_at for channel in user.channels):
        raise DigestRefused(N_("every channel is paused; see xiaohu channels list, then channels resume"))
    if row and row.sent_at:
        raise DigestRefused(
            N_("the digest of {week} was sent on {day}; there is one a week"),
            week=week_name(week.number),
            day=row.sent_at.astimezone(week.zone).date(),
        )
    if row and row.state == "claimed":
        raise DigestInHand(N_("the scheduler is sending this week's digest at this moment"))


def _passed_on(installation: Installation, batch: Batch) -> Batch | None:
    """The same digest for the user's next channel, if the last one refused it for good."""
    with installation.database.writing() as session:
        row = session.get_one(Reminder, batch.reminder_ids[0])
        refused = row.state == "scheduled" and row.channel_id not in (None, batch.channel_id)
        return _claim(session, row, row.channel_id or 0, installation) if refused else None


def _claim(session: Session, row: Reminder, channel_id: int, installation: Installation) -> Batch:
    token, lease_until = uuid.uuid4().hex, installation.clock.real_now() + LEASE
    row.state, row.token, row.lease_until, row.channel_id = "claimed", token, lease_until, channel_id
    row.failure, row.unfinished = None, row.unfinished + 1
    session.flush()
    batch = row.batch or token
    return Batch(batch, row.user_id, channel_id, (row.id,), token, lease_until, row.attempts, row.due_at)


def digest_of(session: Session, user: User, week: int) -> Reminder | None:
    """The row of a user's digest of that ISO week."""
    mine = select(Reminder).where(Reminder.kind == KIND, Reminder.user_id == user.id)
    return session.scalar(mine.where(Reminder.ordinal == week))
