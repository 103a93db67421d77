"""Working the dates of many open closures out again after a holiday notice, in one transaction.

The promise is 10 seconds for 100,000 closures, and memory that does not grow with them. There is no peer to
run beside it: the same with 10,000 closures stands there.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

from sqlalchemy import Connection, func, insert, select

from benchmarks.crowd import NAME, PLATFORM, ROUTE, installation_in, planning
from benchmarks.figure import Figure, prose, seconds
from benchmarks.rounds import in_turn, ratio
from models.closure import Closure, Target
from models.planning import Planning
from models.record import Record
from models.round import Statement, WindowSource
from models.tables import HolidayNotice, Person, Reminder, Round, User
from scheduler.windows import parse
from worker.follow_hours import planned_with
from worker.installation import Installation
from worker.recalculate import recalculate

FEW, TIMES = 10_000, 10
"""Closures written one by one, and how often they are copied for the large installation."""
MANY = FEW * TIMES
CLOSURES_A_USER = 10
FIRST_USER = 1000
GOAL_SECONDS, GOAL_GROWTH_MB = 10.0, 16.0
CASES = {"a notice as they come": 0, "every closure moved, as none does": 3}
"""What is measured, and by how many days the dates were planned too early."""
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


HOW = f"""A year's holidays are published in one notice: all open closures are worked out again in the
    transaction that stores it, with their reminders and one message for each user. {MANY:,} closures of
    {MANY // CLOSURES_A_USER:,} users with ten reminders each, asked for on {DAYS} days with {len(WINDOWS)}
    windows, on an SQLite file (WAL, synchronous FULL), each time in a new process. With a notice as they come
    most closures only stop being provisional and one in nine moves; in the other case every date of every
    closure moves, which no notice does. Memory is how far the resident size of that process rose at most
    above what it was before."""


def figures(rounds: int, quick: bool) -> list[Figure]:
    """Both cases, in a hurry the usual one, and the memory of the last. Few rounds, as each is long."""
    rounds = 1 if quick else min(rounds, 5)
    found = []
    for name, days_before in list(CASES.items())[: 1 if quick else None]:
        with _files(days_before) as files:
            measured: dict[int, list[dict[str, Any]]] = {FEW: [], MANY: []}
            contenders = {str(n): partial(_seconds, files[n], measured[n]) for n in files}
            costs = in_turn(contenders, rounds)
        found.append(_time(name, costs[str(MANY)], costs[str(FEW)], measured[MANY], rounds))
    return [*found, _memory(measured, rounds)]


def _time(
    name: str, many: Sequence[float], few: Sequence[float], measured: Sequence[dict[str, Any]], rounds: int
) -> Figure:
    told = measured[-1]
    return Figure(
        name=f"Recalculating {MANY:,} open closures, {name}",
        goal=f"at most {GOAL_SECONDS:.0f} s",
        ours=seconds(median(many)),
        peer_name=f"the same with {FEW:,}",
        peer=seconds(median(few)),
        ratio=ratio(many, few),
        ratio_says="the time",
        met=median(many) <= GOAL_SECONDS,
        how=prose(HOW),
        rounds=rounds,
        beside={
            "processor time": seconds(median(each["processor"] for each in measured)),
            "closures that moved": f"{told['moved']:,}",
            "users who are told": f"{told['told']:,}",
        },
    )


def _memory(measured: dict[int, list[dict[str, Any]]], rounds: int) -> Figure:
    grown = {number: [max(each["grown"], 1.0) for each in measured[number]] for number in measured}
    many, few = median(grown[MANY]), median(grown[FEW])
    return Figure(
        name=f"Memory for recalculating {MANY:,} open closures",
        goal=f"at most {GOAL_GROWTH_MB:.0f} MB more than for {FEW:,}",
        ours=f"{many:.0f} MB",
        peer_name=f"the same with {FEW:,}",
        peer=f"{few:.0f} MB",
        ratio=ratio(grown[MANY], grown[FEW]),
        ratio_says="the memory",
        met=many - few <= GOAL_GROWTH_MB,
        how=prose(HOW),
        rounds=rounds,
    )


def main() -> None:
    """Print all figures; with a folder: recalculate what is in it and print what that took."""
    if len(sys.argv) > 1:
        print(json.dumps(_measure(Path(sys.argv[1]))))
        return
    for each in figures(3, quick=False):
        print(f"{each.name}: {each.ours} (goal {each.goal}); {each.peer_name} {each.peer}; {each.beside}")


def _seconds(folder: Path, measured: list[dict[str, Any]]) -> float:
    """In a process of its own, on a copy."""
    with TemporaryDirectory(prefix="xiaohu-bench-") as copy:
        shutil.copytree(folder, copy, dirs_exist_ok=True)
        command = [sys.executable, "-m", "benchmarks.recalculation", copy]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    measured.append(json.loads(done.stdout))
    return float(measured[-1]["seconds"])


def _measure(folder: Path) -> dict[str, Any]:
    with installation_in(folder, durable=True) as installation:
        before, started, began = _forget_peak(), perf_counter(), process_time()
        with installation.database.writing() as session:
            session.add(HolidayNotice(year=2027, text=_notice(), imported_at=NOW))
            done = recalculate(session, installation)
        found: dict[str, Any] = {"seconds": perf_counter() - started, "processor": process_time() - began}
        found |= {"grown": _status("VmHWM") - before, "closures": done.closures, "moved": done.moved}
        with installation.database.reading() as session:
            told = session.scalar(select(func.count()).where(Reminder.kind == "calendar"))
    return found | {"told": told}


def _forget_peak() -> float:
    """Megabytes this process has now, from which its peak is counted anew."""
    Path("/proc/self/clear_refs").write_text("5")  # not ru_maxrss: that begins with the parent's
    return _status("VmRSS")


def _status(name: str) -> float:
    """Megabytes, as Linux tells them."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:")) / 1024


