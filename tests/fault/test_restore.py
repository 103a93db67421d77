"""Backed up under writes, wiped, restored, started: nothing is repeated without consent, nothing lost."""

import shutil
import signal
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.closures import CHECK_AT, KEY
from tests.command_line import CommandLine
from tests.fault.scene import Scene, platform
from tests.scripted import eventually
from worker.backups import backups_in

pytestmark = pytest.mark.sqlite


PEOPLE = 3
AFTER = CHECK_AT + timedelta(hours=2)
A_WEEK_ON = timedelta(days=21)
_WRITER = """
import sys, time
from models.session import Database
from tests.closures import first_user, register
from models.closure import Target
database = Database(sys.argv[1])
while True:
    with database.writing() as session:
        register(first_user(session), "30天", target=Target("", "新写的"))
    print("written", flush=True)
    time.sleep(0.02)
"""


@pytest.fixture
def restored(scene: Scene, tmp_path: Path) -> CommandLine:
    """Backed up before its reminders were due, under writes; they were sent; then the disk was lost."""
    scene.people(PEOPLE, closures=1)
    xiaohu = CommandLine(scene.folder, now=CHECK_AT.isoformat(), more={"XIAOHU_OPERATOR": "box.example"})
    command = [sys.executable, "-c", _WRITER, f"sqlite:///{scene.folder / 'xiaohu.db'}"]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        try:
            backed_up = xiaohu("backup", str(tmp_path / "elsewhere"))
            [backup] = backups_in(tmp_path / "elsewhere")
            eventually(lambda: _closures(xiaohu) > backup.manifest.rows["closures"], "the writer goes on")
        finally:
            writer.kill()
    assert backed_up.code == 0, backed_up.err
    assert backup.manifest.rows["closures"] > PEOPLE * 2, "nobody wrote meanwhile: nothing was tried"
    assert scene.fleet.run(scene.order()) == 0
    assert len(scene.sink.mails) == PEOPLE
    _wipe(scene)
    xiaohu.now = AFTER.isoformat()
    answered = xiaohu("restore", str(backup.file))
    assert answered.code == 0, answered.err
    assert f"{PEOPLE} reminders in {PEOPLE} messages" in answered.out
    return xiaohu


def _closures(xiaohu: CommandLine) -> int:
    [(count,)] = xiaohu.rows("SELECT count(*) FROM closures")
    return int(count)


def _wipe(scene: Scene) -> None:
    scene.database.close()
    for each in scene.folder.iterdir():
        if each.name.startswith(("xiaohu", "backups")):
            shutil.rmtree(each) if each.is_dir() else each.unlink()
    (scene.folder / "channels.key").write_text(f"{KEY}\n")  # kept apart, and put back


def _works(scene: Scene, at: datetime) -> None:
    assert scene.fleet.run(scene.order(at)) == 0


def _told(scene: Scene, index: int) -> int:
    """How many mails tell of the people's closure of that number."""
    names = [platform(number, index) for number in range(PEOPLE)]
    return sum(any(name in mail.text for name in names) for mail in scene.sink.mails)


def test_started_again_it_sends_nothing_of_itself(scene: Scene, restored: CommandLine) -> None:
    for later in (0, 1, 30):
        _works(scene, AFTER + timedelta(days=later))
    assert len(scene.sink.mails) == PEOPLE


def test_killed_on_hold_and_started_again_it_is_still_on_hold(scene: Scene, restored: CommandLine) -> None:
    worker = scene.fleet.start(scene.order(AFTER, mode="serve"))
    eventually(lambda: scene.fleet.said("ON HOLD") > 0, "the log says so")
    scene.fleet.signal(worker, signal.SIGKILL)
    scene.fleet.wait(worker)
    _works(scene, AFTER)
    assert len(scene.sink.mails) == PEOPLE


@pytest.mark.parametrize(
    ("choice", "copies"),
    [
        (("--send",), PEOPLE),
        (("--drop",), 0),
        (("--sent-until", CHECK_AT.isoformat()), 0),
    ],
)
def test_released_it_sends_what_was_chosen_and_later_what_comes_due(
    choice: tuple[str, ...], copies: int, scene: Scene, restored: CommandLine
) -> None:
    answered = restored("release", *choice)
    assert answered.code == 0, answered.err
    _works(scene, AFTER)
    assert _told(scene, 0) == PEOPLE + copies
    before = len(scene.sink.mails)
    assert before == PEOPLE + copies
    _works(scene, AFTER + A_WEEK_ON)
    assert len(scene.sink.mails) == before + PEOPLE, "what comes due later is sent as ever"


def test_a_running_service_is_not_restored_over(scene: Scene, tmp_path: Path) -> None:
    scene.people(1, closures=1)
    xiaohu = CommandLine(scene.folder, now=CHECK_AT.isoformat())
    assert xiaohu("backup", str(tmp_path / "elsewhere")).code == 0
    worker = scene.service()
    refused = xiaohu("restore", str(backups_in(tmp_path / "elsewhere")[0].file))
    assert (refused.code, "already running" in refused.err) == (75, True)
    scene.fleet.signal(worker, signal.SIGTERM)
    assert scene.fleet.wait(worker) == 0
    scene.drain()
    scene.assert_nothing_lost(1, closures=1)
    assert scene.sink.extra == 0
