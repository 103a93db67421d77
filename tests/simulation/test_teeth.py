"""A simulation that finds nothing is worth what it would have found: defects it has to see."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from models.closure import Closure
from notifiers.outcome import Sent
from simulation.faults import RATES, Fault
from simulation.promises import ANSWERED, EARLY, EXTRA, LOST, QUIET
from tests.simulation.conftest import Play
from worker import deliver, waits
from worker.claim import Batch, claim
from worker.deliver import Deliverer
from worker.outcomes import Try, attempt

MOST = 300
Patch = pytest.MonkeyPatch


def _marks_before_it_sends(patch: Patch) -> None:
    real = Deliverer._say

    def marked(self: Deliverer, batch: Batch, letter: Any, name: str) -> Any:
        tried = Try(batch, letter, name, Sent(), self.clock.now(), 0.0)
        self.engine.record(attempt(tried, 0.0))
        return real(self, batch, letter, name)

    patch.setattr(Deliverer, "_say", marked)


def _looks_at_no_lease(patch: Patch) -> None:
    patch.setitem(RATES, Fault.FREEZE, 0.4)  # it shows where a worker sleeps through its lease
    real = Deliverer._say

    def say(self: Deliverer, batch: Batch, letter: Any, name: str) -> Any:
        return real(self, replace(batch, lease_until=batch.lease_until + timedelta(days=9)), letter, name)

    patch.setattr(Deliverer, "_say", say)


def _claims_a_day_early(patch: Patch) -> None:
    def early(connection: Connection, now: Any, *rest: Any, **more: Any) -> Any:
        return claim(connection, now + timedelta(days=1), *rest, **more)

    patch.setattr(deliver, "claim", early)
    real = Deliverer.next_due
    patch.setattr(Deliverer, "next_due", lambda self: (due := real(self)) and due - timedelta(days=1))


def _knows_no_quiet_hours(patch: Patch) -> None:
    patch.setattr(waits, "not_in_quiet_hours", lambda moment, _hours: moment)


def _does_not_cancel(patch: Patch) -> None:
    patch.setattr(Closure, "_end_round", lambda *_: None)


DEFECTS: tuple[tuple[str, Callable[[Patch], None]], ...] = (
    (LOST, _marks_before_it_sends),
    (EXTRA, _looks_at_no_lease),
    (EARLY, _claims_a_day_early),
    (QUIET, _knows_no_quiet_hours),
    (ANSWERED, _does_not_cancel),
)


@pytest.mark.parametrize(("promise", "defect"), DEFECTS, ids=lambda each: getattr(each, "__name__", ""))
def test_the_defect_is_seen(
    play: Play, monkeypatch: Patch, promise: str, defect: Callable[[Patch], None]
) -> None:
    defect(monkeypatch)
    seen = (broken.promise for seed in range(1, MOST) for broken in play(seed).broken)
    assert promise in seen
