"""An installation for each test: as its first command leaves it, or before that."""

from pathlib import Path

import pytest

from tests.command_line import CommandLine
from tests.databases import DATABASES


@pytest.fixture(scope="session")
def first_used(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an installation whose first command has just made it; only to be copied."""
    made = CommandLine(tmp_path_factory.mktemp("first-used") / "data")
    assert made("list").code == 0
    return made.folder


@pytest.fixture
def xiaohu(first_used: Path, tmp_path: Path) -> CommandLine:
    """An installation of the test's own: with the schema and its user, and nothing else."""
    installed = CommandLine(tmp_path / "data")
    installed.folder.mkdir(mode=0o700)
    DATABASES.copy(first_used, installed.folder)
    return installed


@pytest.fixture
def unused(tmp_path: Path) -> CommandLine:
    """Before its first command: not even its folder is there."""
    return CommandLine(tmp_path / "data")
