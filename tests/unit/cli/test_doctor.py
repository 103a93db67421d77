"""Every check of the doctor's, and what makes each of them fail."""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from cli import health_machine
from models.session import Database
from models.tables import Heartbeat
from tests.command_line import CommandLine
from tests.databases import DATABASES
from worker.backups import back_up
from worker.clock import SystemClock
from worker.run_log import WORKER


@contextmanager
def installed(xiaohu: CommandLine) -> Iterator[Database]:
    database = Database(DATABASES.url(xiaohu.folder))
    try:
        yield database
    finally:
        database.close()


def beat_now(database: Database) -> None:
    now = SystemClock().real_now()
    with database.writing() as session:
        session.merge(Heartbeat(worker=WORKER, started_at=now, seen_at=now, said=""))


PLAIN = [
    "channels",
    "add",
    "email",
    "--to",
    "wang@example.com",
    "--host",
    "127.0.0.1",
    "--port",
    "1",
    "--security",
    "none",
]


def examined(xiaohu: CommandLine, code: int = 0) -> dict[str, Any]:
    answered = xiaohu("doctor", "--json")
    assert answered.code == code, answered
    return {check["check"]: (check["state"], check["said"]) for check in json.loads(answered.out)}


def test_a_new_installation_has_no_problem_and_the_doctor_makes_nothing(unused: CommandLine) -> None:
    said = examined(unused)
    assert said["database"][0] == "warning"
    assert {"settings", "disk", "time zone", "base URL", "calendar"} <= said.keys()
    assert not unused.folder.exists()


def test_everything_is_looked_at(xiaohu: CommandLine) -> None:
    xiaohu("add", "jd-jintiao")
    said = examined(xiaohu)
    assert said["database"][0] == "ok"
    assert said["channels"][0] == "warning"
    assert said["scheduler"] == ("warning", "has never run; start it: xiaohu run")
    assert "carry no links" in said["base URL"][1]
    assert "scheduler" in xiaohu("doctor").out


def test_a_simulated_clock_is_pointed_out(xiaohu: CommandLine) -> None:
    assert examined(xiaohu)["settings"][0] == "warning"
    xiaohu.now = ""
    assert examined(xiaohu)["settings"][0] == "ok"


def test_a_channel_that_failed_is_a_warning_with_its_reason(xiaohu: CommandLine) -> None:
    xiaohu(*PLAIN)
    assert examined(xiaohu)["channel 1"][0] == "ok"
    xiaohu("channels", "test", "1")
    state, said = examined(xiaohu)["channel 1"]
    assert state == "warning"
    assert "connection_refused" in said


@pytest.mark.parametrize(
    ("now", "state", "code"),
    [
        ("2026-10-31T12:00:00+08:00", "ok", 0),
        ("2026-11-01T00:00:00+08:00", "warning", 0),
        ("2026-12-09T23:59:00+08:00", "warning", 0),
        ("2026-12-10T00:00:00+08:00", "problem", 4),
        ("2027-01-01T12:00:00+08:00", "problem", 4),
    ],
)
def test_next_years_holidays_are_missed_in_time(now: str, state: str, code: int, xiaohu: CommandLine) -> None:
    xiaohu.now = now
    for stored in (False, True):
        if stored:
            xiaohu("list")
        found, said = examined(xiaohu, code)["calendar"]
        assert (found, "calendar import" in said) == (state, state != "ok")


def test_a_scheduler_that_ran_just_now_is_running(xiaohu: CommandLine) -> None:
    xiaohu("run", "--once")
    assert examined(xiaohu)["scheduler"][0] == "ok"
    xiaohu.change("UPDATE heartbeats SET seen_at = '2026-01-02 03:04:00'")
    state, said = examined(xiaohu)["scheduler"]
    assert state == "warning"
    assert "2 Jan 2026 03:04" in said


def test_a_bad_setting_is_a_problem_and_not_a_failure(xiaohu: CommandLine) -> None:
    xiaohu.more = {"XIAOHU_TIMEZONE": "Mars/Base"}
    assert list(examined(xiaohu, 4)) == ["settings"]


@pytest.mark.sqlite
def test_a_damaged_database_is_a_problem(unused: CommandLine) -> None:
    unused.folder.mkdir()
    unused.file.write_bytes(b"this is no database" * 100)
    assert examined(unused, 4)["database"][0] == "problem"


def test_a_newer_database_is_a_problem(xiaohu: CommandLine) -> None:
    xiaohu("list")
    xiaohu.change("UPDATE alembic_version SET version_num = '9999'")
    state, said = examined(xiaohu, 4)["database"]
    assert (state, "9999" in said) == ("problem", True)


