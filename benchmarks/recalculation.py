"""Working the dates of many open closures out again after a holiday notice, in one transaction.

By itself: ``python -m benchmarks.recalculation``. There is no peer; the promise is 10 seconds for 100,000
closures, and memory that does not grow with them.
"""

import json
import resource
import threading
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlalchemy import func, insert, select

from benchmarks.crowd import NAME, PLATFORM, ROUTE, new_installation, planning
from models.closure import Closure, Target
from models.planning import Planning
from models.round import Statement, WindowSource
from models.tables import HolidayNotice, Person, Reminder, Round, User
from scheduler.windows import parse
from worker.installation import Installation
from worker.recalculate import recalculate

CLOSURES = 100_000
CLOSURES_A_USER = 10
WINDOWS = (
    "3-5个工作日",
    "10个工作日",
    "30-45天",
    "7个工作日,5天",
    "每月10号前,5天",
    "约20天",
    "未说明",
    "1-2个月",
)
NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
FIRST_DAY, DAYS = date(2026, 11, 20), 90
"""Asked for on any of these days: before a notice comes, some wait for dates on both sides of New Year."""


def main() -> None:
    """Measure twice and print: with a notice as they come, and with one that moves every date."""
    for name, days_before in (("a notice as they come", 0), ("every closure moved, as none does", 3)):
        with new_installation(durable=True) as installation:
            _fill(installation, days_before)
            _measure(name, installation)


def _measure(name: str, installation: Installation) -> None:
    tracing, started = _Resident(), perf_counter()
    with tracing, installation.database.writing() as session:
        session.add(HolidayNotice(year=2027, text=_notice(), imported_at=NOW))
        done = recalculate(session, installation)
        seconds = perf_counter() - started
    with installation.database.reading() as session:
        messages = session.scalar(select(func.count()).where(Reminder.kind == "calendar"))
    print(f"{name}: {done.closures} closures in {seconds:.1f} s (goal 10 s), {tracing.grown} MB more memory")
    print(f"  {done.moved} of them moved; {messages} users are told")


class _Resident:
    """How far the process grew while the block lasted, looked at ten times a second."""

    def __enter__(self) -> None:
        self._ended = threading.Event()
        self._first = self._most = _resident()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    @property
    def grown(self) -> int:
        """Megabytes."""
        return self._most - self._first

    def _watch(self) -> None:
        while not self._ended.wait(0.1):
            self._most = max(self._most, _resident())


def _resident() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() >> 20


def _fill(installation: Installation, days_before: int) -> None:
    """Rows copied from one registration for each window and day, planned ``days_before`` too early."""
    plans = planning(NOW)
    with installation.database.writing() as session:
        samples = _samples(installation.user(session), plans, timedelta(days=days_before))
        session.rollback()
    users = [
        {"id": n, "name": f"user {n}", "planned_with": repr(plans.hours), "created_at": NOW}
        for n in range(10, 10 + CLOSURES // CLOSURES_A_USER)
    ]
    with installation.database.statement() as connection:
        connection.execute(insert(User), users)
        connection.execute(
            insert(Person),
            [{"id": u["id"], "user_id": u["id"], "name": "本人", "created_at": NOW} for u in users],
        )
        for first in range(1, CLOSURES + 1, 5_000):
            _insert(connection, range(first, first + 5_000), samples)


def _samples(
    user: User, plans: Planning, earlier: timedelta
) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    samples = []
    for number in range(len(WINDOWS) * DAYS):
        window, day = WINDOWS[number % len(WINDOWS)], FIRST_DAY + timedelta(days=number // len(WINDOWS))
        said = Statement(window, parse(window), WindowSource.STATED)
        closure = Closure.register(user.people[0], Target(PLATFORM, NAME, ROUTE), day, said, plans)
        if earlier and (check_on := closure.round.check_on):
            closure.round.check_on = check_on - earlier
            closure.round.plan_reminders(user.id, plans)
        reminders = [_columns(reminder) for reminder in closure.round.reminders]
        samples.append((_columns(closure.round), reminders))
    return samples


def _columns(record: Round | Reminder) -> dict[str, Any]:
    names = [column.key for column in record.__table__.columns if column.key not in ("id", "token")]
    return {name: getattr(record, name) for name in names}


def _insert(connection: Any, numbers: range, samples: list[Any]) -> None:
    closures, rounds, reminders = [], [], []
    for n in numbers:
        user, (latest, planned) = 10 + (n - 1) // CLOSURES_A_USER, samples[n % len(samples)]
        closures.append(
            {"id": n, "person_id": user, "platform": PLATFORM, "platform_name": NAME, "route": ROUTE}
            | {"requested_on": latest["day0"], "state": "waiting", "note": "", "created_at": NOW}
        )
        rounds.append(latest | {"id": n, "closure_id": n})
        reminders += [
            each | {"round_id": n, "user_id": user, "attempts": 0, "unfinished": 0} for each in planned
        ]
    for table, rows in ((Closure, closures), (Round, rounds), (Reminder, reminders)):
        connection.execute(insert(table), rows)


def _notice() -> str:
    """A year like those that were published: make-up days, and a New Year holiday that begins in December."""
    off = {"元旦": ("2027-01-01", 3), "春节": ("2027-02-05", 9), "清明节": ("2027-04-03", 3)}
    off |= {"劳动节": ("2027-05-01", 5), "端午节": ("2027-06-09", 1), "中秋节": ("2027-09-15", 1)}
    off |= {"国庆节": ("2027-10-01", 7)}
    days = [
        {"name": name, "date": (date.fromisoformat(day) + timedelta(k)).isoformat(), "isOffDay": True}
        for name, (day, count) in off.items()
        for k in range(count)
    ]
    days += [{"name": "春节", "date": day, "isOffDay": False} for day in ("2027-01-31", "2027-02-20")]
    return json.dumps({"year": 2027, "days": days})


if __name__ == "__main__":
    main()
