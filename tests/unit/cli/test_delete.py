"""What is deleted is gone: from the tables, and from the bytes on the disk."""

import sqlite3
from pathlib import Path

import pytest

from models.tables import Record
from tests.command_line import CommandLine, assert_refused

MARK = "mark-of-a-note-nobody-may-find"


def found(xiaohu: CommandLine, text: str) -> list[str]:
    """The files and the tables of the installation that hold the text."""
    files = [file.name for file in Path(xiaohu.folder).iterdir() if text.encode() in file.read_bytes()]
    tables = [table.name for table in Record.metadata.sorted_tables]
    return files + [name for name in tables if text in repr(xiaohu.rows(f"SELECT * FROM {name}"))]


@pytest.fixture
def filled(xiaohu: CommandLine, tmp_path: Path) -> CommandLine:
    xiaohu("people", "add", "张三丰")
    file = tmp_path / "rows.csv"
    rows = (f"张三丰,jd-jintiao,2026-09-24,{MARK} {number}\n" for number in range(30))
    file.write_text("person,platform,requested_on,note\n" + "".join(rows))
    assert xiaohu("import", str(file)).code == 0
    xiaohu("add", "jd-jintiao", "--note", "kept")
    xiaohu("snooze", "3", "2026-10-20")
    assert found(xiaohu, MARK)
    return xiaohu


@pytest.mark.parametrize("how", [["remove", "张三丰", "--yes"], ["withdraw", "张三丰"]])
def test_nothing_of_a_person_is_left_in_any_file(how: list[str], filled: CommandLine) -> None:
    assert filled("people", *how).code == 0
    for text in (MARK, "张三丰"):
        assert found(filled, text) == []
    assert filled.rows("SELECT count(*) FROM rounds") == [(1,)]
    assert [closure["note"] for closure in filled("list", "--json").json] == ["kept"]


def test_everything_is_deleted_only_on_purpose(filled: CommandLine) -> None:
    assert_refused(filled("delete"), 2, "--everything")
    assert_refused(filled("delete", "--everything"), 2, "31 closures", "--yes")
    assert len(filled("list", "--json").json) == 31


def test_everything_is_deleted_and_one_can_begin_anew(filled: CommandLine) -> None:
    filled("channels", "add", "email", "--to", "wang@example.com", "--host", "mail.example.com")
    assert filled("delete", "--everything", "--yes").code == 0
    for text in (MARK, "张三丰", "kept", "wang@example.com"):
        assert found(filled, text) == []
    assert filled.rows("SELECT name FROM people") == [("本人",)]  # at once, for a service that runs
    for table in ("closures", "rounds", "reminders", "events", "channels", "external_ids"):
        assert filled.rows(f"SELECT count(*) FROM {table}") == [(0,)]
    assert [person["name"] for person in filled("people", "list", "--json").json] == ["本人"]
    assert filled("add", "jd-jintiao").code == 0


@pytest.mark.sqlite
def test_a_reader_in_the_way_is_told_of_and_tidied_up_later(
    filled: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.session.BUSY_SECONDS", 0.1)
    reader = sqlite3.connect(filled.file, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM closures").fetchone()
    answered = filled("people", "withdraw", "张三丰")
    assert answered.code == 0
    assert "db tidy" in answered.err
    assert filled("db", "tidy").code == 75
    reader.close()
    assert filled("db", "tidy").code == 0
    assert found(filled, MARK) == []


@pytest.mark.sqlite
def test_tidying_removes_traces_of_what_was_only_forgotten(xiaohu: CommandLine) -> None:
    xiaohu("channels", "add", "email", "--to", "wang@example.com", "--host", "mail.example.com")
    with sqlite3.connect(xiaohu.file) as connection:  # as an SQLite without secure_delete forgets
        connection.execute("PRAGMA secure_delete=OFF")
        connection.execute("DELETE FROM channels")
    connection.close()
    assert found(xiaohu, "w***@example.com")
    assert xiaohu("db", "tidy").code == 0
    assert found(xiaohu, "w***@example.com") == []
