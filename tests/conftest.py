"""What every test stands on: no settings of this machine, and a fresh database in a moment."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.settings import Settings
from models.session import Database
from worker.installation import open_installation


@pytest.fixture(scope="session", autouse=True)
def no_settings_of_this_machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A developer's own installation must neither decide a test nor be touched by one."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("XIAOHU_")]:
            patch.delenv(name)
        patch.setenv("XIAOHU_ALLOWED_NETWORKS", "127.0.0.0/8")  # where the tests' own servers are
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data-home")))
        yield


@pytest.fixture(scope="session")
def new_database_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database as the program makes it: this schema, the first user, nothing else. Only to be copied."""
    folder = tmp_path_factory.mktemp("new")
    with open_installation(Settings(data_dir=folder, operator="box.example")):
        pass
    return folder / "xiaohu.db"


@pytest.fixture
def database(new_database_file: Path, tmp_path: Path) -> Iterator[Database]:
    """A new database of the test's own, in ``tmp_path``."""
    file = shutil.copy(new_database_file, tmp_path / "xiaohu.db")
    opened = Database(f"sqlite:///{file}", durable=False)
    yield opened
    opened.close()
