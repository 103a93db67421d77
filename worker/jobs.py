"""What recurs, and the one alarm that is set for the next due reminder. The only user of APScheduler.

APScheduler is a clock here and nothing more: rows are the truth, its memory holds no reminder
(docs/architecture.md, "Durability").
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, timedelta

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from models.session import DatabaseBusy, DatabaseUnusable
from worker.answers import forget_answers
from worker.backups import back_up_when_due
from worker.dead_man import ping
from worker.deliver import Deliverer
from worker.digests import plan_digests
from worker.follow_pulls import follow_plans
from worker.looks import CEILING, Looks
from worker.prune import prune
from worker.recover import recover
from worker.run_log import beat_unless_stuck
from worker.turns import is_our_turn

FLOOR = timedelta(milliseconds=50)
"""A shorter wait is slept through: setting an alarm for it would cost more than it saves."""
BREATH = timedelta(milliseconds=1)
"""The shortest wait: what comes due within it is claimed together, which costs hardly more than one."""
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Recurring:
    """Something the worker does again and again, whatever is due."""

    name: str
    every: timedelta
    do: Callable[[Deliverer], object]
    by_each: bool = False
    """Every node does it for itself; else one of them does it for all."""
    at_start: bool = False
    """Beside the first look, which does not wait for it: it goes through all users."""


RECURRING: tuple[Recurring, ...] = (
    Recurring("give back what dead workers held", timedelta(seconds=3), recover),
    Recurring("say that the worker is alive", CEILING, beat_unless_stuck, by_each=True),
    Recurring("delete what ended long ago", timedelta(hours=1), prune),
    Recurring("tell the outside monitor that all is well", timedelta(minutes=1), ping),
    Recurring("follow the plans of reports", timedelta(minutes=10), follow_plans, at_start=True),
    Recurring("plan the weekly digests", timedelta(minutes=10), plan_digests, at_start=True),
    # Seldom due, often looked at: a machine that is on for an hour a day is backed up too.
    Recurring("back up the database", timedelta(minutes=10), back_up_when_due),
    Recurring("forget answers that nobody asks for again", timedelta(hours=1), forget_answers),
)


class Jobs:
    """The running scheduler: releases what is due, sleeps until the next row, does what recurs."""

    def __init__(self, deliverer: Deliverer) -> None:
        self._deliverer = deliverer
        deliverer.look_again = self.wake
        self._looks = Looks(deliverer)
        self._turn, self._arming = threading.Lock(), threading.Lock()
        self._woken = False
        self._stopping = threading.Event()
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
            begun = {"next_run_time": self._deliverer.clock.real_now()} if work.at_start else {}
            self._scheduler.add_job(
                self._do, "interval", [work], seconds=every, id=work.name, replace_existing=True, **begun
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
        waits = {work.name: work.every for work in RECURRING}
        alarms = self._scheduler.get_jobs()
        now = self._deliverer.clock.real_now()  # read last: an alarm that is set meanwhile lies no further
        return any(alarm.next_run_time > now + max(waits.get(alarm.id, CEILING), CEILING) for alarm in alarms)

    def _arm(self, delay: timedelta) -> None:
        if not self._stopping.is_set():
            at = self._deliverer.clock.real_now() + delay
            self._scheduler.add_job(self._deliver, "date", run_date=at, id="deliver", replace_existing=True)

    def _deliver(self) -> None:
        with self._turn:  # one turn at a time
            if self._stopping.is_set():
                return
            self._woken = False
            delay = self._looks.look()
            while delay <= FLOOR and not self._stopping.wait(max(delay, BREATH).total_seconds()):
                delay = self._looks.look()
            with self._arming:  # whoever woke us during this look is not made to wait for the next
                self._arm(timedelta(0) if self._woken else delay)

    def _do(self, work: Recurring) -> None:
        try:
            if work.by_each or is_our_turn(self._deliverer.database, work.name, work.every):
                work.do(self._deliverer)
        except (DatabaseBusy, DatabaseUnusable) as error:
            log.warning("%s failed, trying again later: %s", work.name, error)
