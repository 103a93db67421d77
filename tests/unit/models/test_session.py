"""Opening the database: what cannot be opened says so in one sentence; a transaction is whole or nothing."""

import re
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError

import models.session
from models.schema import prepare
from models.session import Database, DatabaseBusy, DatabaseUnusable
from models.tables import User
from tests.ballast import overfill
from tests.closures import first_user
from worker.installation import OWNER


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models.session, "BUSY_SECONDS", 0.05)


@contextmanager
def _opened(url: str) -> Iterator[Database]:
    database = Database(url)
    try:
        yield database
    finally:
        database.close()


def _refusal(url: str) -> str:
    with pytest.raises(DatabaseUnusable) as refused, _opened(url) as database:
        prepare(database)
    return str(refused.value)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    said = _refusal(f"sqlite:///{tmp_path}/nowhere/xiaohu.db")
    assert said == f"{tmp_path}/nowhere: there is no such folder for the database; create it first"


@pytest.mark.parametrize("url", ["nonsense", "xiaohu.db", "/var/lib/xiaohu.db"])
def test_what_is_no_database_url_is_named_with_one_that_is(url: str) -> None:
    assert _refusal(url).startswith(f"XIAOHU_DATABASE_URL={url}: not a database URL; use sqlite:")


def test_a_refused_url_does_not_show_its_password() -> None:
    assert "hunter2" not in _refusal("user:hunter2@host")
    assert "hunter2" not in _refusal("carrierpigeon://user:hunter2@host/db")


def test_a_kind_of_database_that_is_not_installed_is_named() -> None:
    said = _refusal("carrierpigeon://host/db")
    assert said.startswith("XIAOHU_DATABASE_URL: xiaohu cannot talk to carrierpigeon here; use sqlite:")


@pytest.mark.sqlite
def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "photo.db").write_bytes(b"this is a picture" * 1000)
    assert "damaged or not a database" in _refusal(f"sqlite:///{tmp_path}/photo.db")


@pytest.mark.sqlite
def test_a_torn_database_is_refused(new_installation: Path, tmp_path: Path) -> None:
    pages = bytearray((new_installation / "xiaohu.db").read_bytes())
    pages[4096 : len(pages) // 2] = b"\xff" * (len(pages) // 2 - 4096)
    (tmp_path / "torn.db").write_bytes(pages)
    assert "damaged" in _refusal(f"sqlite:///{tmp_path}/torn.db")


@pytest.mark.sqlite
def test_a_folder_in_the_databases_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "xiaohu.db").mkdir()
    said = _refusal(f"sqlite:///{tmp_path}/xiaohu.db")
    assert said == "the database cannot be used: unable to open database file; check the disk and the rights"


@pytest.mark.sqlite
def test_a_full_disk_is_no_traceback_and_leaves_nothing_half_stored(database: Database) -> None:
    def fill() -> None:
        with database.writing() as session:
            first_user(session).name = "begun"
            session.flush()
            pages = session.connection().exec_driver_sql("PRAGMA page_count").scalar_one()
            session.connection().exec_driver_sql(f"PRAGMA max_page_count={pages}")
            first_user(session).name = "x" * 100_000

    with pytest.raises(DatabaseUnusable, match="full; check the disk"):
        fill()
    with database.reading() as session:
        assert first_user(session).name == OWNER


@pytest.mark.sqlite
@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("lock", ["IMMEDIATE", "EXCLUSIVE"])
def test_a_locked_database_is_busy_and_usable_afterwards(
    new_installation: Path, tmp_path: Path, lock: str
) -> None:
    file = tmp_path / "xiaohu.db"
    file.write_bytes((new_installation / "xiaohu.db").read_bytes())
    with (
        closing(sqlite3.connect(file, isolation_level=None)) as other,
        _opened(f"sqlite:///{file}") as database,
    ):
        other.execute(f"BEGIN {lock}")
        busy = pytest.raises(DatabaseBusy, match="busy with another program; try again in a moment")
        with busy, database.writing() as session:
            first_user(session)
        with busy, database.statement():
            pass
        with database.reading() as session:
            assert first_user(session).name  # readers do not wait for writers
        other.execute("ROLLBACK")
        prepare(database)
        with database.writing() as session:
            first_user(session).name = "free again"


@contextmanager
def _another_writes(
    database: Database, how: Callable[[Database], AbstractContextManager[Any]]
) -> Iterator[None]:
    """While the block begins, another thread is in the middle of a transaction."""
    inside, done = threading.Event(), threading.Event()

    def another() -> None:
        with how(database) as writer:
            writer.execute(text("UPDATE users SET name = 'another'"))
            inside.set()
            done.wait(0.2)

    thread = threading.Thread(target=another)
    thread.start()
    inside.wait()
    yield
    thread.join()


@pytest.mark.parametrize(("theirs", "ours"), [(None, None), (None, "we"), ("they", None), ("we", "we")])
def test_a_writer_waits_for_another_writer(database: Database, theirs: str | None, ours: str | None) -> None:
    """Two doors at once: the second one waits, and simply works with what the first one left."""
    with (
        _another_writes(database, lambda opened: opened.writing(theirs)),
        database.writing(ours) as session,
    ):
        assert first_user(session).name == "another"
        first_user(session).name = "door"
    with database.reading() as session:
        assert session.scalars(select(User.name)).all() == ["door"]


@pytest.mark.sqlite
def test_a_door_waits_for_a_worker_that_is_just_writing(database: Database) -> None:
    with _another_writes(database, Database.statement), database.writing() as session:
        assert first_user(session).name == "another"


@pytest.mark.sqlite
@pytest.mark.parametrize(("durable", "synchronous"), [(True, 2), (False, 1)])
def test_sqlite_is_used_with_wal_foreign_keys_and_syncs(
    tmp_path: Path, durable: bool, synchronous: int
) -> None:
    database = Database(f"sqlite:///{tmp_path}/x.db", durable=durable)
    with database.statement() as connection:
        found = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "synchronous")
        ]
    database.close()
    assert found == ["wal", 1, synchronous]


def test_a_reader_sees_one_state_while_others_write(database: Database) -> None:
    with database.reading() as session:
        before = first_user(session).name
        with database.writing() as other:
            first_user(other).name = "renamed"
        session.expire_all()
        assert first_user(session).name == before


def test_the_text_of_an_error_holds_no_value(database: Database) -> None:
    with pytest.raises(IntegrityError) as error, database.statement() as connection:
        connection.execute(insert(User), [{"id": 7, "name": "重庆某某小额贷款"}])
    assert re.search("NOT NULL|not-null", str(error.value))
    assert "重庆" not in str(error.value)


@pytest.mark.sqlite
def test_why_a_write_failed_is_remembered_until_one_succeeds(database: Database) -> None:
    """For whoever watches the service; the pages and the scheduler have a Database each."""
    pages = Database(str(database.url))
    with pytest.raises(DatabaseUnusable, match="full"):
        overfill(database)
    assert "full" in pages.trouble
    with database.reading():
        assert "full" in pages.trouble, "reading still goes"
    with database.statement() as connection:
        connection.exec_driver_sql("UPDATE users SET name = name")
    assert pages.trouble == ""
    pages.close()
