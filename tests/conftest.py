"""What every test stands on: no settings of this machine, and no look-ups, a fresh database in a moment."""

import logging
import os
import socket
from collections.abc import Generator, Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from config.settings import Settings
from models.session import Database
from tests import statements, tally
from tests.closures import KEY
from tests.databases import DATABASES, ON_POSTGRESQL
from tests.leaks import leaks
from worker.installation import open_installation

statements.keep_for_all()
_getaddrinfo = socket.getaddrinfo

# The tests' own client says every address it asks for, with whatever a test typed into it.
logging.getLogger("httpx2").setLevel(logging.WARNING)

# Timing never decides a test, on a busy machine neither.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")


@pytest.fixture(scope="session", autouse=True)
def no_settings_of_this_machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A developer's own installation must neither decide a test nor be touched by one."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("XIAOHU_")]:
            patch.delenv(name)
        patch.setenv("XIAOHU_ALLOWED_NETWORKS", "127.0.0.0/8")  # where the tests' own servers are
        home = tmp_path_factory.mktemp("data-home")
        patch.setenv("XDG_DATA_HOME", str(home))
        (home / "xiaohu").mkdir()
        _write_key(home / "xiaohu")
        patch.setattr(socket, "getaddrinfo", _known_here)
        yield


def _known_here(host: Any, *args: Any, **rest: Any) -> Any:
    """No test asks anybody outside this machine for a name."""
    if host in (None, "", "localhost", socket.gethostname()) or _is_address(str(host)):
        return _getaddrinfo(host, *args, **rest)
    raise socket.gaierror(socket.EAI_NONAME, "not looked up in tests")


def _is_address(host: str) -> bool:
    try:
        ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


def _write_key(folder: Path) -> None:
    file = folder / "channels.key"
    file.write_text(f"{KEY}\n")
    file.chmod(0o600)


@pytest.fixture(scope="session", autouse=True)
def databases_of_the_session() -> Iterator[None]:
    """Where there is a server, it ends with the tests."""
    yield
    DATABASES.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A secret in what a test has logged, or printed, fails it, whatever it was about."""
    report = yield
    if found := leaks(f"{report.caplog}{report.capstdout}{report.capstderr}"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid}: the log holds {', '.join(found)}"
        report.sections = []
    return report


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """What tests say about promises is summed up."""
    tally.note(report)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The sum."""
    for number, line in enumerate(tally.table()):
        if number == 0:
            terminalreporter.section("promises")
        terminalreporter.write_line(line)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is about the other database is not collected: a skipped test would look as if it might run."""
    others = [item for item in items if item.get_closest_marker("sqlite" if ON_POSTGRESQL else "postgresql")]
    items[:] = [item for item in items if item not in others]
    config.hook.pytest_deselected(items=others)


if ON_POSTGRESQL:

    @pytest.fixture(scope="session", autouse=True)
    def programs_of_the_server(no_settings_of_this_machine: None) -> Iterator[None]:
        """Backups are made by the server's own programs: those of this machine may be older."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("PATH", f"{DATABASES.programs}{os.pathsep}{os.environ['PATH']}")
            yield

    @pytest.fixture(autouse=True)
    def databases_of_the_test(tmp_path: Path) -> Iterator[None]:
        """What a test has made on the server is removed after it."""
        yield
        DATABASES.tidy(tmp_path)


@pytest.fixture(scope="session")
def new_installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an installation as the program makes it: this schema, the first user, nothing else. Its
    database is only to be copied."""
    folder = tmp_path_factory.mktemp("new")
    url = DATABASES.setting(folder)
    with open_installation(Settings(data_dir=folder, operator="box.example", database_url=url)):
        pass
    return folder


@pytest.fixture
def database(new_installation: Path, tmp_path: Path) -> Iterator[Database]:
    """A new database of the test's own, for the installation in ``tmp_path``."""
    _write_key(tmp_path)
    opened = Database(DATABASES.copy(new_installation, tmp_path), durable=False)
    yield opened
    opened.close()
