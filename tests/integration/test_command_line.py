"""The command line in real processes: beside a scheduler, beside a lock, with a real mail server."""

import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from tests.command_line import CommandLine, assert_refused
from tests.contract.servers import Inbox, scripted_server, smtp_server
from worker.key_file import KeyFile
from worker.keyring import Keyring, seal


@pytest.fixture
def xiaohu(tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path / "data")


@contextmanager
def scheduler(xiaohu: CommandLine) -> Iterator["subprocess.Popen[str]"]:
    """A scheduler at work: its heartbeat is there."""
    process = xiaohu.start("run")
    try:
        for _ in range(300):
            if _heartbeats(xiaohu):
                break
            assert process.poll() is None, process.communicate()
            time.sleep(0.1)
        yield process
    finally:
        process.kill()
        process.communicate()


def _heartbeats(xiaohu: CommandLine) -> list[tuple[Any, ...]]:
    try:
        return xiaohu.rows("SELECT seen_at FROM heartbeats WHERE said <> 'started'")
    except OperationalError:  # the schema is being made
        return []


def email_to(port: int) -> list[str]:
    return [
        *("channels", "add", "email", "--to", "wang@example.com"),
        *("--host", "127.0.0.1", "--port", str(port), "--security", "none"),
    ]


@pytest.mark.sqlite
@pytest.mark.parametrize("command", [["run"], ["run", "--once"]])
def test_a_second_scheduler_on_the_same_file_exits_75(command: list[str], xiaohu: CommandLine) -> None:
    with scheduler(xiaohu) as first:
        second = xiaohu.process(*command)
        assert second.code == 75
        assert "another scheduler" in second.err.splitlines()[-1]
        assert "Traceback" not in second.err
        assert first.poll() is None


def test_registering_and_answering_beside_a_running_scheduler_simply_works(xiaohu: CommandLine) -> None:
    with scheduler(xiaohu):
        assert xiaohu.process("add", "jd-jintiao").code == 0
        assert xiaohu.process("answer", "1", "verified").code == 0


def test_a_scheduler_told_to_stop_ends_well(xiaohu: CommandLine) -> None:
    with scheduler(xiaohu) as process:
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0


