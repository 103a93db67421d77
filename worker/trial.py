"""A test message: through the real sender, and written down like everything that goes out."""

import uuid
from dataclasses import replace
from typing import Any

from models.tables import Channel, Reminder
from notifiers.channels import open_notifier
from notifiers.message import message_id
from notifiers.messages import render_test
from notifiers.outcome import Outcome, Sent
from notifiers.outgoing import Outgoing
from scheduler.sending_hours import local_date
from worker.claim import LEASE, Batch
from worker.clock import monotonic
from worker.installation import Installation
from worker.keyring import UNREADABLE, Keyring
from worker.letters import Letter, read
from worker.outcomes import Try, attempt
from worker.preferences import outgoing_for, sending_hours
from worker.record import write
from worker.recover import SET_ASIDE_AFTER


def send_test(installation: Installation, channel_id: int) -> Try:
    """Send one message over one channel, now, and return what came of it and how long it took.

    It is never repeated and waits for nothing, not even a budget (of which it takes its part). Taken, it ends
    the pause that refusals brought about; refused, it does not count towards one: somebody is looking at it.
    """
    batch = _claimed(installation, channel_id)
    now = installation.clock.now()
    with installation.database.reading() as session:
        letter = read(session.connection(), batch, installation.catalog(), installation.settings, now)
    assert letter is not None  # the row was written a moment ago, with this token
    name = message_id(batch.key, channel_id, installation.settings.operator)
    started = monotonic()
    outgoing = outgoing_for(installation.settings, installation.database, installation.clock)
    outcome = _send(letter, name, outgoing, installation.keys)
    tried = Try(batch, letter, name, outcome, installation.clock.now(), monotonic() - started)
    _write(installation, tried)
    return tried


def _claimed(installation: Installation, channel_id: int) -> Batch:
    """The row, claimed from the start, so that a running scheduler leaves it alone.

    One whose sender dies is set aside at once: a test nobody waits for any more is not sent again.
    """
    now, token = installation.clock.now(), uuid.uuid4().hex
    lease_until = installation.clock.real_now() + LEASE
    with installation.database.writing() as session:
        user = session.get_one(Channel, channel_id).user
        hours = sending_hours(user, installation.settings)
        row = Reminder(
            user_id=user.id,
            kind="test",
            ordinal=0,
            day=local_date(now, hours),
            due_at=now,
            state="claimed",
            channel_id=channel_id,
            token=token,
            lease_until=lease_until,
            batch=token,
            unfinished=SET_ASIDE_AFTER,
        )
        session.add(row)
        session.flush()
        return Batch(token, user.id, channel_id, (row.id,), token, lease_until, 0, now)


def _send(letter: Letter, name: str, outgoing: Outgoing, keys: Keyring) -> Outcome:
    due, config = letter.due, keys.open(letter.channel_kind, letter.channel_config)
    if config is None:
        return UNREADABLE
    notifier = open_notifier(letter.channel_kind, config, outgoing)
    try:
        return notifier.send(render_test(due.reader, due.server, due.now, name))
    finally:
        notifier.close()
        outgoing.close()


def _write(installation: Installation, tried: Try) -> None:
    """As any attempt, but a test has one only: it is sent, or it has failed."""
    written, sent = attempt(tried, jitter=0.0), isinstance(tried.outcome, Sent)
    final = {
        "state": "sent" if sent else "failed",
        "channel": tried.batch.channel_id,
        "due_at": None,
    }
    final_rows = tuple(row | final for row in written.becomes)
    resumed = (_resumed(tried),) if sent and tried.letter.refuses else ()
    standing = written.standing and replace(written.standing, refused=False)
    with installation.database.statement() as connection:
        write(connection, [replace(written, becomes=final_rows, events=resumed, standing=standing)])


def _resumed(tried: Try) -> dict[str, Any]:
    data = {"channel": tried.batch.channel_id, "by": "test"}
    return {
        "at": tried.at,
        "kind": "channel_resumed",
        "user_id": tried.batch.user_id,
        "closure_id": None,
        "data": data,
    }
