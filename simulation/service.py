"""One worker process: it takes over, looks, sleeps, and may be killed, stopped or frozen anywhere."""

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from catalog.loading import Catalog
from config.i18n import N_
from models.session import Database, DatabaseBusy, DatabaseUnusable
from notifiers.message import Message
from notifiers.outcome import Outcome
from simulation.faults import Fault
from simulation.foresight import Answer, lease_ends
from simulation.lanes import SteppedLanes
from worker.backups import back_up_when_due
from worker.claim import LEASE
from worker.deliver import Deliverer
from worker.digests import plan_digests
from worker.engines.local import LocalEngine
from worker.follow_pulls import follow_plans
from worker.jobs import RECURRING
from worker.looks import CEILING, Looks
from worker.record import Attempt, commit
from worker.recover import recover
from worker.service import take_over

if TYPE_CHECKING:
    from simulation.world import World
    from worker.letters import Letter

FAR = timedelta(days=1000)
_WORK = tuple(work for work in RECURRING if work.do is not back_up_when_due)  # it is about files


class Delivering(Deliverer):
    """The deliverer as it is; it leaves a note about what each message is, and asks nothing twice."""

    in_hand: list[tuple["Letter", str]]
    due: Answer

    def next_due(self) -> datetime | None:
        """Asked only after something was written."""
        return self.due()

    def _send(self, letter: "Letter", message: Message) -> Outcome:
        self.in_hand.append((letter, message.message_id))
        try:
            return super()._send(letter, message)
        finally:
            self.in_hand.pop()


class Records:
    """Writes each attempt down at once: no threads to gather from. ``out``: what is not written yet."""

    def __init__(self, database: Database, wait: Callable[[float], bool], out: set[str]) -> None:
        self._database, self._out = database, out
        self._pause = wait
        self.held_up = False

    def record(self, attempt: Attempt) -> None:
        """Return when the attempt is committed."""
        commit(self._database, [attempt], self._wait)
        self.held_up = False
        self._out.difference_update(receipt["message_id"] for receipt in attempt.receipts)

    def close(self) -> None:
        """Nothing is left to be written."""

    def _wait(self, longest: float) -> bool:
        self.held_up = True
        return self._pause(longest)


