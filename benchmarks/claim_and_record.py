"""Claiming what is due and recording what became of it, in batches, on SQLite: beside APScheduler and beside
one bare statement."""

from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from functools import partial
from statistics import median
from time import perf_counter, sleep
from typing import Any

from benchmarks.bare_writes import bare_writes, opened
from benchmarks.crowd import add_crowd, new_installation
from benchmarks.figure import Figure, prose, seconds
from benchmarks.job_store import job_store
from benchmarks.rounds import in_turn, ratio
from notifiers.message import message_id
from notifiers.outcome import Sent
from worker.claim import Batch, claim
from worker.installation import Installation
from worker.mailbag import Mailbag
from worker.outcomes import Try, attempt
from worker.record import Attempt, write

OURS, APS, BARE = "xiaohu", "APScheduler", "one bare UPDATE"
FLOOR = "the same rows written by sqlite3 alone, nothing chosen or checked"
HOW = """
{rows:,} reminders are due, each of another user with a channel of their own. Claimed and recorded is all
that is timed: claim() for 200 users at a time, then write() of 200 sends: a receipt, the reminder's new
state and an event for each. What lies between, reading the letters, is left out (rendering and sending
would be, too). The result is the time for one reminder.
"""
ON_SQLITE = """
Both on SQLite files (WAL, synchronous NORMAL, as the worker has it). APScheduler: {jobs} date jobs that do
nothing, due at once, in SQLAlchemyJobStore, from the scheduler's start until the last one has run: it
deletes each job in a transaction of its own. The bare statement: sqlite3, one UPDATE that marks {rows:,}
rows of the same table as sent, in one transaction; no claim, no receipt, no event. Beside them what the
five writes alone cost: sqlite3 without SQLAlchemy, 200 rows a statement, as bare as they can be.
"""


def figures(rounds: int, quick: bool) -> list[Figure]:
    """Two figures."""
    rows, jobs = (2_000, 200) if quick else (10_000, 1_000)
    contenders: dict[str, Callable[[], float]] = {
        OURS: partial(_with_crowd, rows, claim_and_record),
        BARE: partial(_with_crowd, rows, _bare),
        FLOOR: partial(_with_crowd, rows, bare_writes),
        APS: partial(_drain_jobs, jobs),
    }
    costs = in_turn(contenders, rounds)
    faster, share = ratio(costs[APS], costs[OURS]), ratio(costs[BARE], costs[OURS])
    how = prose(HOW.format(rows=rows) + ON_SQLITE.format(rows=rows, jobs=jobs))
    beside = {FLOOR: seconds(median(costs[FLOOR]))}
    same: dict[str, Any] = {"ours": seconds(median(costs[OURS])), "how": how, "rounds": rounds}
    same["beside"] = beside
    name = "Claim and record on SQLite, in batches"
    drain = Figure(
        name=f"{name}, beside APScheduler",
        goal="at least 30 times as fast as APScheduler drains its store",
        peer_name=f"{APS}, one job",
        peer=seconds(median(costs[APS])),
        ratio=faster,
        ratio_says="as fast",
        met=faster.middle >= 30,
        **same,
    )
    bare = Figure(
        name=f"{name}, beside one bare statement",
        goal="at least 0.4 times as fast as one bare statement",
        peer_name=f"{BARE}, one row",
        peer=seconds(median(costs[BARE])),
        ratio=share,
        ratio_says="as fast",
        met=share.middle >= 0.4,
        **same,
    )
    return [drain, bare]


def due_now(installation: Installation, rows: int) -> list[datetime]:
    """As many instants, just over."""
    return [installation.clock.now() - timedelta(seconds=1)] * rows


def _with_crowd(rows: int, measured: Callable[[Installation, int], float]) -> float:
    with new_installation(durable=False) as installation:
        add_crowd(installation, due_now(installation, rows))
        return measured(installation, rows)


def claim_and_record(installation: Installation, rows: int) -> float:
    """Seconds that one of the due rows takes from the claim to its record, without what lies between."""
    spent, done = 0.0, 0
    mailbag = Mailbag(
        installation.database, installation.clock, installation.settings, installation.catalog()
    )
    while done < rows:
        began = perf_counter()
        with installation.database.statement() as connection:
            batches = claim(connection, installation.clock.now(), installation.clock.real_now())
        spent += perf_counter() - began
        mailbag.fill(batches)
        sends = [_sent(installation, mailbag, batch) for batch in batches]
        began = perf_counter()
        with installation.database.statement() as connection:
            write(connection, sends)
        spent += perf_counter() - began
        done += sum(len(batch.reminder_ids) for batch in batches)
    return spent / done


def _sent(installation: Installation, mailbag: Mailbag, batch: Batch) -> Attempt:
    letter = mailbag.take(batch)
    assert letter is not None
    name = message_id(batch.key, batch.channel_id, installation.settings.operator)
    return attempt(Try(batch, letter, name, Sent(), installation.clock.now(), 0.02), 0.5)


def _bare(installation: Installation, rows: int) -> float:
    with closing(opened(installation)) as connection:
        at = str(installation.clock.now())
        began = perf_counter()
        marked = connection.execute(_MARK, (at, at)).rowcount
        spent = perf_counter() - began
    assert marked == rows
    return spent / rows


_MARK = "UPDATE reminders SET state = 'sent', sent_at = ? WHERE state = 'scheduled' AND due_at <= ?"


def _drain_jobs(jobs: int) -> float:
    with (
        new_installation(durable=False) as installation,
        job_store(installation.settings.data_dir, "NORMAL") as store,
    ):
        store.add(due_now(installation, jobs))
        began = perf_counter()
        store.scheduler.resume()
        while store.jobs.get_next_run_time() is not None:
            sleep(0.002)
        return (perf_counter() - began) / jobs
