"""PostgreSQL: what cannot be reached says so without its secrets; nothing is overwritten unseen."""

import signal
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import func, select, text, update

import models.session
from models import postgresql
from models.schema import prepare, problem_with, upgrade
from models.session import Database, DatabaseBusy, DatabaseUnusable
from models.tables import Reminder, User
from tests.closures import first_user, register
from tests.databases import DATABASES, plan_of
from tests.postgresql import OTHER, PASSWORD, Server, free_port, server
from worker.clock import monotonic

pytestmark = pytest.mark.postgresql


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models.session, "BUSY_SECONDS", 0.1)


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


def test_a_server_that_is_not_there_is_named_without_the_password() -> None:
    said = _refusal(f"postgresql://wang:{PASSWORD}@127.0.0.1:1/xiaohu")
    assert said.startswith("the database 127.0.0.1:1/xiaohu cannot be used:")
    assert "refused" in said
    assert PASSWORD not in said


def test_a_wrong_password_a_missing_database_and_a_stranger_are_told_apart(database: Database) -> None:
    url = database.url
    for changed, words in (
        (url.set(username=OTHER, password="mine-mine"), f'authentication failed for user "{OTHER}"'),
        (url.set(database="nowhere"), 'database "nowhere" does not exist'),
        (url.set(username="nobody"), 'role "nobody" does not exist'),
        (url.set(username=OTHER, password=PASSWORD), "permission denied"),
    ):
        said = _refusal(changed.render_as_string(hide_password=False))
        assert words in said
        assert PASSWORD not in said
        assert "mine-mine" not in said
        assert len(said.splitlines()) == 1


def test_both_usual_ways_to_write_the_url_are_understood(database: Database) -> None:
    for scheme in ("postgresql", "postgres", "postgresql+psycopg"):
        with _opened(database.url.set(drivername=scheme).render_as_string()) as opened:
            assert problem_with(opened) is None


def test_connections_are_watched_and_statements_limited(database: Database) -> None:
    with database.statement() as connection:
        asked = "SELECT current_setting('statement_timeout'), current_setting('lock_timeout')"
        assert connection.execute(text(asked)).one() == ("1min", "5s")
        watched = connection.connection.driver_connection.info.get_parameters()  # type: ignore[union-attr]
    assert watched["keepalives_idle"] == "10"
    assert watched["tcp_user_timeout"] == "20000"


@pytest.mark.parametrize(("whose", "limit"), [("we", "30s"), (None, "10min")])
def test_a_transaction_that_does_nothing_ends(database: Database, whose: str | None, limit: str) -> None:
    asked = text("SELECT current_setting('idle_in_transaction_session_timeout')")
    with database.writing(whose) as session:
        assert session.scalar(asked) == limit
    with database.statement() as connection:
        assert connection.scalar(asked) == "30s"


def test_what_the_url_says_itself_is_left_alone(database: Database) -> None:
    url = database.url.update_query_dict({"options": "-c statement_timeout=7s", "connect_timeout": "9"})
    with _opened(url.render_as_string()) as opened, opened.statement() as connection:
        assert connection.scalar(text("SELECT current_setting('statement_timeout')")) == "7s"


def test_nodes_that_start_at_once_make_one_schema(tmp_path: Path) -> None:
    failed: list[BaseException] = []

    def start() -> None:
        try:
            with _opened(url) as database:
                upgrade(database)
                prepare(database)
        except BaseException as error:
            failed.append(error)

    url = DATABASES.url(tmp_path)
    nodes = [threading.Thread(target=start) for _ in range(4)]
    for node in nodes:
        node.start()
    for node in nodes:
        node.join()
    assert failed == []


def test_a_row_that_the_worker_changed_meanwhile_is_not_overwritten(database: Database) -> None:
    """A door that looked before and writes after would undo what the worker has written down."""
    with database.writing() as session:
        number = register(first_user(session)).round.reminders[0].id

    def put_off() -> None:
        with database.writing("we") as session:
            reminder = session.get_one(Reminder, number)
            with database.statement() as connection:
                connection.execute(update(Reminder).where(Reminder.id == number).values(state="claimed"))
            reminder.state = "cancelled"

    with pytest.raises(DatabaseBusy, match="try again"):
        put_off()
    with database.reading() as session:
        assert session.get_one(Reminder, number).state == "claimed"
        session.rollback()
    with database.writing("we") as session:
        session.get_one(Reminder, number).cancel()


