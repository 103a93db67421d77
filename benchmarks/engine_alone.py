"""How late the engine alone is, and APScheduler with its jobs in a file: nothing to read, say or send."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from benchmarks.crowd import FIRST, add_crowd, new_installation
from benchmarks.job_store import job_store
from benchmarks.lateness import Journal, by_next_row, due_after, late, wait_for
from notifiers.message import message_id
from notifiers.outcome import Sent
from worker.claim import Batch, claim
from worker.clock import SystemClock
from worker.deliver import Deliverer
from worker.installation import Installation
from worker.letters import Letter
from worker.mailbag import Mailbag
from worker.outcomes import Try, attempt
from worker.record import write

ALONE = "xiaohu, claimed and recorded alone"
IN_A_FILE = "APScheduler, one job per reminder, in a file"
HOW = """
Beside them the worker with its lanes and its recorder, but nothing read, rendered or sent in between (late is
the instant at which the lane begins), and APScheduler with its jobs where they survive a restart, as ours do:
SQLAlchemyJobStore on SQLite (WAL, synchronous NORMAL).
"""


class Alone(Deliverer):
    """Records every message as sent at once."""

    journal: Journal
    like: Letter

    def begin(self, batches: Sequence[Batch]) -> None:
        """Without reading the letters."""
        for batch in batches:
            self.lanes.put(batch)

    def deliver(self, batch: Batch, *, by_hand: bool = False) -> None:
        """Without rendering and sending."""
        del by_hand
        now = self.clock.now()
        self.journal.sent[batch.reminder_ids[0] - FIRST] = now
        letter = replace(self.like, reminder_ids=batch.reminder_ids, closure_ids=batch.reminder_ids)
        name = message_id(batch.key, batch.channel_id, self.settings.operator)
        self.engine.record(attempt(Try(batch, letter, name, Sent(), now, 0.0), 0.5))


def engine_alone(after: list[timedelta]) -> list[float]:
    """How late each one was."""
    with new_installation(durable=False) as installation:
        journal = Journal(installation.clock)
        alone = Alone(
            installation.database,
            installation.clock,
            installation.settings,
            installation.catalog(),
            journal.open_channel,
        )
        alone.journal, alone.like = journal, _any_letter(installation)
        due = due_after(installation.clock, after)
        add_crowd(installation, due)
        with by_next_row(alone):
            wait_for(due, journal.sent)
        return late(due, journal.sent)


def _any_letter(installation: Installation) -> Letter:
    """That of a reminder which is sent then."""
    now = installation.clock.now()
    add_crowd(installation, [now - timedelta(seconds=1)], first=FIRST - 1)
    mailbag = Mailbag(
        installation.database, installation.clock, installation.settings, installation.catalog()
    )
    with installation.database.statement() as connection:
        [batch] = claim(connection, now, installation.clock.real_now())
    mailbag.fill([batch])
    letter = mailbag.take(batch)
    mailbag.close()
    assert letter is not None
    with installation.database.statement() as connection:
        write(connection, [attempt(Try(batch, letter, "<any>", Sent(), now, 0.0), 0.5)])
    return letter


_CLOCK = SystemClock()
_RAN: dict[int, datetime] = {}


def jobs_in_a_file(after: list[timedelta]) -> list[float]:
    """The same with a job for each."""
    _RAN.clear()
    with new_installation(durable=False) as installation:
        due = due_after(installation.clock, after)
        with job_store(installation.settings.data_dir, "NORMAL") as store:
            store.add(due, ran)
            store.scheduler.resume()
            wait_for(due, _RAN)
    return late(due, _RAN)


def ran(number: int) -> None:
    """What each job does."""
    _RAN[number] = _CLOCK.now()
