"""``backup``, ``restore``, ``hold`` and ``release`` as somebody uses them whose disk died."""

import json
import shutil
from pathlib import Path

import pytest

from tests.command_line import CommandLine, assert_refused
from tests.databases import DATABASES

pytestmark = pytest.mark.sqlite


MAIL = ("channels", "add", "email", "--to", "wang@example.com", "--host", "127.0.0.1", "--security", "none")
CHECKED = "2026-10-12T10:00:30+08:00"
"""Two days after the check-on day of a closure registered on 24 September."""


@pytest.fixture
def filled(xiaohu: CommandLine) -> CommandLine:
    """One closure and one channel."""
    assert xiaohu("add", "jd-jintiao", "--window", "3-5个工作日", "--on", "2026-09-24").code == 0
    assert xiaohu(*MAIL).code == 0
    return xiaohu


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    return tmp_path / "copies"


def backed_up(xiaohu: CommandLine, folder: Path) -> Path:
    answered = xiaohu("backup", str(folder), "--json")
    return Path(answered.json["path"])


def wiped(xiaohu: CommandLine) -> None:
    shutil.rmtree(xiaohu.folder)


def test_a_backup_says_what_is_in_it_and_what_is_not(filled: CommandLine, copies: Path) -> None:
    answered = filled("backup", str(copies))
    assert answered.code == 0
    assert "1 person, 1 closure, 1 channel" in answered.out
    assert f"the key file {filled.folder / 'channels.key'}" in answered.out.replace("\n", "")
    [file] = copies.glob("*.db")
    key = (filled.folder / "channels.key").read_bytes().strip()
    assert key not in file.read_bytes()
    assert not [name for name in copies.iterdir() if "key" in name.name]


def test_without_a_key_there_is_nothing_to_warn_of(xiaohu: CommandLine, copies: Path) -> None:
    assert "key file" not in xiaohu("backup", str(copies)).out


def test_only_when_asked_are_older_backups_deleted(filled: CommandLine, copies: Path) -> None:
    backed_up(filled, copies)
    [first] = copies.glob("*.json")
    manifest = json.loads(first.read_text()) | {"made_at": "2026-01-01T01:00:00+00:00"}
    for hour in (2, 3):
        file = copies / f"xiaohu-20260101T0{hour}0000Z.db"
        shutil.copy(first.with_suffix(".db"), file)
        made_at = f"2026-01-01T0{hour}:00:00+00:00"
        file.with_suffix(".json").write_text(json.dumps(manifest | {"file": file.name, "made_at": made_at}))
    for file in (first, first.with_suffix(".db")):
        file.unlink()
    answered = filled("backup", str(copies), "--prune", "--json")
    assert answered.json["removed"] == ["xiaohu-20260101T020000Z.db"]
    assert len(list(copies.glob("*.db"))) == 2


def test_wiped_and_restored_it_is_on_hold_until_it_is_released(filled: CommandLine, copies: Path) -> None:
    file, key = backed_up(filled, copies), (filled.folder / "channels.key").read_text()
    wiped(filled)
    filled.now = CHECKED
    answered = filled("restore", str(file))
    assert answered.code == 0, answered.err
    for said in (
        "Restored: 1 person",
        "ON HOLD",
        "1 reminder in 1 message",
        "since 2026-10-10 09:00",
        "--drop",
    ):
        assert said in answered.out, said
    assert "1 channel cannot be read" in answered.err
    (filled.folder / "channels.key").write_text(key)
    hold = filled("hold", "--json").json
    assert hold["due"]["oldest"] == "2026-10-10T01:00:00+00:00"
    assert hold["channels_unreadable"] == 0
    assert filled("run", "--once").code == 0
    assert filled.rows("SELECT count(*) FROM deliveries") == [(0,)]
    released = filled("release", "--sent-until", "2026-10-11 12:00")
    assert released.code == 0, released.err
    assert "Now going out" not in released.out
    assert filled("hold", "--json").json is None
    assert "the reminder of 10 Oct" in filled("show", "1").out


def test_released_with_send_it_is_said_what_goes_out(filled: CommandLine, copies: Path) -> None:
    file = backed_up(filled, copies)
    filled.now = CHECKED
    restored = filled("restore", str(file), "--json").json
    assert restored["hold"]["due"] == {"reminders": 1, "messages": 1, "oldest": "2026-10-10T01:00:00+00:00"}
    assert Path(restored["aside"]).exists()
    assert "Now going out: 1 reminder in 1 message" in filled("release", "--send").out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "choose one of --send, --drop and --sent-until"),
        (("--send", "--drop"), "choose one of"),
        (("--sent-until", "yesterday"), "write it like 2026-10-12 18:00"),
        (("--send",), "nothing is on hold"),
    ],
)
def test_an_unclear_release_changes_nothing(
    options: tuple[str, ...], said: str, filled: CommandLine, copies: Path
) -> None:
    on_hold = options != ("--send",)
    if on_hold:
        filled("restore", str(backed_up(filled, copies)))
    assert_refused(filled("release", *options), 2, said)
    assert (filled("hold", "--json").json is not None) == on_hold


def test_what_cannot_be_restored_is_one_sentence(filled: CommandLine, tmp_path: Path) -> None:
    assert_refused(filled("restore", str(tmp_path / "nowhere.db")), 2, "there is no such file")
    (tmp_path / "letter.txt").write_text("Dear bank, " * 100)
    assert_refused(filled("restore", str(tmp_path / "letter.txt")), 1, "letter.txt")
    (tmp_path / "file").touch()
    assert_refused(filled("backup", str(tmp_path / "file" / "there")), 1, "no backup could be written")
    assert filled.counts()["closures"] == 1


def test_a_running_service_is_not_pulled_from_under_its_feet(filled: CommandLine, copies: Path) -> None:
    from models.session import Database
    from worker.service import only_scheduler

    file = backed_up(filled, copies)
    with only_scheduler(Database(DATABASES.url(filled.folder))):
        assert_refused(filled("restore", str(file)), 75, "another scheduler is already running")


def test_cron_users_are_backed_up_too(filled: CommandLine) -> None:
    assert filled("run", "--once").code == 0
    assert len(list((filled.folder / "backups").glob("xiaohu-*.db"))) == 1


def test_deleting_everything_deletes_the_backups_that_made_themselves(filled: CommandLine) -> None:
    filled("run", "--once")
    answered = filled("delete", "--everything", "--yes")
    assert answered.code == 0
    assert "1 backup that held it is deleted too" in answered.err
    assert list((filled.folder / "backups").iterdir()) == []


def test_the_doctor_and_the_log_say_that_nothing_is_sent(filled: CommandLine, copies: Path) -> None:
    filled("restore", str(backed_up(filled, copies)))
    found = {c["check"]: c["state"] for c in json.loads(filled("doctor", "--json").out)}
    assert found["hold"] == "problem"
    assert filled("run", "--once").code == 0
    [(said,)] = filled.rows("SELECT said FROM heartbeats WHERE worker = 'scheduler'")
    assert said.startswith("ON HOLD")
