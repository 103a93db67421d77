"""Registering a closure with its reminders, beside as many jobs added to APScheduler's store on SQLite."""

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median

from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy import delete, func, select

from benchmarks.crowd import NAME, PLATFORM, ROUTE, new_installation, planning, statement
from benchmarks.figure import Figure, prose, seconds
from benchmarks.job_store import job_store, remind
from benchmarks.rounds import in_turn, ratio, seconds_per_call
from models.registration import Registration, Target, register_all
from models.tables import Closure, Person, Reminder, User
from worker.installation import Installation

OURS, PEER, SYNC = "xiaohu", "APScheduler add_job", "one synced write of 4 kB to a plain file"
EACH = 10
HOW = f"""
Ours: find the user and the person, work out the dates, plan the reminders, store closure, round,
reminders and event and commit, each registration in a transaction of its own that is synced to disk
(WAL, synchronous FULL). Peer: as many add_job calls (date trigger) as reminders came of it, into
SQLAlchemyJobStore on an SQLite file with the same pragmas. A round is {EACH} registrations into empty
tables, the mean counts. We sync once where the peer syncs for every job, so the dearer a sync, the
further ahead we are; where a disk caches it away, the writing of eleven tables and indexes remains,
about half of our time. What a sync took in the same rounds stands beside.
"""


def figures(rounds: int, quick: bool) -> list[Figure]:
    """One figure."""
    del quick
    with (
        new_installation(durable=True) as installation,
        job_store(installation.settings.data_dir, "FULL") as store,
    ):
        now, reminders = installation.clock.now(), _reminders_of_one(installation)
        contenders = {
            OURS: lambda: _emptied(installation, lambda: _register(installation)),
            PEER: lambda: _without_jobs(store.scheduler, lambda: _add_jobs(store.scheduler, reminders, now)),
            SYNC: lambda: _repeat(lambda: _sync(installation.settings.data_dir / "plain")),
        }
        in_turn(contenders, 3)
        costs = in_turn(contenders, rounds)
    faster = ratio(costs[PEER], costs[OURS])
    return [
        Figure(
            name=f"Registering a closure with its {reminders} reminders",
            goal="at most a fifth of the peer's time",
            ours=seconds(median(costs[OURS])),
            peer_name=f"{PEER}, {reminders} times",
            peer=seconds(median(costs[PEER])),
            ratio=faster,
            ratio_says="as fast",
            met=faster.middle >= 5,
            how=prose(HOW),
            rounds=rounds,
            beside={SYNC: seconds(median(costs[SYNC]))},
        )
    ]


def _repeat(once: Callable[[], object]) -> float:
    def several() -> None:
        for _ in range(EACH):
            once()

    return seconds_per_call(several, EACH)


def _emptied(installation: Installation, once: Callable[[], object]) -> float:
    with installation.database.writing() as session:
        session.execute(delete(Closure))
    return _repeat(once)


def _without_jobs(scheduler: BackgroundScheduler, once: Callable[[], object]) -> float:
    scheduler.remove_all_jobs()
    return _repeat(once)


def _sync(file: Path) -> None:
    with file.open("ab") as opened:
        opened.write(b"x" * 4096)
        opened.flush()
        os.fsync(opened.fileno())


def _register(installation: Installation) -> None:
    with installation.database.statement() as connection:
        user, person = connection.execute(_OWNER).one()
        plans = planning(installation.clock.now())
        wanted = Registration(person, Target(PLATFORM, NAME, ROUTE), plans.beijing_today, statement())
        register_all(connection, user, [wanted], plans)


_OWNER = select(User.id, Person.id).join(Person).order_by(User.id, Person.id).limit(1)


def _reminders_of_one(installation: Installation) -> int:
    _register(installation)
    with installation.database.reading() as session:
        return session.scalar(select(func.count()).select_from(Reminder)) or 0


def _add_jobs(scheduler: BackgroundScheduler, count: int, now: datetime) -> None:
    for number in range(1, count + 1):
        scheduler.add_job(remind, "date", [number], run_date=now + timedelta(days=number))
