"""The pipeline: release what is due, read it, say it, send it, write it down. The product's main job.

    release: claim (lease, token) -> lane of the channel
    deliver: read -> render -> still ours? -> send -> record

A crash between send and record sends once more: at least once, with the same Message-ID
(docs/architecture.md, "What a crash can do").
"""

import logging
import random
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, exists, or_, select

from catalog.loading import Catalog
from config.logging import described
from config.settings import Settings
from models.session import Database
from models.tables import Reminder
from notifiers.channels import open_notifier
from notifiers.digest import Edition, render_digest
from notifiers.message import Message, message_id
from notifiers.messages import render_due, render_test
from notifiers.notifier import Notifier
from notifiers.outcome import Outcome, Sent, Unreachable
from notifiers.outgoing import Outgoing
from scheduler.digest_weeks import week_name
from scheduler.sending_hours import not_in_quiet_hours
from worker.claim import DELIVERABLE, Batch, claim
from worker.clock import Clock, monotonic
from worker.crash_points import CrashPoints
from worker.digests import skip
from worker.key_file import KeyFile
from worker.keyring import UNREADABLE, Keyring
from worker.lanes import Lanes
from worker.letters import Letter
from worker.mailbag import Mailbag
from worker.outcomes import Try, attempt
from worker.preferences import outgoing_for
from worker.record import Recorder
from worker.recover import give_back, take_back

MOST_OUTSTANDING = 64
"""Messages claimed and not finished. Twice the lanes' threads: even if every send takes its whole time
limit, none waits in a lane until its lease is over."""
SHUTDOWN_SECONDS = 8.0
log = logging.getLogger(__name__)

_EARLIEST = select(Reminder.due_at).where(DELIVERABLE).order_by(Reminder.due_at).limit(1)


