"""The long sweep: workers killed at named points and at random, until nothing more can be hoped to show.

One round is a new database with people whose reminders are due; workers are killed until all is sent, then
the rows are held beside the sink's journal.
"""

import random
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from config.settings import Settings
from models.session import Database
from tests.closures import CHECK_AT, KEY
from tests.fault.burst import Burst, burst
from tests.fault.mail_sink import mail_sink
from tests.fault.scene import Scene
from tests.fault.worker_fleet import Fleet, fleet
from tests.scripted import eventually
from tests.tally import Row
from worker.clock import monotonic, pause
from worker.crash_points import POINTS
from worker.installation import open_installation

PEOPLE, CLOSURES, IN_FLIGHT, LATEST = 100, 1, 4, 60


@dataclass
class Sweep:
    """``passes``: how often the chosen crash points were passed; ``bound``: copies that may come at most."""

    passes: int = 0
    kills: int = 0
    due: int = 0
    lost: int = 0
    extra: int = 0
    bound: int = 0

    def add(self, scene: Scene) -> None:
        """A round is over."""
        done, marked, extra = scene.reckon()
        self.due += PEOPLE * CLOSURES
        self.lost += marked + PEOPLE * CLOSURES - done
        self.extra += extra

    def row(self, promise: str, trials: int) -> Row:
        """For the table."""
        return promise, trials, self.lost, self.extra


def crash_points(stage: "Stage", passes: int, chance: random.Random) -> Sweep:
    """Each worker dies at a point drawn, at a passing drawn, until all is sent; then a new round."""
    sweep = Sweep()
    while sweep.passes < passes:
        with stage.round() as scene:
            hour = 0
            while _waiting(scene):
                point, nth = chance.choice(POINTS), chance.randrange(1, LATEST + 1)
                order = scene.order(
                    CHECK_AT + timedelta(hours=hour), crash_at=f"{point}:{nth}", outstanding=IN_FLIGHT
                )
                died = scene.fleet.run(order) == -signal.SIGKILL
                sweep.kills += died
                sweep.passes += nth if died else 0
                sweep.bound += IN_FLIGHT if died else 0
                hour = min(hour + 1, 10)
            sweep.add(scene)
    return sweep


def random_kills(stage: "Stage", kills: int, chance: random.Random) -> Sweep:
    """A service is killed at a moment nobody chose, again and again."""
    sweep, usual = Sweep(), _until_the_first_mail(stage)
    while sweep.kills < kills:
        with stage.round() as scene:
            for minute in range(40):
                order = scene.order(
                    CHECK_AT + timedelta(minutes=minute), mode="serve", outstanding=IN_FLIGHT, threads=2
                )
                worker = scene.fleet.start(order)
                pause(usual * chance.uniform(0.5, 2.0))
                scene.fleet.signal(worker, signal.SIGKILL)
                scene.fleet.wait(worker)
                sweep.kills += 1
                sweep.bound += 2  # lanes
                if not _waiting(scene):
                    break
            scene.drain(CHECK_AT + timedelta(hours=1))
            sweep.add(scene)
    return sweep


def _until_the_first_mail(stage: "Stage") -> float:
    """Seconds from a service's start, on this machine as it is now."""
    with stage.round() as scene:
        started = monotonic()
        scene.fleet.start(scene.order(mode="serve"))
        eventually(lambda: bool(scene.sink.mails), "the first mail")
        return monotonic() - started


def recovery(stage: "Stage", lease: float) -> float:
    """Seconds from a worker's death with everything in its hands until another one has sent it all."""
    with stage.round() as scene:
        held = scene.fleet.run(scene.order(mode="shared", crash_at="claimed:1", lease=lease))
        assert held == -signal.SIGKILL
        died = monotonic()
        assert scene.fleet.run(scene.order(mode="shared", lease=lease)) == 0
        assert not _waiting(scene)
        return monotonic() - died


def overload(stage: "Stage", count: int) -> Burst:
    """That many due within one second."""
    with stage.round(people=0) as scene:
        return burst(scene, count)


def _waiting(scene: Scene) -> bool:
    return any(row.state in ("scheduled", "claimed") for row in scene.due())


@dataclass(frozen=True, slots=True)
class Stage:
    """What all rounds stand on."""

    fleet: Fleet
    folder: Path

    @contextmanager
    def round(self, people: int = PEOPLE) -> Iterator[Scene]:
        """A new database, a sink of its own, and people."""
        with TemporaryDirectory(dir=self.folder) as name, mail_sink() as (sink, port):
            folder = Path(name)
            for file in ("xiaohu.db", "channels.key"):
                shutil.copy(self.folder / file, folder / file)
            database = Database(f"sqlite:///{folder / 'xiaohu.db'}", durable=False)
            try:
                scene = Scene(database, folder, self.fleet, sink, port)
                scene.people(people, CLOSURES)
                yield scene
            finally:
                self.fleet.bury()
                database.close()


@contextmanager
def stage() -> Iterator[Stage]:
    """One warm parent for all workers."""
    with TemporaryDirectory(prefix="xiaohu-faults-") as name:
        folder = Path(name)
        key = folder / "channels.key"
        key.write_text(f"{KEY}\n")
        key.chmod(0o600)
        with open_installation(Settings(data_dir=folder, database_url="", operator="box.example")):
            pass
        with fleet(folder / "workers.log") as opened:
            yield Stage(opened, folder)
