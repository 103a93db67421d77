"""Clocks that are set, months that end, zones that differ: nothing early, nothing twice, no standstill."""

import os
import signal
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update

from config.settings import Settings
from models.closure import Target
from models.tables import Reminder, User
from tests.closures import CHECK_AT, add_user, planning, register
from tests.fault.scene import Scene, platform
from tests.fault.worker_fleet import Fleet, fleet
from tests.scripted import eventually
from worker.clock import SystemClock, pause
from worker.preferences import sending_hours

HOUR = timedelta(hours=1)
pytestmark = pytest.mark.sqlite


@pytest.mark.parametrize("back", [HOUR, timedelta(days=1)])
def test_a_clock_set_back_sends_nothing_again_and_stops_nothing(scene: Scene, back: timedelta) -> None:
    scene.people(2, closures=1)
    assert scene.fleet.run(scene.order()) == 0
    scene.run_again(CHECK_AT - back)
    scene.run_again(CHECK_AT + HOUR)
    scene.assert_nothing_lost(2, closures=1)
    assert scene.sink.extra == 0


@pytest.mark.parametrize(
    ("zone", "not_yet", "due"),
    [
        ("Asia/Shanghai", "2028-02-29 00:30:00", "2028-02-29 01:00:01"),
        ("Asia/Urumqi", "2028-02-29 02:30:00", "2028-02-29 03:00:01"),
        ("America/New_York", "2028-02-29 13:30:00", "2028-02-29 14:00:01"),
        ("Pacific/Auckland", "2028-02-28 19:30:00", "2028-02-28 20:00:01"),
    ],
)
def test_on_a_leap_day_each_is_told_at_nine_where_they_are(
    scene: Scene, zone: str, not_yet: str, due: str
) -> None:
    """29 days after 30 January is 28 February, and the day after that there is only in leap years."""
    with scene.database.writing() as session:
        user = add_user(session, "user0", timezone=zone)
        scene.channel(user)
        hours = sending_hours(user, Settings(operator="box.example"))
        plan = planning("2028-01-30 10:00", hours)
        closure = register(user, "29天", date(2028, 1, 30), plan, target=Target("", platform(0, 0)))
        assert closure.round.check_on == date(2028, 2, 29)
    for moment, mails in ((not_yet, 0), (due, 1)):
        at = datetime.fromisoformat(moment).replace(tzinfo=UTC)
        assert scene.fleet.run(scene.order(at)) == 0
        assert len(scene.sink.mails) == mails
    assert scene.sink.mails[0].written_at.astimezone(ZoneInfo(zone)).hour == 9


@pytest.fixture
def wrong_clock(tmp_path: Path) -> Iterator[tuple[Fleet, Path]]:
    """Workers whose machine's clock is what a file says: ``+3600`` is an hour ahead."""
    spec = find_spec("libfaketime")
    assert spec is not None
    assert spec.origin is not None
    library = Path(spec.origin).parent / "vendor" / "libfaketime" / "src" / "libfaketime.so.1"
    file = tmp_path / "clock"
    file.write_text("+0\n")
    environment = os.environ | {
        "LD_PRELOAD": str(library),
        "FAKETIME_TIMESTAMP_FILE": str(file),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }
    with fleet(tmp_path / "wrong.log", environment) as opened:
        yield opened, file
        opened.bury()


def test_a_machines_clock_that_jumps_while_the_service_runs(
    scene: Scene, wrong_clock: tuple[Fleet, Path]
) -> None:
    """Set back before the instant and right again: sent once, not early by the clock it was sent by."""
    workers, clock = wrong_clock
    scene.people(2, closures=1)
    due_at = SystemClock().now() + timedelta(seconds=4)
    with scene.database.writing() as session:
        session.execute(update(Reminder).values(due_at=due_at))
        session.execute(update(User).values(quiet_hours="off"))
    worker = workers.start(scene.order(mode="serve", clock="", ceiling=0.5))
    eventually(lambda: workers.said("the next reminder is due") > 0, "a service that waits")
    clock.write_text("-3600\n")
    while SystemClock().now() < due_at + timedelta(seconds=2):
        pause(0.05)
    assert scene.sink.mails == [], "an hour early, by the only clock there is"
    clock.write_text("+0\n")
    eventually(lambda: scene.states() == {"sent"}, "the mails")
    clock.write_text("+3600\n")
    pause(0.5)
    clock.write_text("-3600\n")
    pause(0.5)
    workers.signal(worker, signal.SIGTERM)
    assert workers.wait(worker) == 0
    assert scene.sink.extra == 0
    assert len(scene.sink.mails) == 2
    assert all(mail.came_at >= due_at for mail in scene.sink.mails)
