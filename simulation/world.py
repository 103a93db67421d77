"""One world from its seed: first anything may go wrong, then nothing does and all must have been kept."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from catalog.loading import Catalog
from catalog.notices import parse_notices
from config.i18n import N_
from models.session import DatabaseBusy, DatabaseUnusable
from models.tables import HolidayNotice
from scheduler.digest_weeks import A_WEEK, AHEAD, digest_day, digest_hours, weekly_hour
from scheduler.sending_hours import SendingHours, instant
from simulation.clock import SimulatedClock
from simulation.dates import check_on
from simulation.faults import Fault, Faults, Killed
from simulation.notices import drawn_notice
from simulation.people import People
from simulation.post import Post
from simulation.promises import ALIVE, DRAINED, Broken, Witness
from simulation.readers import Reader
from simulation.reckoning import reckon
from simulation.service import Service
from simulation.stage import BEGIN, COMMIT, READERS, Stage
from simulation.trace import Line, Trace
from worker.claim import LEASE
from worker.installation import Installation
from worker.recalculate import recalculate

A_DAY = timedelta(days=1)
FIRST = datetime(2026, 8, 20, tzinfo=UTC)
LAST_NOTICE = 2028
NOTICES = 4
"""As many different ones a year: a calendar takes longer to make than the rest of many a story."""
MOST_TURNS = 250
"""More turns in one world than any needs: one that does not come to rest is broken."""


@dataclass(frozen=True, slots=True)
class Story:
    """What became of a seed. ``lasted``: from its first instant to its last; ``trials``: by promise."""

    seed: int
    lines: list[Line]
    broken: list[Broken]
    trials: dict[str, int]
    faults: list[Fault]
    messages: int
    copies: int
    lasted: timedelta


class World:
    """Everything that is drawn from one seed."""

    def __init__(self, seed: int, stage: Stage, catalog: Catalog) -> None:
        self.seed, self.stage, self._catalog = seed, stage, catalog
        self.chance = Random(seed)  # noqa: S311 (a story, not a secret)
        self.years = self.chance.random() < 0.2
        span = self.chance.randrange(400, 900) if self.years else self.chance.randrange(12, 40)
        self.clock = SimulatedClock(FIRST + timedelta(minutes=self.chance.randrange(150 * 1440)))
        self._end = self.clock.true + span * A_DAY
        self._trace = Trace(self.clock)
        self.faults = Faults.drawn(self.chance)
        self.readers = {n: Reader(n, n) for n in range(1, self.chance.choice((1, 1, 1, 1, 2, READERS)) + 1)}
        self.witness = Witness(self._trace, self.readers)
        self.post, self.people = Post(self), People(self, acts=self.chance.randrange(1, 6))
        self._shared = self.chance.random() < 0.3
        self._database = stage.shared if self._shared else stage.alone
        self.installation = Installation(stage.settings, stage.alone, self.clock)
        self._services: list[Service] = []
        self._starts_at: list[tuple[datetime, str]] = []
        self._stack: list[Service] = []
        self._busy_until = self.clock.true
        self._notices: list[tuple[datetime, int]] = []
        self._turns = 0

    def run(self) -> Story:
        """Both phases."""
        started = self.clock.true
        self.stage.clear()
        self._begin()
        self.stage.watch = self._watch
        try:
            self._live_until(self._end)
            self._calm()
            self._drain()
        finally:
            self.stage.watch = lambda _what, _connection: None
            for service in self._services:
                service.deliverer.stop()
        if not self.witness.broken:
            reckon(self)
        return Story(
            self.seed,
            self._trace.lines,
            self.witness.broken,
            dict(self.witness.trials),
            self.faults.struck,
            self.witness.copies.total(),
            self.witness.copies.total() - len(self.witness.copies),
            self.clock.true - started,
        )

    def tell(self, text: str, **facts: object) -> None:
        """One line of the trace."""
        self._trace.tell(text, **facts)

    def working(self) -> Service:
        """Whose turn it is."""
        return self._stack[-1]

    def may_kill(self, service: Service, where: str) -> None:
        """SIGKILL strikes, or not."""
        if self.faults.strikes(Fault.KILL):
            self.tell(N_("worker {worker} is killed ({where})"), worker=service.name, where=where)
            raise Killed

    def may_freeze(self, service: Service) -> None:
        """SIGSTOP strikes, or not; then nothing moves in this worker while others go on."""
        if not self.faults.strikes(Fault.FREEZE):
            return
        seconds = self.chance.choice((5, 30, 70, 180))
        self.tell(N_("worker {worker} is frozen for {seconds} s"), worker=service.name, seconds=seconds)
        if seconds > LEASE.total_seconds():
            # The one thing in hand may be doubled: who takes over cannot know whether it is on its way.
            for _, message_id in service.in_hand:
                self.witness.unknown[message_id] += 1
        self.clock.pass_by(seconds)
        self._others_work(seconds)
        if self.chance.random() < 0.5:
            service.recovers()  # its own other thread may be the first to wake

    def meanwhile(self, service: Service) -> None:
        """What else may happen while a message is in hand."""
        if self.faults.strikes(Fault.MEANWHILE):
            self.clock.pass_by(1)
            self.people.act()
        self.may_freeze(service)
        if self.chance.random() < 0.3:
            service.deliverer.lanes.step()  # type: ignore[attr-defined]

    def ended(self, service: Service) -> None:
        """It was told to stop and did; another one starts later."""
        self._services.remove(service)
        self._start_later(service.name)

    def digests_planned_after(self, now: datetime) -> Iterator[datetime]:
        """When the next digest of each reader comes into sight: the worker has to be awake then."""
        for reader in self.readers.values():
            if (hour := weekly_hour(reader.digest)) is None:
                continue
            own = digest_hours(SendingHours(reader.zone), hour)
            days = (digest_day(reader.today(now) + k * A_WEEK, hour) for k in range(4))
            seen = (self.clock.true_at(instant(day, own)) - AHEAD for day in days)
            late = timedelta(minutes=10) * self.chance.random()
            yield next(moment for moment in seen if moment > now) + late

    def _begin(self) -> None:
        self.people.arrive(digests=not self.years and self.chance.random() < 0.2)
        span = self._end - self.clock.true
        self.people.acts_at += [self.clock.true + self.chance.random() * span for _ in range(2)]
        for name in ("A", "B") if self._shared else ("A",):
            self._start(name)
        for year in range(2027, LAST_NOTICE + 1):
            published = datetime(year - 1, 11, 1, tzinfo=UTC) + self.chance.random() * 60 * A_DAY
            if self.clock.true < published < self._end:
                self._notices.append((published, year))
            elif published >= self._end:
                break
            else:
                self._notices.append((self.clock.true, year))

    def _live_until(self, end: datetime) -> None:
        while (moment := self._next()) < end:
            self._step(moment)
            if self._too_many():
                return
        self.clock.move_to(end)

    def _next(self) -> datetime:
        known = [service.wakes_at for service in self._services]
        known += [moment for moment, _ in self._starts_at]
        known += [moment for moment, _ in self._notices]
        known += self.people.acts_at
        return min(known)

    def _step(self, moment: datetime) -> None:
        """The first thing that happens next."""
        self.clock.move_to(moment)
        now = self.clock.true
        if self._notices and self._notices[0][0] <= now:
            self._publish(self._notices.pop(0)[1])
        elif due := [each for each in self._starts_at if each[0] <= now]:
            self._starts_at.remove(due[0])
            self._start(due[0][1])
        elif acts := [at for at in self.people.acts_at if at <= now]:
            self.people.acts_at.remove(acts[0])
            self.people.act()
            self._somebody_may_look()
        elif awake := [service for service in self._services if service.wakes_at <= now]:
            self._clock_may_be_wrong()
            self._work(self.chance.choice(awake))

    def _work(self, service: Service) -> None:
        self._turns += 1
        self.witness.trials[ALIVE] += 1
        self._stack.append(service)
        try:
            service.turn()
        except Killed:
            self._bury(service)
        except (DatabaseBusy, DatabaseUnusable) as error:
            self.tell(N_("worker {worker} cannot start: {error}"), worker=service.name, error=error)
            self._bury(service)
        except Exception as error:
            self.witness.breaks(
                ALIVE, N_("BROKEN: worker {worker} ends with {error}"), worker=service.name, error=repr(error)
            )
            self._bury(service)
        finally:
            self._stack.remove(service)

    def _others_work(self, seconds: float) -> None:
        """The workers that are not in the middle of something; each has looked about within a lease."""
        for service in [each for each in self._services if each not in self._stack]:
            if seconds > LEASE.total_seconds():
                service.finds_leases_over()
                self._work(service)
            elif service.wakes_at <= self.clock.true + LEASE:
                self._work(service)

    def _bury(self, service: Service) -> None:
        for message_id in service.out:
            self.witness.unknown[message_id] += 1
        if service in self._services:
            self._services.remove(service)
        self._start_later(service.name)

    def _start_later(self, name: str) -> None:
        seconds = self.chance.choice((0, 30, 3600, 86400, 5 * 86400) if self.faults.left else (5, 60))
        self._starts_at.append((self.clock.true + timedelta(seconds=seconds), name))

    def _start(self, name: str) -> None:
        self.tell(N_("worker {worker} starts"), worker=name)
        self._services.append(Service(name, self, self._database, self._catalog))

    def _somebody_may_look(self) -> None:
        """What another process changed is seen at the next look at the latest, if it is due by then."""
        for service in self._services:
            service.looks_soon()

    def _clock_may_be_wrong(self) -> None:
        if self.faults.strikes(Fault.CLOCK):
            error = timedelta(hours=self.chance.choice((-24, -1, 1, 24)))
            self.tell(N_("the machine's clock is set wrong by {error}"), error=error)
            self.clock.set_wrong_by(error)
        elif self.clock.now() != self.clock.true and self.chance.random() < 0.5:
            self.clock.set_wrong_by(timedelta(0))
            self.tell(N_("the machine's clock is right again"))
            self._somebody_may_look()

    def _publish(self, year: int) -> None:
        text = drawn_notice(year, Random(self.chance.randrange(NOTICES)))  # noqa: S311 (a story, not a secret)
        self.tell(N_("the notice for {year} is imported"), year=year)
        parse_notices(text)
        try:
            with self.stage.alone.writing() as session:
                session.merge(HolidayNotice(year=year, text=text, imported_at=self.clock.now()))
                recalculate(session, self.installation)
                calendar = self.installation.calendar(session)
        except (DatabaseBusy, DatabaseUnusable) as error:
            self.tell(N_("that fails, and nothing has changed: {error}"), error=error)
            self._notices.insert(0, (self.clock.true + timedelta(minutes=5), year))
            return
        for matter in self.witness.matters.values():
            if matter.is_open:
                matter.move(check_on(matter.said, matter.day0, calendar))
        self._somebody_may_look()

    def _calm(self) -> None:
        """No faults any more: what is broken is mended, and nobody does anything."""
        self.tell(N_("from now on nothing goes wrong"))
        self.faults.end()
        self.clock.set_wrong_by(timedelta(0))
        self._busy_until = self.clock.true
        self.post.outages.clear()
        self.people.acts_at.clear()
        self._notices.clear()
        self._starts_at = [(self.clock.true, name) for _, name in self._starts_at]
        self.people.mend()
        self._somebody_may_look()

    def _drain(self) -> None:
        """Until nobody has anything more to do, but for digests: they go on for ever."""
        calm = self.clock.true
        digests = any(reader.digest != "off" for reader in self.readers.values())
        while (moment := self._next()) < (self._quiet(calm) if digests else moment + A_DAY):
            if not digests and moment > self.clock.true + 700 * A_DAY:
                return
            self._step(moment)
            if self._too_many():
                return
        self.clock.move_to(self._quiet(calm))

    def _quiet(self, calm: datetime) -> datetime:
        """When all must have been told of: a reader who is told may register one more."""
        last = max((m.asked_from for m in self.witness.matters.values()), default=calm)
        return max(last, calm) + 9 * A_DAY

    def _too_many(self) -> bool:
        if self._turns <= MOST_TURNS:
            return False
        self.witness.breaks(DRAINED, N_("BROKEN: the workers do not come to rest"))
        return True

    def _watch(self, what: str, connection: Connection) -> None:
        """A writing transaction begins or commits: of the worker whose turn it is, or of a person."""
        if what == BEGIN:
            self._begins()
        elif what == COMMIT:
            self._commits(connection)

    def _begins(self) -> None:
        if self.faults.strikes(Fault.BUSY):
            seconds = self.chance.choice((0.1, 3, 100))
            self.tell(N_("the database is locked for {seconds} s"), seconds=seconds)
            self._busy_until = self.clock.true + timedelta(seconds=seconds)
        if self.clock.true < self._busy_until:
            self.clock.pass_by(0.05)
            raise _error("database is locked", 5)
        if worker := self._worker():
            self.may_kill(worker, "begin")

    def _commits(self, connection: Connection) -> None:
        if worker := self._worker():
            self.may_kill(worker, "commit")
        if self.faults.strikes(Fault.UNSAVED):
            self.tell(N_("a commit fails"))
            raise _error("database or disk is full", 13)
        if worker and self.faults.strikes(Fault.DOUBTFUL):
            self.tell(N_("a commit is done and says it failed"))
            connection.connection.commit()
            raise _error("disk I/O error", 10)
        if worker and self.faults.strikes(Fault.KILL):
            connection.connection.commit()
            self.tell(N_("worker {worker} is killed ({where})"), worker=worker.name, where="committed")
            raise Killed

    def _worker(self) -> Service | None:
        """Whose transaction it is; None for a person's, who may act while a worker is in the middle of it."""
        return self._stack[-1] if self._stack and not self.people.at_work else None


def _error(text: str, code: int) -> OperationalError:
    """As SQLite and SQLAlchemy tell it."""
    error = sqlite3.OperationalError(text)
    error.sqlite_errorcode = code
    return OperationalError("", {}, error)