class Deliverer:
    """Delivers what is due. ``open_channel`` is replaced by tests and benchmarks only."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        settings: Settings,
        catalog: Catalog,
        open_channel: Callable[[str, dict[str, Any], Outgoing], Notifier] = open_notifier,
    ) -> None:
        self.database, self.clock, self.settings = database, clock, settings
        self._crash = CrashPoints(settings.crash_at)
        self._open_channel = open_channel
        self._outgoing = outgoing_for(settings, database, clock)
        self._keys = Keyring(KeyFile(settings.keys))
        self._mailbag = Mailbag(database, clock, settings, catalog)
        self._recorder = Recorder(database)
        self.lanes = Lanes(self.deliver)
        self.look_again: Callable[[], None] = lambda: None
        """Called when a failure made something due anew; the running scheduler hooks in here."""

    def next_due(self) -> datetime | None:
        """When the next reminder of anybody who can be reached is due."""
        with self.database.reading() as session:
            return session.connection().scalar(_EARLIEST)

    def release(self) -> int:
        """Claim all that is due and put it into its lanes, oldest first. Returns the number of messages."""
        messages = 0
        while (due_at := self.next_due()) is not None and due_at <= self.clock.now():
            self.lanes.wait(below=MOST_OUTSTANDING // 2)
            if self.lanes.stopping:
                break
            batches = self._claim(MOST_OUTSTANDING - self.lanes.outstanding) or self._claim_a_suspect()
            messages += len(batches)
            if not batches:
                break  # another worker was faster
        return messages

    def idle(self) -> bool:
        """Whether nothing is due and nothing is in hand."""
        busy = or_(Reminder.state == "claimed", and_(DELIVERABLE, Reminder.due_at <= self.clock.now()))
        with self.database.reading() as session:
            return not session.scalar(select(exists().where(busy)))

    def deliver(self, batch: Batch, *, by_hand: bool = False) -> None:
        """One message from claimed rows to a recorded outcome; ``by_hand`` in the quiet hours too."""
        letter = self._mailbag.take(batch)
        if letter is None:
            log.info("message %s dropped: answered, withdrawn or taken over meanwhile", batch.key)
            self._give_back([batch])  # nothing, or all if it was the channel that was removed
            return
        if letter.pointless is not None:
            self._skip(batch, letter)
            return
        if letter.empty:
            log.info("message %s dropped: what it was to tell is settled", batch.key)
            with self.database.statement() as connection:
                take_back(connection, batch.reminder_ids, batch.token)
            return
        if not by_hand and (until := _quiet_until(letter)) is not None:
            log.info("message %s waits for the end of the quiet hours", batch.key)
            self._give_back([batch], until)
            return
        started, name = monotonic(), message_id(batch.key, batch.channel_id, self.settings.operator)
        outcome = self._say(batch, letter, name)
        if outcome is None:
            log.warning("message %s dropped: its lease is over, another turn takes it", batch.key)
            self._give_back([batch])
            return
        self._crash.passing("sent-not-recorded")
        tried = Try(batch, letter, name, outcome, self.clock.now(), monotonic() - started)
        self._recorder.record(attempt(tried, random.random()))  # noqa: S311 (jitter, not a secret)
        self._crash.passing("recorded")
        _tell(tried)
        if not isinstance(outcome, Sent):
            self.look_again()  # the next channel's turn, or a retry before the next alarm

    def stop(self) -> None:
        """Finish the messages in hand, give back the others, write down what was sent."""
        try:
            self._give_back(self.lanes.stop(SHUTDOWN_SECONDS))
        finally:
            self._recorder.close()
            self._outgoing.close()

    def _give_back(self, unbegun: Sequence[Batch], until: datetime | None = None) -> None:
        with self.database.statement() as connection:
            for batch in unbegun:
                give_back(connection, batch.reminder_ids, batch.token, until)

    def _skip(self, batch: Batch, letter: Letter) -> None:
        assert letter.week is not None
        assert letter.pointless is not None
        said = week_name(letter.week.number), batch.user_id, letter.pointless
        log.info("digest %s of user %d skipped: %s", *said)
        with self.database.statement() as connection:
            skip(connection, letter.reminder_ids, batch.token, letter.pointless)

    def _claim_a_suspect(self) -> list[Batch]:
        """When nothing else is due or in hand: if this ends the process again, then only this is to blame."""
        self.lanes.wait()
        return self._claim(1, suspects=True)

    def _claim(self, rows: int, *, suspects: bool = False) -> list[Batch]:
        now, real_now = self.clock.now(), self.clock.real_now()
        with self.database.statement() as connection:
            batches = claim(connection, now, real_now, rows, suspects=suspects)
        self._crash.passing("claimed")
        self._mailbag.fill(batches)
        if unbegun := [batch for batch in batches if not self.lanes.put(batch)]:
            self._give_back(unbegun)
        return batches

    def _say(self, batch: Batch, letter: Letter, name: str) -> Outcome | None:
        try:
            message = _rendered(letter, name)
            self._crash.passing("rendered")
            if self.clock.real_now() >= batch.lease_until:
                return None
            return self._send(letter, message)
        except Exception as error:
            # One message that cannot be made must not hold up the others. It may even be out: not "refused".
            log.error("message %s failed within: %s", batch.key, described(error))
            return Unreachable(code="internal", reason=type(error).__name__)

    def _send(self, letter: Letter, message: Message) -> Outcome:
        config = self._keys.open(letter.channel_kind, letter.channel_config)
        if config is None:
            return UNREADABLE
        notifier = self._open_channel(letter.channel_kind, config, self._outgoing)
        try:
            return notifier.send(message)
        finally:
            notifier.close()


def _quiet_until(letter: Letter) -> datetime | None:
    """The end of the quiet hours that it is now: what downtime left behind wakes nobody."""
    now = letter.due.now
    end = not_in_quiet_hours(now, letter.hours)
    return end if end > now and not letter.test else None


def _rendered(letter: Letter, name: str) -> Message:
    due = letter.due
    if letter.digest is not None:
        return render_digest(Edition(letter.digest, due.reader, due.server, due.now, letter.picture), name)
    return render_test(due.reader, due.server, due.now, name) if letter.test else render_due(due, name)


def _tell(tried: Try) -> None:
    count = len(tried.letter.reminder_ids)
    if isinstance(tried.outcome, Sent):
        log.info("sent %d reminder(s) over channel %d", count, tried.batch.channel_id)
    else:
        said = f"{tried.outcome.code}: {tried.outcome.reason}"
        log.warning("channel %d did not take %d reminder(s): %s", tried.batch.channel_id, count, said)