@pytest.mark.sqlite
@pytest.mark.parametrize("command", [["add", "jd-jintiao"], ["run", "--once"]])
def test_a_locked_database_exits_75_and_nothing_is_stored(command: list[str], xiaohu: CommandLine) -> None:
    xiaohu("add", "jd-jintiao")
    before = xiaohu.counts()
    lock = sqlite3.connect(xiaohu.file, isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    try:
        answered = xiaohu.process(*command)
    finally:
        lock.close()
    assert answered.code == 75
    assert "try again" in answered.err.splitlines()[-1]
    assert "Traceback" not in answered.err
    assert xiaohu.counts() == before
    assert xiaohu.process("list").code == 0


def test_a_test_message_arrives_and_is_kept_as_sent(xiaohu: CommandLine) -> None:
    inbox = Inbox()
    with smtp_server(inbox) as port:
        xiaohu(*email_to(port))
        assert xiaohu.process("channels", "test", "1").code == 0
    (mail,) = inbox.mails
    message = message_from_bytes(mail, policy=policy.default)
    assert message["To"] == "wang@example.com"
    assert "test" in message["Subject"]
    assert xiaohu.rows("SELECT kind, state, token, unfinished FROM reminders") == [("test", "sent", None, 0)]
    assert xiaohu.rows("SELECT outcome, message_id FROM deliveries") == [("sent", message["Message-ID"])]


def test_what_the_mail_server_says_is_shown_word_for_word(xiaohu: CommandLine) -> None:
    with smtp_server(Inbox(DATA="554 5.7.1 we do not like you")) as port:
        xiaohu(*email_to(port))
        assert_refused(xiaohu.process("channels", "test", "1"), 1, "we do not like you", "554")


def test_a_test_message_whose_sender_died_is_not_sent_by_somebody_else(xiaohu: CommandLine) -> None:
    inbox = Inbox()
    with scripted_server(b"220 slow\r\n") as silent, smtp_server(inbox) as port:
        xiaohu(*email_to(silent))
        sender = xiaohu.start("channels", "test", "1")
        for _ in range(100):
            if xiaohu.rows("SELECT 1 FROM reminders"):
                break
            time.sleep(0.1)
        sender.kill()
        sender.communicate()
        assert xiaohu.rows("SELECT state FROM reminders") == [("claimed",)]
        _move(xiaohu, port)
        xiaohu.change("UPDATE reminders SET lease_until = '2020-01-01 00:00:00'")
        assert xiaohu.process("run", "--once").code == 0
    assert inbox.mails == []
    assert xiaohu.rows("SELECT state FROM reminders") == [("failed",)]


def _move(xiaohu: CommandLine, port: int) -> None:
    """The first channel's server is found at another port from now on."""
    keys = Keyring(KeyFile(xiaohu.folder / "channels.key"))
    [(sealed,)] = xiaohu.rows("SELECT config FROM channels")
    config = keys.open("email", sealed)
    assert config is not None
    sealed = seal(keys.file.read()[0], "email", config | {"port": port})
    xiaohu.change("UPDATE channels SET config = :sealed", sealed=sealed)


def test_run_once_sends_what_is_due_and_nothing_twice(xiaohu: CommandLine) -> None:
    inbox = Inbox()
    with smtp_server(inbox) as port:
        xiaohu(*email_to(port))
        xiaohu("add", "jd-jintiao")
        for now, messages in [("2026-10-09T23:00:00+08:00", 0), ("2026-10-10T09:00:01+08:00", 1)]:
            xiaohu.now = now
            for _ in range(2):
                done = xiaohu.process("run", "--once")
                assert done.code == 0
                assert "SIMULATED CLOCK" in done.err
            assert len(inbox.mails) == messages
    assert xiaohu("show", "1", "--json").json["history"][-1]["kind"] == "reminded"


BAD_SETTINGS = [
    ("XIAOHU_TIMEZONE", "Mars/Base"),
    ("XIAOHU_LOCALE", "tlh"),
    ("XIAOHU_REMIND_AT", "25:00"),
    ("XIAOHU_DIGEST_AT", "Monday"),
    ("XIAOHU_CLOCK", "yesterday"),
    ("XIAOHU_CLOCK", "2026-10-09T09:00:30"),
    ("XIAOHU_CHECK_AFTER_DAYS", "-1"),
    ("XIAOHU_BASE_URL", "ftp://x"),
    ("XIAOHU_QUIET_HOURS", "late"),
]


@pytest.mark.parametrize(("name", "value"), BAD_SETTINGS)
@pytest.mark.parametrize("command", [["list"], ["due", "3天"], ["run", "--once"]])
def test_a_bad_setting_is_named_with_its_value(
    command: list[str], name: str, value: str, xiaohu: CommandLine
) -> None:
    xiaohu.more = {name: value}
    assert_refused(xiaohu(*command), 2, name, value)
    assert not xiaohu.stores


UNUSABLE = [
    ("sqlite:////nowhere/at/all/xiaohu.db", "/nowhere/at/all"),
    ("nonsense", "nonsense"),
]


@pytest.mark.parametrize(("url", "said"), UNUSABLE)
def test_a_database_that_cannot_be_used_exits_1(url: str, said: str, xiaohu: CommandLine) -> None:
    xiaohu.more = {"XIAOHU_DATABASE_URL": url}
    assert_refused(xiaohu("list"), 1, said)


@pytest.mark.sqlite
def test_a_damaged_database_exits_1_and_is_left_alone(xiaohu: CommandLine) -> None:
    xiaohu.folder.mkdir()
    xiaohu.file.write_bytes(b"this is no database" * 100)
    assert_refused(xiaohu("add", "jd-jintiao"), 1, "damaged")
    assert xiaohu.file.read_bytes() == b"this is no database" * 100


def test_a_newer_database_exits_1_and_cannot_be_upgraded(xiaohu: CommandLine) -> None:
    xiaohu("list")
    xiaohu.change("UPDATE alembic_version SET version_num = '9999'")
    assert_refused(xiaohu("list"), 1, "9999")
    assert_refused(xiaohu("db", "upgrade"), 1, "9999")


def test_a_database_can_be_made_and_upgraded_beforehand(xiaohu: CommandLine) -> None:
    assert xiaohu("db", "upgrade").code == 0
    assert xiaohu("db", "upgrade").code == 0
    assert xiaohu("list", "--json").json == []


def test_a_file_in_the_place_of_the_data_folder_is_named(xiaohu: CommandLine) -> None:
    xiaohu.folder.write_text("")
    assert_refused(xiaohu("list"), 1, str(xiaohu.folder))


def test_a_reader_that_goes_away_is_no_traceback(xiaohu: CommandLine) -> None:
    process = xiaohu.start("platforms", "list", "--json")
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    assert "Traceback" not in process.stderr.read()
    process.stderr.close()
    process.wait(30)
