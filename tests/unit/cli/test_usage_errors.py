"""Typing mistakes are told in the reader's language; the table would break if Typer worded them anew."""

import pytest
from typer.testing import CliRunner

from cli.main import app

MISTYPED = [
    (["ad"], "没有 ad 这个命令；是不是 add？"),
    (["list", "--foo"], "没有 --foo 这个选项"),
    (["add"], "缺少 PLATFORM"),
    (["add", "x", "--on"], "--on 后面要有值"),
    (["add", "a", "b", "c"], "多出了：b c"),
    (["answer", "1", "foo"], "foo 不在 'verified'"),
]


@pytest.mark.parametrize(("typed", "sentence"), MISTYPED)
def test_a_mistyped_command_is_told_in_chinese(typed: list[str], sentence: str) -> None:
    result = CliRunner().invoke(app, typed)
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert len(result.stderr.splitlines()) == 1
