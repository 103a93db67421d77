"""The whole path over several nodes on one PostgreSQL, and what these cost while nothing is due."""

import os
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from statistics import median
from time import sleep

from sqlalchemy import func, select, update

from benchmarks.crowd import add_crowd
from benchmarks.figure import Figure, prose, seconds
from benchmarks.multitude import add_multitude
from benchmarks.node import SEND_S
from benchmarks.postgresql import SAID, durable_server, new_served
from benchmarks.processes import Used, nodes
from benchmarks.rounds import Ratio, in_turn, ratio
from benchmarks.sizes import coming_days
from models.tables import Reminder
from tests.postgresql import Server
from worker.installation import Installation
from worker.lanes import THREADS

GOALS = {2: 1.8, 3: 2.6}
PLAIN = "2 workers without the queue, each keeps what it claims"
LANES = 8
"""Messages that a worker of the figures has in hand at once: few enough for one worker to leave most of a
machine free, so that what more of them bring is not what the machine has not."""
IDLE_NODES, MOST_CORE, MOST_TRANSACTIONS = 3, 0.05, 40
LEAD = timedelta(seconds=3)
"""From the moment that the workers are told to the instant at which all is due."""
HOW = """
{each:,} reminders for each worker, each of another user with a channel of their own, all due at one instant.
The workers are processes with the cluster engine (Procrastinate shares out what each of them claims) and
wait for that instant: claim, queue, take, read, render (full detail, zh_CN, text alone), send, record. A
send takes {send}, and {lanes} are in hand at once; beside it {all_lanes}, as a worker is by default. Counted
is the time from that instant to the last record. {server}; it and the workers share this machine's {cores}.
Processor time is that of the workers and of all the server's processes, over the same time.
"""
HOW_IDLE = """
{nodes} workers with the cluster engine and {pending:,} reminders of the coming 60 days, for {span:g} seconds,
after {settled:g} seconds that do not count. The workers' processor time as a share of one core; transactions
from pg_stat_database, of everything on that database: looks, heartbeats, the engine's polling, recurring
work. {server}.
"""


@dataclass
class Measured:
    """What each round used, beside what it returned."""

    used: list[Used] = field(default_factory=list)
    spans: list[float] = field(default_factory=list)

    def say(self) -> str:
        """Cores."""
        pairs = list(zip(self.used, self.spans, strict=True))
        own = median(used.nodes / span for used, span in pairs)
        server = median(used.server / span for used, span in pairs)
        return f"workers {own:.2f} cores, server {server:.2f} cores"


def figures(rounds: int, quick: bool) -> list[Figure]:
    """Four figures."""
    with durable_server() as server:
        return [*_paths(server, rounds, quick), *_idle(server, rounds, quick)]


def _paths(server: Server, rounds: int, quick: bool) -> list[Figure]:
    each = 200 if quick else 2_000
    measured = {count: Measured() for count in (1, *GOALS)}
    contenders = {
        str(count): partial(_seconds_each, server, count, each, measured[count]) for count in measured
    }
    if not quick:
        contenders |= {
            _by_default(count): partial(_seconds_each, server, count, each, Measured(), lanes=THREADS)
            for count in measured
        }
        contenders[PLAIN] = partial(_seconds_each, server, 2, each, Measured(), "plain")
    costs = in_turn(contenders, rounds)
    cores = f"{os.cpu_count()} cores"
    how = prose(
        HOW.format(each=each, send=seconds(SEND_S), lanes=LANES, all_lanes=THREADS, server=SAID, cores=cores)
    )
    others = {name: _rate(costs[name]) for name in contenders if not name.isdecimal()}
    found = []
    for count, goal in GOALS.items():
        faster = ratio(costs["1"], costs[str(count)])
        found.append(
            Figure(
                name=f"The whole path to a {seconds(SEND_S)} transport, {count} workers",
                goal=f"at least {goal} times that of one",
                ours=_rate(costs[str(count)]),
                peer_name="one worker",
                peer=_rate(costs["1"]),
                ratio=faster,
                ratio_says="the messages a second",
                met=faster.middle >= goal,
                how=how,
                rounds=rounds,
                beside={f"{one} worker(s)": measured[one].say() for one in (1, count)} | others,
            )
        )
    return found


def _by_default(count: int) -> str:
    return f"{count} worker(s) with {THREADS} in hand"


def _rate(costs: list[float]) -> str:
    return f"{1 / median(costs):.0f} a second"


def _seconds_each(
    server: Server, count: int, each: int, measured: Measured, engine: str = "cluster", lanes: int = LANES
) -> float:
    total = each * count
    with new_served(server, "path") as installation:
        add_crowd(installation, [installation.clock.now() + timedelta(days=1)] * total)
        with nodes(count, installation, server, engine, lanes) as running:
            due = _come_due(installation)
            running.look_again()
            sleep((due - installation.clock.now()).total_seconds())
            before = running.used()
            while not _all_sent(installation):
                sleep(0.05)
            measured.used.append(running.used() - before)
            span = (_last(installation) - due).total_seconds()
            measured.spans.append(span)
    return span / total


def _come_due(installation: Installation) -> datetime:
    due = installation.clock.now() + LEAD
    with installation.database.statement() as connection:
        connection.execute(update(Reminder).values(due_at=due))
    return due


def _all_sent(installation: Installation) -> bool:
    with installation.database.reading() as session:
        return session.scalar(select(func.count()).where(Reminder.state != "sent")) == 0


def _last(installation: Installation) -> datetime:
    with installation.database.reading() as session:
        last = session.scalar(select(func.max(Reminder.sent_at)))
    assert isinstance(last, datetime)
    return last


def _idle(server: Server, rounds: int, quick: bool) -> list[Figure]:
    pending, span, settled = (10_000, 6.0, 2.0) if quick else (100_000, 60.0, 10.0)
    with new_served(server, "idle") as installation:
        add_multitude(installation, pending, coming_days(installation.clock.now()))
        cores, transactions, on_server = _watched(server, installation, span, settled)
    how = prose(HOW_IDLE.format(nodes=IDLE_NODES, pending=pending, span=span, settled=settled, server=SAID))
    del rounds
    found = []
    for name, value, most, unit in (
        ("processor", 100 * cores, 100 * MOST_CORE, "% of a core"),
        ("transactions", transactions, MOST_TRANSACTIONS, " a second"),
    ):
        times = value / most
        found.append(
            Figure(
                name=f"{IDLE_NODES} idle workers, {name}",
                goal=f"at most {most:g}{unit}",
                ours=f"{value:.2f}{unit}",
                peer_name="the limit",
                peer=f"{most:g}{unit}",
                ratio=Ratio(times, times, times),
                ratio_says="the limit",
                met=value <= most,
                how=how,
                rounds=1,
                beside={"the server's processor": f"{100 * on_server:.2f} % of a core"},
            )
        )
    return found


def _watched(
    server: Server, installation: Installation, span: float, settled: float
) -> tuple[float, float, float]:
    """Cores of the nodes, transactions a second, cores of the server."""
    with nodes(IDLE_NODES, installation, server) as running:
        sleep(settled)
        before, used = _transactions(server, "idle"), running.used()
        sleep(span)
        spent, after = running.used() - used, _transactions(server, "idle")
    return spent.nodes / span, (after - before) / span, spent.server / span


def _transactions(server: Server, name: str) -> int:
    with server._connect() as connection:
        # Those of another database's statistics: asking does not count.
        counted = connection.execute(_COUNT, (name,)).fetchone()
    assert counted is not None
    return int(counted[0])


_COUNT = "SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = %s"
