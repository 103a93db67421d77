"""APScheduler's SQLAlchemyJobStore on an SQLite file, and a way to have many jobs in it soon."""

import pickle
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.date import DateTrigger
from sqlalchemy import Engine, create_engine, event, insert


@dataclass(frozen=True)
class Store:
    """A scheduler that is paused, and where its jobs lie."""

    scheduler: BackgroundScheduler
    jobs: SQLAlchemyJobStore
    engine: Engine

    def look(self, now: datetime) -> None:
        """What it does when it wakes: ask for what is due, and for when to wake again."""
        self.jobs.get_due_jobs(now)
        self.jobs.get_next_run_time()

    def add(self, due: Sequence[datetime], run: Callable[[int], None] | None = None) -> None:
        """A job for each that runs ``run`` with its number, or nothing.

        One by the scheduler's own means; the others are its copies under other names, numbers and times.
        """
        first = self.scheduler.add_job(run or remind, "date", [0], run_date=due[0], id="job-0")
        state = first.__getstate__()
        copies = [_copy(state, number, moment) for number, moment in enumerate(due) if number]
        with self.engine.begin() as connection:
            if copies:
                connection.execute(insert(self.jobs.jobs_t), copies)


def _copy(state: dict[str, object], number: int, moment: datetime) -> dict[str, object]:
    name = f"job-{number}"
    own = {"id": name, "next_run_time": moment, "args": (number,), "trigger": DateTrigger(moment)}
    return {"id": name, "next_run_time": moment.timestamp(), "job_state": pickle.dumps(state | own)}


def remind(_reminder: int) -> None:
    """What a job runs: nothing."""


@contextmanager
def job_store(folder: Path, synchronous: str | None = None) -> Iterator[Store]:
    """A store in a folder; with ``synchronous`` it keeps a write-ahead log, else it is as it comes."""
    engine = create_engine(f"sqlite:///{folder / 'jobs.db'}")
    if synchronous is not None:
        _use_wal(engine, synchronous)
    jobs = SQLAlchemyJobStore(engine=engine)
    # A job that is late runs all the same: by default it would be dropped after a second.
    scheduler = BackgroundScheduler(
        jobstores={"default": jobs}, job_defaults={"misfire_grace_time": timedelta(hours=1).seconds}
    )
    scheduler.start(paused=True)
    try:
        yield Store(scheduler, jobs, engine)
    finally:
        scheduler.shutdown()
        engine.dispose()


def _use_wal(engine: Engine, synchronous: str) -> None:
    @event.listens_for(engine, "connect")
    def set_pragmas(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute(f"PRAGMA synchronous={synchronous}")
