"""The scheduler as a process: one per SQLite file, started, run until told to stop, or run once."""

import fcntl
import gc
import logging
import os
import random
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from config.i18n import N_
from config.told import Told
from models.session import Database, DatabaseBusy
from worker.backups import back_up_when_due
from worker.clock import pause
from worker.dead_man import ping
from worker.deliver import Deliverer
from worker.digests import plan_digests, settle_due_digests
from worker.follow_calendar import follow_calendar
from worker.follow_hours import follow_changed_hours
from worker.follow_pulls import follow_plans
from worker.jobs import Jobs
from worker.key_file import KeyFile
from worker.prune import prune
from worker.recover import recover, release_all
from worker.run_log import beat, begin

log = logging.getLogger(__name__)


class SchedulerRunning(Told):
    """Another scheduler works on the same SQLite file."""


@contextmanager
def only_scheduler(database: Database) -> Iterator[None]:
    """Hold the database's scheduler lock. Raises SchedulerRunning. A process that dies lets go of it."""
    if database.file is None:
        yield  # PostgreSQL: leases keep several workers apart
        return
    handle = os.open(f"{database.file}.scheduler.lock", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        _lock(handle, database.file)
        yield
    finally:
        os.close(handle)


def _lock(handle: int, file: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise SchedulerRunning(
            N_("another scheduler is already running on {file}; stop it first, or leave it to its work"),
            file=file,
        ) from None


def run_once(deliverer: Deliverer) -> str:
    """Send what is due now, for cron users. Returns a line that says how things stand."""
    with only_scheduler(deliverer.database):
        try:
            take_over(deliverer)
            follow_plans(deliverer)
            plan_digests(deliverer)
            while deliverer.release():  # again for what a channel refused and the next one takes
                deliverer.lanes.wait()
            prune(deliverer)
            back_up_when_due(deliverer)
            said = beat(deliverer)
            ping(deliverer)
            return said
        finally:
            deliverer.stop()


def run_until_told(deliverer: Deliverer) -> None:
    """The service: until SIGTERM or SIGINT, then ends within ten seconds."""
    told = threading.Event()

    def tell(_signal: int, _frame: FrameType | None) -> None:
        told.set()

    signal.signal(signal.SIGTERM, tell)
    signal.signal(signal.SIGINT, tell)
    with running(deliverer):
        told.wait()
        log.info("stopping: finishing the messages in hand")


@contextmanager
def running(deliverer: Deliverer) -> Iterator[Jobs]:
    """The scheduler at work while the block lasts."""
    with only_scheduler(deliverer.database):
        _take_over_in_turn(deliverer)
        # What is loaded by now stays: looking through it again and again would hold up what is due.
        gc.freeze()
        deliverer.start()
        jobs = Jobs(deliverer)
        jobs.start()
        try:
            yield jobs
        finally:
            jobs.stop()
            deliverer.stop()


def _take_over_in_turn(deliverer: Deliverer) -> None:
    """Of several nodes that start at once the first may have much to follow: the others wait for it."""
    while True:
        try:
            take_over(deliverer)
            beat(deliverer)
            return
        except DatabaseBusy:
            if deliverer.database.is_sqlite:
                raise
            log.info("another node is following what changed; waiting for it")
            pause(random.uniform(0.5, 1))  # noqa: S311 (jitter, not a secret)


def take_over(deliverer: Deliverer) -> None:
    """What a worker does first: follow what changed while none ran, give back what its forerunner held."""
    begin(deliverer)
    if (keys := KeyFile(deliverer.settings.keys)).exposed():
        log.warning("others on this machine may read the key file: chmod 600 %s", keys.path)
    if count := follow_changed_hours(deliverer.database, deliverer.settings, deliverer.clock.now()):
        log.info("%d reminder(s) moved to the new sending hours", count)
    follow_calendar(deliverer)
    settle_due_digests(deliverer)
    if deliverer.database.file is None:
        recover(deliverer)
        return
    # Holding the file's lock means that whoever claimed these rows is dead: no need to wait for the leases.
    with deliverer.database.statement() as connection:
        if count := release_all(connection, deliverer.clock.now()):
            log.warning("%d reminder(s) were in hand when the last run ended and are tried again", count)