@pytest.mark.parametrize(
    ("base_url", "state", "said"),
    [
        ("http://127.0.0.1:8321", "ok", "plain steps"),
        ("http://192.168.1.20:8321", "ok", "own network only"),
        ("http://xiaohu.example", "warning", "use https"),
        ("https://xiaohu.example", "ok", "messages link to https://xiaohu.example/"),
    ],
)
def test_where_messages_link_to_is_said(xiaohu: CommandLine, base_url: str, state: str, said: str) -> None:
    xiaohu.more["XIAOHU_BASE_URL"] = base_url
    found = examined(xiaohu)["base URL"]
    assert (found[0], said in found[1]) == (state, True)


def test_the_key_of_the_links_is_looked_at_where_there_is_one(xiaohu: CommandLine) -> None:
    xiaohu("add", "jd-jintiao")
    assert "pages key" not in examined(xiaohu)
    file = xiaohu.folder / "pages.key"
    file.write_text("A" * 43 + "=\n")
    file.chmod(0o644)
    assert "chmod 600" in examined(xiaohu)["pages key"][1]
    file.write_text("broken\n")
    assert examined(xiaohu, code=4)["pages key"][0] == "problem"


def test_without_a_chinese_font_the_doctor_says_that_pictures_are_left_out(
    xiaohu: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health_machine, "installed", lambda: True)
    monkeypatch.setattr(health_machine, "chinese_font", lambda: None)
    state, said = examined(xiaohu)["pictures"]
    assert state == "warning"
    assert "fonts-noto-cjk" in said
    monkeypatch.setattr(health_machine, "chinese_font", lambda: "Noto Sans CJK SC")
    assert examined(xiaohu)["pictures"] == ("ok", "digest mails carry a timeline, in Noto Sans CJK SC")
    monkeypatch.setattr(health_machine, "installed", lambda: False)
    assert "pictures" not in examined(xiaohu)


def machine(name: str, value: object) -> Callable[[CommandLine, pytest.MonkeyPatch], None]:
    """Something of the machine's is not as it should be."""

    def broken(_xiaohu: CommandLine, patch: pytest.MonkeyPatch) -> None:
        patch.setattr(health_machine, name, lambda *_: value)

    return broken


def row(statement: str) -> Callable[[CommandLine, pytest.MonkeyPatch], None]:
    """Something stored is not."""

    def broken(xiaohu: CommandLine, _patch: pytest.MonkeyPatch) -> None:
        xiaohu.change(statement)

    return broken


def aged(days: int) -> Callable[[CommandLine, pytest.MonkeyPatch], None]:
    """The last backup was made so long ago."""

    def broken(xiaohu: CommandLine, _patch: pytest.MonkeyPatch) -> None:
        with installed(xiaohu) as database:
            back_up(database, xiaohu.folder / "backups", SystemClock().real_now() - timedelta(days=days))

    return broken


def setting(**more: str) -> Callable[[CommandLine, pytest.MonkeyPatch], None]:
    def broken(xiaohu: CommandLine, _patch: pytest.MonkeyPatch) -> None:
        xiaohu.more |= more

    return broken


def exposed(name: str) -> Callable[[CommandLine, pytest.MonkeyPatch], None]:
    """Others on the machine may read a file."""

    def broken(xiaohu: CommandLine, _patch: pytest.MonkeyPatch) -> None:
        file = xiaohu.folder / name
        if not file.exists():
            file.write_text("A" * 43 + "=\n")
        file.chmod(0o644)

    return broken


