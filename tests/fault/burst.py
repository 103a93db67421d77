"""Far more comes due in one second than a worker can send in it: what arrived, in which order, how far
budgets were kept, and how large the worker became."""

import signal
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

from sqlalchemy import ColumnElement, func, select

from models.tables import Delivery, Reminder
from scheduler.budgets import A_MINUTE
from tests.closures import CHECK_AT
from tests.fault.crowd import (
    BUDGETED,
    FIRST,
    OF_THE_CROWD,
    STARTS_AT,
    budgeted,
    budgeted_readers,
    come_due,
    crowd,
    rank,
    reader,
)
from tests.fault.mail_sink import read_head
from tests.fault.scene import Scene
from tests.scripted import eventually
from worker.engines.local import MOST_OUTSTANDING
from worker.lanes import THREADS

LANES = THREADS
MOST_MEMORY = 1.5
"""Times what the worker has at rest."""


@dataclass(frozen=True, slots=True)
class Burst:
    """``lost``: readers who have not got all that was due to them; ``overtaken``: older messages that were
    still to come when one arrived, at the most; ``together``: messages claimed at once, at the most;
    ``hurried``: messages sent before their channel's minute was over. Memory in kB: at rest after the first
    messages, with the crowd's yet to come, and at its peak."""

    due: int
    lost: int
    extra: int
    overtaken: int
    together: int
    hurried: int
    at_rest: int
    peak: int

    @property
    def growth(self) -> float:
        """Times what it was at rest."""
        return self.peak / self.at_rest

    @property
    def kept(self) -> bool:
        """Whether all is as promised. What the lanes have in hand together may arrive in any order."""
        in_turn = self.overtaken < LANES and self.together <= MOST_OUTSTANDING and not self.hurried
        return not self.lost and not self.extra and in_turn and self.growth <= MOST_MEMORY


def burst(scene: Scene, count: int) -> Burst:
    """Let that many come due at once, and see."""
    scene.sink.read = read_head
    budgeted_readers(scene)
    crowd(scene, count)
    order = scene.order(STARTS_AT, mode="serve", threads=LANES, nap=0.2, life=3600, time_limit=60.0)
    worker = scene.fleet.start(order)
    _await(scene, lambda: not _left(scene, Reminder.day == CHECK_AT.date(), ~OF_THE_CROWD))
    at_rest = _memory(worker, "VmRSS")
    with scene.database.statement() as connection:
        come_due(connection, count)
    _await(scene, lambda: not _left(scene, OF_THE_CROWD))
    peak = _memory(worker, "VmHWM")
    scene.fleet.signal(worker, signal.SIGTERM)
    assert scene.fleet.wait(worker) == 0
    scene.run_again(STARTS_AT + timedelta(hours=1))
    return _found(scene, count, at_rest, peak)


def _found(scene: Scene, count: int, at_rest: int, peak: int) -> Burst:
    arrived = [mail.recipient for mail in scene.sink.mails]
    many, others = {reader(number) for number in range(count)}, [budgeted(n) for n in range(BUDGETED)]
    return Burst(
        due=count + 2 * BUDGETED,
        lost=len(many - set(arrived)) + sum(arrived.count(each) < 2 for each in others),
        extra=max(len(arrived) - len(set(arrived)) - BUDGETED, scene.sink.extra),
        overtaken=_overtaken([rank(number, count) for number in _numbers(arrived)]),
        together=_together(scene),
        hurried=_hurried(scene),
        at_rest=at_rest,
        peak=peak,
    )


def _numbers(arrived: list[str]) -> list[int]:
    """Of the crowd's readers, in the order in which they were reached."""
    there = (each.partition("@")[0] for each in dict.fromkeys(arrived))
    return [int(name.removeprefix("reader")) for name in there if name.startswith("reader")]


def _overtaken(ranks: list[int]) -> int:
    """Of the one that overtook the most: how many of those due before it were still to come."""
    came: set[int] = set()
    most = oldest = 0
    for each in ranks:
        most = max(most, each - oldest - sum(one < each for one in came))
        came.add(each)
        while oldest in came:
            came.discard(oldest)
            oldest += 1
    return most


def _together(scene: Scene) -> int:
    # A message keeps the name of the claim it was made by, and each claim has its own.
    with scene.database.reading() as session:
        claims = select(func.count()).where(OF_THE_CROWD).group_by(Reminder.batch)
        return max(session.scalars(claims))


def _hurried(scene: Scene) -> int:
    sent: dict[int | None, list[datetime]] = {}
    with scene.database.reading() as session:
        asked = select(Delivery.channel_id, Delivery.at).where(Delivery.channel_id < FIRST)
        for channel, at in session.execute(asked.order_by(Delivery.at)):
            sent.setdefault(channel, []).append(at)
    return sum(later - earlier < A_MINUTE for ats in sent.values() for earlier, later in pairwise(ats))


def _left(scene: Scene, *which: ColumnElement[bool]) -> int:
    with scene.database.reading() as session:
        asked = select(func.count()).where(Reminder.state.in_(("scheduled", "claimed")), *which)
        return session.scalar(asked) or 0


def _await(scene: Scene, done: Callable[[], bool]) -> None:
    """As long as mails go on arriving."""
    while not done():
        _await_the_next(scene, len(scene.sink.mails), done)


def _await_the_next(scene: Scene, before: int, done: Callable[[], bool]) -> None:
    eventually(lambda: len(scene.sink.mails) > before or done(), "the next mail")


def _memory(pid: int, what: str) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition(f"{what}:")[2].split()[0])