@pytest.mark.usefixtures("impatient")
def test_a_turn_that_takes_too_long_is_busy_and_one_of_another_visitor_is_not_in_the_way(
    database: Database,
) -> None:
    with _opened(database.url.render_as_string()) as other, database.writing("we"):
        with other.writing("they") as session:
            first_user(session).name = "by them"
        with pytest.raises(DatabaseBusy), other.writing("we"):
            pass
        with pytest.raises(DatabaseBusy), other.writing():
            pass
    with database.writing() as session:
        assert first_user(session).name == "by them"


@pytest.mark.usefixtures("impatient")
def test_a_turn_ends_with_its_block_whatever_happens_in_it(database: Database) -> None:
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), database.writing("we"):
            raise ZeroDivisionError
        with pytest.raises(DatabaseUnusable), database.writing() as session:
            session.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
    with _opened(database.url.render_as_string()) as other, other.writing() as session:
        assert first_user(session)


def test_readers_change_nothing(database: Database) -> None:
    with pytest.raises(DatabaseUnusable, match="read-only"), database.reading() as session:
        session.execute(update(User).values(name="x"))


def test_what_is_held_beyond_its_lease_is_found_by_an_index(database: Database) -> None:
    question = "SELECT id FROM reminders WHERE state = 'claimed' AND lease_until < now()"
    with database.statement() as connection:
        assert "ix_reminders_claimed" in plan_of(connection, question)


@pytest.fixture(scope="module")
def own_server() -> Iterator[Server]:
    """One to stop and start."""
    with server() as started:
        yield started


def test_a_restart_is_noticed_and_got_over(own_server: Server) -> None:
    own_server.make("restarted")
    with _opened(own_server.url("restarted")) as database:
        prepare(database)
        own_server.stop()
        with pytest.raises(DatabaseUnusable, match="cannot be used"), database.reading() as session:
            session.scalar(select(func.count()).select_from(User))
        own_server.start()
        with database.writing() as session:
            assert session.scalar(select(func.count()).select_from(User)) == 0


def test_connections_that_died_while_they_rested_are_not_used(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "RESTED_SECONDS", 0.0)
    for _ in range(2):
        with ExitStack() as several:
            connections = [several.enter_context(database.statement()) for _ in range(3)]
            assert [connection.scalar(text("SELECT 1")) for connection in connections] == [1, 1, 1]
        with _opened(database.url.render_as_string()) as other, other.statement() as connection:
            own = connection.scalar(text("SELECT pg_backend_pid()"))
            ended = (
                "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE pid <> :own AND"
            )
            named = "datname = current_database()"
            assert connection.scalar(text(f"{ended} {named}"), {"own": own}) == 3


def test_a_server_that_crashes_in_mid_transaction_leaves_nothing_half_stored(own_server: Server) -> None:
    own_server.make("crashed")

    def crash() -> None:
        with database.writing() as session:
            session.execute(text("INSERT INTO holiday_notices VALUES (2030, '', now())"))
            own_server.stop(signal.SIGQUIT)
            session.flush()

    with _opened(own_server.url("crashed")) as database:
        prepare(database)
        with pytest.raises(DatabaseUnusable):
            crash()
        own_server.start()
        with database.statement() as connection:
            assert connection.scalar(text("SELECT count(*) FROM holiday_notices")) == 0


def test_nobody_waits_long_for_a_server_that_does_not_answer() -> None:
    import socket

    with socket.create_server(("127.0.0.1", free_port()), backlog=1) as silent:
        port = silent.getsockname()[1]
        started = monotonic()
        said = _refusal(f"postgresql://x@127.0.0.1:{port}/y?connect_timeout=2")
    assert "timeout" in said
    assert monotonic() - started < 10
