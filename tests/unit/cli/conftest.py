"""A fresh installation for each test."""

from pathlib import Path

import pytest

from tests.command_line import CommandLine


@pytest.fixture
def xiaohu(tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path / "data")