FAR_AHEAD = "UPDATE heartbeats SET seen_at = '2999-01-01 00:00:00'"
FAILS = [
    ("settings", "warning", setting(XIAOHU_CLOCK="2026-10-09T09:00:00+08:00"), "simulated"),
    ("settings", "problem", setting(XIAOHU_REMIND_AT="25:00"), "XIAOHU_REMIND_AT"),
    ("disk", "warning", lambda _x, patch: little_space(patch, 500 << 20), "500 MB free"),
    ("disk", "problem", lambda _x, patch: little_space(patch, 50 << 20), "50 MB free"),
    ("clock", "problem", machine("version", "2999.1"), "before this program was made"),
    ("clock", "problem", row(FAR_AHEAD), "it was set back, or was ahead"),
    ("time zone", "warning", machine("version", "2019.1"), "more than a year old"),
    ("time zone", "problem", row("UPDATE users SET timezone = 'Mars/Base'"), "Mars/Base"),
    ("base URL", "warning", setting(XIAOHU_BASE_URL="http://xiaohu.example"), "not encrypted"),
    ("pages key", "warning", exposed("pages.key"), "chmod 600"),
    ("reports key", "warning", exposed("reports.key"), "chmod 600"),
    ("pictures", "warning", machine("chinese_font", None), "fonts-noto-cjk"),
    ("calendar", "problem", setting(XIAOHU_CLOCK="2026-12-10T00:00:00+08:00"), "calendar import"),
    ("calendar", "warning", setting(XIAOHU_CLOCK="2026-12-09T23:59:00+08:00"), "calendar import"),
    ("hold", "problem", row("INSERT INTO holds (since) VALUES ('2026-10-10 00:00:00')"), "nothing is sent"),
    ("keys", "problem", lambda x, _p: (x.folder / "channels.key").unlink(), "is missing"),
    ("keys", "warning", exposed("channels.key"), "chmod 600"),
    ("channels", "warning", row("DELETE FROM channels"), "no reminder can reach you"),
    (
        "channels",
        "problem",
        row("UPDATE channels SET paused_at = '2026-10-10 00:00:00'"),
        "every channel is paused",
    ),
    ("channel 1", "warning", lambda x, _p: x("channels", "test", "1"), "connection_refused"),
    ("channel 1", "problem", row("UPDATE channels SET config = 'x'"), "cannot be read"),
    ("scheduler", "warning", row("UPDATE heartbeats SET seen_at = '2026-01-02 03:04:00'"), "not running"),
    ("scheduler", "warning", row("DELETE FROM heartbeats"), "has never run"),
    ("backup", "warning", setting(XIAOHU_BACKUP_DIR="/nowhere/at/all"), "none yet in"),
    ("backup", "warning", aged(3), "the last one is of"),
    ("backup", "problem", aged(8), "the last one is of"),
]


def little_space(patch: pytest.MonkeyPatch, free: int) -> None:
    usage = SimpleNamespace(free=free)
    patch.setattr("shutil.disk_usage", lambda _folder: usage)


@pytest.fixture
def well(xiaohu: CommandLine, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """Everything is in order, in whatever year this is run."""
    release = f"{SystemClock().real_now().year}.1"
    monkeypatch.setattr(health_machine, "version", lambda _name: release)
    xiaohu.now = "2026-10-09T09:00:00+08:00"
    assert xiaohu(*PLAIN).code == 0
    xiaohu("add", "jd-jintiao", "--on", "2026-10-08")
    with installed(xiaohu) as database:
        back_up(database, xiaohu.folder / "backups", SystemClock().real_now() - timedelta(hours=26))
        beat_now(database)
    return xiaohu


@pytest.mark.parametrize(("check", "state", "broken", "said"), FAILS)
def test_what_is_broken_is_found(
    check: str,
    state: str,
    broken: Callable[[CommandLine, pytest.MonkeyPatch], None],
    said: str,
    well: CommandLine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if said == "the last one is of":
        shutil.rmtree(well.folder / "backups")
    broken(well, monkeypatch)
    answered = well("doctor", "--json")
    found = {c["check"]: c for c in json.loads(answered.out)}
    assert (found[check]["state"], said in found[check]["said"]) == (state, True), found[check]
    assert answered.code == (4 if "problem" in {c["state"] for c in found.values()} else 0)


def test_when_nothing_is_broken_nothing_is_found(well: CommandLine) -> None:
    found = {c["check"]: c["state"] for c in json.loads(well("doctor", "--json").out)}
    assert found.pop("settings") == "warning", "the clock is simulated"
    assert found.pop("pictures", "ok")
    assert set(found.values()) == {"ok"}, found
    assert "hold" not in found


def test_every_check_has_something_that_breaks_it() -> None:
    from cli.doctor import _NAMES

    always_well = {"networks", "database"}  # nothing can be wrong; and its own tests, above
    assert {check for check, *_ in FAILS} == _NAMES.keys() - always_well | {"channel 1"}


def test_the_key_of_kept_reports_is_looked_at(xiaohu: CommandLine) -> None:
    xiaohu("add", "jd-jintiao")
    assert "reports key" not in examined(xiaohu)
    file = xiaohu.folder / "reports.key"
    file.write_text("A" * 43 + "=\n")
    file.chmod(0o644)
    assert "chmod 600" in examined(xiaohu)["reports key"][1]
    file.write_text("nonsense\n")
    assert examined(xiaohu, code=4)["reports key"][0] == "problem"
