"""What recurs, and the one alarm that is set for the next due reminder. The only user of APScheduler.

APScheduler is a clock here and nothing more: rows are the truth, its memory holds no reminder
(docs/architecture.md, "Durability").
"""

import logging
import random
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from models.session import DatabaseBusy, DatabaseUnusable
from worker.answers import forget_answers
from worker.dead_man import ping
from worker.deliver import Deliverer
from worker.digests import plan_digests
from worker.follow_pulls import follow_plans
from worker.prune import prune
from worker.recover import recover
from worker.run_log import beat

CEILING = timedelta(seconds=30)
"""The longest sleep: so long may a row added by another process, or a jump of the clock, go unseen."""
FLOOR = timedelta(milliseconds=50)
"""A shorter wait is slept through: setting an alarm for it would cost more than it saves."""
BREATH = timedelta(milliseconds=1)
"""The shortest wait: what comes due within it is claimed together, which costs hardly more than one."""
LONGEST_PAUSE = timedelta(seconds=10)
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Recurring:
    """Something the worker does again and again, whatever is due."""

    name: str
    every: timedelta
    do: Callable[[Deliverer], object]


RECURRING = (
    Recurring("give back what dead workers held", timedelta(seconds=15), recover),
    Recurring("say that the worker is alive", CEILING, beat),
    Recurring("delete what ended long ago", timedelta(hours=1), prune),
    Recurring("tell the outside monitor that all is well", timedelta(minutes=1), ping),
    Recurring("follow the plans of reports", timedelta(minutes=10), follow_plans),
    Recurring("plan the weekly digests", timedelta(minutes=10), plan_digests),
    Recurring("forget answers that nobody asks for again", timedelta(hours=1), forget_answers),
)


class Jobs:
    """The running scheduler: releases what is due, sleeps until the next row, does what recurs."""

    def __init__(self, deliverer: Deliverer) -> None:
        self._deliverer = deliverer
        deliverer.look_again = self.wake
        self._turn, self._arming = threading.Lock(), threading.Lock()
        self._woken = False
        self._stopping = threading.Event()
        self._failures = 0
        # No misfire limit: late is better than never. Coalesce: what was slept through runs once.
        self._scheduler = BackgroundScheduler(
            timezone=UTC,
            executors={"default": ThreadPoolExecutor(4)},
            job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 2},
        )

    def start(self) -> None:
        """Begin with what is due now."""
        self._set_alarms()
        self._scheduler.start()
        threading.Thread(target=self._watch_the_clock, name="watch", daemon=True).start()

    def wake(self) -> None:
        """Look again at once: rows were added, or a simulated clock was moved."""
        with self._arming:
            self._woken = True
            self._arm(timedelta(0))

    def stop(self) -> None:
        """Ring no more alarms. What is in hand is the deliverer's to end."""
        with self._arming:
            self._stopping.set()
            # APScheduler's thread fails over an alarm that rings while it shuts down.
            self._scheduler.remove_all_jobs()
        self._scheduler.shutdown(wait=False)

    def _set_alarms(self) -> None:
        for work in RECURRING:
            every = work.every.total_seconds()
            self._scheduler.add_job(
                self._do, "interval", [work], seconds=every, id=work.name, replace_existing=True
            )
        self.wake()

    def _watch_the_clock(self) -> None:
        # APScheduler sleeps towards an instant: a clock that is set back would keep it asleep for as long.
        while not self._stopping.wait(CEILING.total_seconds()):
            if self._was_set_back():
                log.warning("the machine's clock was set back: looking again")
                self._set_alarms()

    def _was_set_back(self) -> bool:
        """Whether an alarm lies further ahead than it is ever set."""
        now, waits = self._deliverer.clock.real_now(), {work.name: work.every for work in RECURRING}
        alarms = self._scheduler.get_jobs()
        return any(alarm.next_run_time > now + max(waits.get(alarm.id, CEILING), CEILING) for alarm in alarms)

    def _arm(self, delay: timedelta) -> None:
        if not self._stopping.is_set():
            at = self._deliverer.clock.real_now() + delay
            self._scheduler.add_job(self._deliver, "date", run_date=at, id="deliver", replace_existing=True)

    def _deliver(self) -> None:
        with self._turn:  # one turn at a time
            self._woken = False
            try:
                delay = self._release_until_a_pause()
                self._failures = 0
            except (DatabaseBusy, DatabaseUnusable) as error:
                log.warning("looking for due reminders failed, trying again: %s", error)
                delay = self._pause()
            except Exception:
                log.exception("looking for due reminders failed, trying again")
                delay = self._pause()
            with self._arming:  # whoever woke us during this look is not made to wait for the next
                self._arm(timedelta(0) if self._woken else delay)

    def _release_until_a_pause(self) -> timedelta:
        while not self._stopping.is_set():
            self._deliverer.release()
            if (delay := self._until(self._deliverer.next_due())) > FLOOR:
                return delay
            self._stopping.wait(max(delay, BREATH).total_seconds())
        return CEILING

    def _until(self, due_at: datetime | None) -> timedelta:
        return CEILING if due_at is None else min(due_at - self._deliverer.clock.now(), CEILING)

    def _pause(self) -> timedelta:
        self._failures += 1
        longest = min(0.2 * 2**self._failures, LONGEST_PAUSE.total_seconds())
        return timedelta(seconds=longest * random.uniform(0.5, 1))  # noqa: S311 (jitter, not a secret)

    def _do(self, work: Recurring) -> None:
        try:
            work.do(self._deliverer)
        except (DatabaseBusy, DatabaseUnusable) as error:
            log.warning("%s failed, trying again later: %s", work.name, error)