class Service:
    """``wakes_at``: the true instant of its next look. ``in_hand``: what is being sent; ``out``: Message-IDs
    that have left and are not recorded."""

    def __init__(self, name: str, world: "World", database: Database, catalog: Catalog) -> None:
        self.name, self._world = name, world
        self.out: set[str] = set()
        engine = LocalEngine(Records(database, self._wait, self.out))
        settings, opens = world.stage.settings, world.post.open_channel
        made = Delivering(database, world.clock, settings, catalog, opens, engine=engine)
        self.in_hand: list[tuple[Letter, str]] = []
        made.in_hand = self.in_hand
        made.due = Answer(world.stage, partial(Deliverer.next_due, made))
        made.lanes = SteppedLanes(made.deliver, world.chance, self._goes_on)
        made.crash, made.jitter, made.look_again = self, world.chance.random, self._look_again
        self.deliverer, self._looks = made, Looks(made)
        self._lease_ends = Answer(world.stage, partial(lease_ends, database))
        self.wakes_at = world.clock.true
        self.stopping = False
        self._started = self._again = False
        self._out_at = 0.0
        self._held = True
        self._digests = any(reader.digest != "off" for reader in world.readers.values())
        self._last: defaultdict[str, float] = defaultdict(lambda: float("-inf"))

    def turn(self) -> None:
        """Wake up once, and find out when to wake up next. Raises Killed."""
        if not self._started:
            self._started = True
            take_over(self.deliverer)
        self._again = False
        self._do_what_recurs()
        sleep = self._looks.look()
        self.deliverer.lanes.wait()
        if self.stopping:
            self._stop()
        else:
            self._sleep(sleep)

    def looks_soon(self) -> None:
        """Something was changed by another process: the next of its looks at the earliest finds it."""
        soon = self._world.clock.true + CEILING * self._world.chance.random()
        if soon < self.wakes_at:
            self.wakes_at = min(self.wakes_at, max([soon, *self._dues()]))

    def finds_leases_over(self) -> None:
        """Its recovery, which comes round every few seconds, has something to do at its next turn."""
        self._held = True
        self._last.clear()

    def recovers(self) -> None:
        """What its other thread does while a lane is held up."""
        self._do(recover)

    def passing(self, name: str) -> None:
        """A crash point: it may die here, or be frozen."""
        self._world.may_kill(self, name)
        if name in ("claimed", "rendered"):
            self._world.may_freeze(self)

    def takes_time(self) -> None:
        """A send lasts, and what happens meanwhile happens."""
        # Lanes run side by side: what is begun within another's send adds nothing to its time.
        within = len(self.in_hand) > 1
        self._world.clock.pass_by(0.1 if within else self._world.chance.choice((0.1, 0.1, 2.0, 8.0)))
        self._world.meanwhile(self)

    def dies_here(self) -> None:
        """In mid-send."""
        self._world.may_kill(self, "sending")

    def is_out(self, message_id: str) -> None:
        """A message has left."""
        self.out.add(message_id)
        self._out_at = self._world.clock.monotonic()

    def knows_not(self, message_id: str) -> None:
        """It will never hear that the message arrived."""
        self._world.witness.unknown[message_id] += 1
        self.out.discard(message_id)

    def _do_what_recurs(self) -> None:
        now, chance = self._world.clock.monotonic(), self._world.chance
        for work in _WORK:
            if now - self._last[work.name] < work.every.total_seconds():
                continue
            # Most of it would find nothing to do: it is done where it matters, and now and then.
            if (
                (work.do is recover and self._held)
                or (work.do is plan_digests and self._digests)
                or (work.do is follow_plans and self._last[work.name] < 0)
                or chance.random() < 0.05
            ):
                self._last[work.name] = now
                self._do(work.do)

    def _do(self, work: Callable[[Deliverer], object]) -> None:
        try:
            work(self.deliverer)
        except (DatabaseBusy, DatabaseUnusable) as error:
            self._world.tell(N_("recurring work fails and is tried again later: {error}"), error=error)

    def _goes_on(self) -> bool:
        """Asked between two messages."""
        if self._world.faults.strikes(Fault.STOP):
            self._world.tell(N_("worker {worker} is told to stop"), worker=self.name)
            self.stopping = True
        self._world.meanwhile(self)
        return not self.stopping

    def _stop(self) -> None:
        try:
            self.deliverer.stop()
        except (DatabaseBusy, DatabaseUnusable) as error:
            self._world.tell(N_("what was not begun cannot be given back: {error}"), error=error)
        self._world.ended(self)

    def _wait(self, longest: float) -> bool:
        """The recorder's pause; the worker's other threads go on."""
        self._world.clock.pass_by(longest * (0.5 + self._world.chance.random() / 2))
        self._world.may_kill(self, "waiting")
        if self.stopping or self._is_taken_for_dead():
            for message_id in list(self.out):
                self.knows_not(message_id)
        if self._world.chance.random() < 0.3:
            self.recovers()
        return self.stopping

    def _is_taken_for_dead(self) -> bool:
        """Whether another worker may send what this one has sent and could not write down for so long."""
        waited = self._world.clock.monotonic() - self._out_at
        return self.deliverer.database.file is None and waited > LEASE.total_seconds()

    def _look_again(self) -> None:
        self._again = True

    def _sleep(self, sleep: timedelta) -> None:
        now = self._world.clock.true
        self._held = True
        if self._again or sleep < CEILING:
            self.wakes_at = now + (timedelta(0) if self._again else max(sleep, timedelta(0)))
            return
        # Looks that would find nothing are slept through: a year of them is a million.
        self.wakes_at = max(now + CEILING, min(self._next_changes(now)))

    def _next_changes(self, now: datetime) -> list[datetime]:
        world, late = self._world, timedelta(seconds=15 * self._world.chance.random())
        ends = self._lease_ends()
        changes = [now + FAR, *world.digests_planned_after(now)]
        self._held = ends is not None
        if ends is not None:
            changes.append(world.clock.true_at(ends) + late)
        return changes + self._dues()

    def _dues(self) -> list[datetime]:
        due = self.deliverer.next_due()
        return [] if due is None else [self._world.clock.true_at(due)]
