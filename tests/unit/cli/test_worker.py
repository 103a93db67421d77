"""``worker``: a node of several."""

import pytest

from tests.command_line import CommandLine, assert_refused


@pytest.mark.sqlite
def test_on_a_file_it_says_what_to_run_instead(xiaohu: CommandLine) -> None:
    assert_refused(xiaohu("worker"), 2, "nodes need PostgreSQL", "xiaohu run")
