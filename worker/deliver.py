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

from sqlalchemy import and_, exists, literal_column, or_, select

from catalog.loading import Catalog
from config.logging import described
from config.settings import Settings
from models.reminder import CLAIMED
from models.session import Database
from models.tables import Reminder
from notifiers.channel_warning import render_channel_warning
from notifiers.channels import open_notifier
from notifiers.digest import Edition, render_digest
from notifiers.message import Message, message_id
from notifiers.messages import render_due, render_test
from notifiers.notifier import Notifier
from notifiers.outcome import Outcome, Sent, Unreachable
from notifiers.outgoing import Outgoing
from scheduler.digest_weeks import week_name
from worker.claim import DELIVERABLE, Batch, claim
from worker.clock import Clock, monotonic
from worker.crash_points import CrashPoints, Passed
from worker.dead_man import Monitor
from worker.digests import skip
from worker.engine import Engine
from worker.engines.local import LocalEngine
from worker.follow_pulls import any_may_wait, wait_for_pulls
from worker.key_file import KeyFile
from worker.keyring import UNREADABLE, Keyring
from worker.lanes import Lanes
from worker.letters import Letter
from worker.mailbag import Mailbag
from worker.outcomes import Try, attempt
from worker.preferences import outgoing_for
from worker.record import Recorder
from worker.recover import give_back, take_back
from worker.standing import REST, hangs, rests_until
from worker.waits import wait

SHUTDOWN_SECONDS = 8.0
log = logging.getLogger(__name__)

_ONE: Any = literal_column("1")
_EARLIEST = select(Reminder.due_at).where(DELIVERABLE).order_by(Reminder.due_at).limit(_ONE)