@contextmanager
def _files(days_before: int) -> Iterator[dict[int, Path]]:
    """A small and a large installation, planned ``days_before`` too early."""
    with TemporaryDirectory(prefix="xiaohu-bench-") as folder:
        few, many = Path(folder) / "few", Path(folder) / "many"
        with installation_in(few, durable=False) as installation:
            _fill(installation, days_before)
        shutil.copytree(few, many)
        with installation_in(many, durable=False) as installation, installation.database.statement() as base:
            for copy in range(1, TIMES):
                _copy(base, copy)
        yield {FEW: few, MANY: many}


def _copy(connection: Connection, copy: int) -> None:
    """All that was filled once more, with numbers of its own."""
    closures, users = copy * FEW, copy * FEW // CLOSURES_A_USER
    moved: dict[str, Callable[[Any], Any]] = {
        **dict.fromkeys(("users.id", "people.id", "people.user_id"), lambda column: column + users),
        **dict.fromkeys(("closures.person_id", "reminders.user_id"), lambda column: column + users),
        **dict.fromkeys(("closures.id", "rounds.id"), lambda column: column + closures),
        **dict.fromkeys(("rounds.closure_id", "reminders.round_id"), lambda column: column + closures),
    }
    last = {
        "users": FIRST_USER + FEW // CLOSURES_A_USER - 1,
        "people": FIRST_USER + FEW // CLOSURES_A_USER - 1,
    }
    for name in ("users", "people", "closures", "rounds", "reminders"):
        table = Record.metadata.tables[name]
        columns = [each for each in table.columns if (name, each.name) != ("reminders", "id")]
        key = table.c.round_id if name == "reminders" else table.c.id
        first = FIRST_USER if name in last else 1
        chosen = [moved.get(f"{name}.{each.name}", lambda column: column)(each) for each in columns]
        rows = select(*chosen).where(key.between(first, last.get(name, FEW)))
        connection.execute(insert(table).from_select([each.name for each in columns], rows))


def _fill(installation: Installation, days_before: int) -> None:
    """Rows copied from one registration for each window and day, planned ``days_before`` too early."""
    plans = planning(NOW)
    with installation.database.writing() as session:
        samples = _samples(installation.user(session), plans, timedelta(days=days_before))
        session.rollback()
    hours = planned_with(User(), installation.settings)
    users = [
        {"id": n, "name": f"user {n}", "planned_with": hours, "created_at": NOW}
        for n in range(FIRST_USER, FIRST_USER + FEW // CLOSURES_A_USER)
    ]
    with installation.database.statement() as connection:
        connection.execute(insert(User), users)
        connection.execute(
            insert(Person),
            [{"id": u["id"], "user_id": u["id"], "name": "本人", "created_at": NOW} for u in users],
        )
        _insert(connection, range(1, FEW + 1), samples)


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


def _insert(connection: Connection, numbers: range, samples: list[Any]) -> None:
    closures, rounds, reminders = [], [], []
    for n in numbers:
        user, (latest, planned) = FIRST_USER + (n - 1) // CLOSURES_A_USER, samples[n % len(samples)]
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