class Deliverer:
    """Delivers what is due.

    ``open_channel`` is replaced by tests and benchmarks only; ``lanes``, ``engine``, ``crash`` and
    ``jitter`` by simulations too (docs/reliability.md).
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        settings: Settings,
        catalog: Catalog,
        open_channel: Callable[[str, dict[str, Any], Outgoing], Notifier] = open_notifier,
        *,
        engine: Engine | None = None,
    ) -> None:
        self.database, self.clock, self.settings = database, clock, settings
        self.crash: Passed = CrashPoints(settings.crash_at)
        self.jitter: Callable[[], float] = random.random
        self._open_channel = open_channel
        self._outgoing = outgoing_for(settings, database, clock)
        self._keys = Keyring(KeyFile(settings.keys))
        self._mailbag = Mailbag(database, clock, settings, catalog)
        self._asker = database.asker()
        self.engine = engine or LocalEngine(Recorder(database))
        self.lanes = Lanes(self.deliver)
        self.monitor = Monitor(settings.ping_url.get_secret_value(), self._outgoing)
        self.looked_at: float | None = None
        """When nothing was due, or what was due could be claimed, in monotonic seconds."""
        self.awaited: datetime | None = None
        """What was due next when the last release ended."""
        self.stuck = False
        """Whether the last look for what is due failed: then nothing goes out."""
        self.look_again: Callable[[], None] = lambda: None
        """Called when a failure made something due anew; the running scheduler hooks in here."""

    def next_due(self) -> datetime | None:
        """When the next reminder of anybody who can be reached is due."""
        with self._asker.connection() as connection:
            earliest = connection.scalar(_EARLIEST)
        if earliest is None or earliest > self.clock.now():
            self.looked_at = monotonic()
        return earliest

    def release(self) -> int:
        """Claim all that is due and give it out, oldest first. Returns the number of messages."""
        messages = 0
        while self._is_due():
            room = self.engine.room(self.lanes)
            if self.lanes.stopping:
                break
            moved = self._wait_for_pulls(room)
            batches = self._claim(room) or ([] if moved else self._claim_a_suspect())
            messages += len(batches)
            if not batches and not moved:
                break  # another worker was faster
        return messages

    def _is_due(self) -> bool:
        self.awaited = self.next_due()
        return self.awaited is not None and self.awaited <= self.clock.now()

    def idle(self) -> bool:
        """Whether nothing is due and nothing is in hand."""
        busy = or_(CLAIMED, and_(DELIVERABLE, Reminder.due_at <= self.clock.now()))
        with self.database.reading() as session:
            return not session.scalar(select(exists().where(busy)))

    def deliver(self, batch: Batch, *, by_hand: bool = False) -> None:
        """One message from claimed rows to a recorded outcome; ``by_hand`` in the quiet hours too."""
        letter = self._mailbag.take(batch)
        if letter is None:
            log.info("dropped: answered, withdrawn or taken over meanwhile", extra=_about(batch))
            self._give_back([batch])  # nothing, or all if the channel was removed or paused
            return
        if self._taken_back(batch, letter) or (not by_hand and self._put_off(batch, letter)):
            return
        started = self.clock.monotonic()
        name = message_id(batch.key, batch.channel_id, self.settings.operator)
        outcome = self._say(batch, letter, name)
        if outcome is None:
            log.warning("dropped: its lease is over, another turn takes it", extra=_about(batch))
            self._give_back([batch])
            return
        self.crash.passing("sent-not-recorded")
        tried = Try(batch, letter, name, outcome, self.clock.now(), self.clock.monotonic() - started)
        self.engine.record(attempt(tried, self.jitter()))
        self.crash.passing("recorded")
        _tell(tried)
        self._mind(tried)

    def start(self) -> None:
        """Take what other processes release, where there are any."""
        self.engine.start(self.lanes, self.begin)

    def begin(self, batches: Sequence[Batch]) -> None:
        """Read what is to be said and put it into the lanes; what they do not take is given back."""
        if not batches:
            return
        self._mailbag.fill(batches)
        if unbegun := [batch for batch in batches if not self.lanes.put(batch)]:
            self._give_back(unbegun, None if self.lanes.stopping else self.clock.now() + REST)

    def stop(self) -> None:
        """Finish the messages in hand, give back the others, write down what was sent."""
        try:
            self.lanes.close()
            self.engine.stop()
            self._give_back(self.lanes.stop(SHUTDOWN_SECONDS))
        finally:
            self.engine.close()
            self._mailbag.close()
            self._asker.close()
            self._outgoing.close()

    def _give_back(
        self, unbegun: Sequence[Batch], until: datetime | None = None, why: str | None = None
    ) -> None:
        self._mailbag.drop(unbegun)
        with self.database.statement() as connection:
            for batch in unbegun:
                give_back(connection, batch.reminder_ids, batch.token, until, why)

    def _taken_back(self, batch: Batch, letter: Letter) -> bool:
        """Whether there is nothing to say any more."""
        if letter.pointless is not None:
            self._skip(batch, letter)
        elif letter.empty:
            log.info("dropped: what it was to tell is settled", extra=_about(batch))
            with self.database.statement() as connection:
                take_back(connection, batch.reminder_ids, batch.token)
        return letter.pointless is not None or letter.empty

    def _put_off(self, batch: Batch, letter: Letter) -> bool:
        """Whether it has to wait; then it is given back, and claimed again with what has come due since."""
        waits = wait(self.database, letter, batch.channel_id, self.clock.now())
        if waits is not None:
            log.info("waits for %s", waits.what, extra=_about(batch))
            self._give_back([batch], waits.until, waits.failure)
        return waits is not None

    def _mind(self, tried: Try) -> None:
        """What an answer means for the rest of the lane and for the next look."""
        channel_id = tried.batch.channel_id
        self.lanes.mark(channel_id, slow=hangs(tried.outcome))
        until = rests_until(tried.outcome, tried.at)
        if until and (waiting := self.lanes.empty(channel_id)):
            log.info("%d message(s) wait for channel %d, which rests", len(waiting), channel_id)
            self._give_back(waiting, until)
        if not isinstance(tried.outcome, Sent):
            self.look_again()  # the next channel's turn, or a retry before the next alarm

    def _skip(self, batch: Batch, letter: Letter) -> None:
        assert letter.week is not None
        assert letter.pointless is not None
        said = week_name(letter.week.number), batch.user_id, letter.pointless
        log.info("digest %s of user %d skipped: %s", *said, extra=_about(batch))
        with self.database.statement() as connection:
            skip(connection, letter.reminder_ids, batch.token, letter.pointless)

    def _wait_for_pulls(self, rows: int) -> int:
        """Checks that are due and better wait for a later report, among what would be claimed now."""
        now = self.clock.now()
        with self._asker.connection() as connection:
            if not any_may_wait(connection, now, rows):
                return 0
        with self.database.writing() as session:
            return wait_for_pulls(session, now, rows, self.settings)

    def _claim_a_suspect(self) -> list[Batch]:
        """When nothing else is due or in hand: if this ends the process again, then only this is to blame."""
        return self._claim(1, suspects=True) if self.engine.alone(self.lanes) else []

    def _claim(self, rows: int, *, suspects: bool = False) -> list[Batch]:
        now, real_now = self.clock.now(), self.clock.real_now()
        with self.database.statement() as connection:
            batches = claim(connection, now, real_now, rows, suspects=suspects)
            self.engine.release(connection, batches)
        self.looked_at = monotonic()
        self.crash.passing("claimed")
        self.begin(self.engine.take(batches))
        return batches

    def _say(self, batch: Batch, letter: Letter, name: str) -> Outcome | None:
        try:
            message = _rendered(letter, name)
            self.crash.passing("rendered")
            if self.clock.real_now() >= batch.lease_until:
                return None
            return self._send(letter, message)
        except Exception as error:
            # One message that cannot be made must not hold up the others. It may even be out: not "refused".
            log.error("failed within: %s", described(error), extra=_about(batch))
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


def _rendered(letter: Letter, name: str) -> Message:
    due = letter.due
    if letter.digest is not None:
        edition = Edition(letter.digest, due.reader, due.server, due.now, letter.stop, letter.picture)
        return render_digest(edition, name)
    if letter.paused is not None:
        return render_channel_warning(letter.paused, due.reader, due.server, due.now, name)
    return render_test(due.reader, due.server, due.now, name) if letter.test else render_due(due, name)


def _about(batch: Batch) -> dict[str, dict[str, object]]:
    return {"ids": batch.ids}


def _tell(tried: Try) -> None:
    count, about = len(tried.letter.reminder_ids), _about(tried.batch)
    about["ids"] |= {"message_id": tried.message_id, "seconds": round(tried.seconds, 3)}
    if isinstance(tried.outcome, Sent):
        log.info("sent %d reminder(s) over channel %d", count, tried.batch.channel_id, extra=about)
    else:
        said = f"{tried.outcome.code}: {tried.outcome.reason}"
        log.warning(
            "channel %d did not take %d reminder(s): %s", tried.batch.channel_id, count, said, extra=about
        )
