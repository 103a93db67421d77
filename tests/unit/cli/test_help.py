"""Help is what everybody asks for first: it must come at once, in the user's language."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from cli.main import app
from tests.command_line import CommandLine

HEAVY = (
    *("sqlalchemy", "alembic", "apprise", "apscheduler", "pydantic_settings", "jinja2", "pypinyin"),
    *("pdfplumber", "pypdfium2", "reports.accounts"),
)
COMMANDS = [
    *("import", "export", "delete"),
    *("due", "add", "list", "show", "answer", "act", "undo", "snooze", "withdraw", "give-up"),
    *("digest", "pulls"),
    *("run", "serve", "worker", "doctor", "demo", "simulate", "backup", "restore", "hold", "release"),
    *("channels", "people", "settings", "platforms", "observed", "calendar", "keys", "db", "catalog"),
    *("escalate", "script", "evidence", "note", "report"),
]


HELPS = [
    [*command, "--help"]
    for command in ([], *([name] for name in COMMANDS), ["channels", "add", "email"], ["channels", "kinds"])
]
_ASK = """
import json, os, sys
from typer.main import get_command
from cli.main import app

xiaohu = get_command(app)
for words in json.loads(sys.argv[1]):
    if not os.fork():
        code = 0
        try: xiaohu(words)
        except SystemExit as end: code = end.code
        print("LOADED", json.dumps([words, code, sorted(set(sys.modules) & set(json.loads(sys.argv[2])))]))
        sys.stdout.flush()
        os._exit(0)
    os.wait()
"""
"""Each help is asked for in a process that begins where ``xiaohu`` stands when its commands are loaded."""


@pytest.fixture(scope="module")
def loaded(first_used: Path) -> dict[tuple[str, ...], tuple[int, list[str]]]:
    """For each help: how it ended, and which heavy libraries it had."""
    done = subprocess.run(
        [sys.executable, "-c", _ASK, json.dumps(HELPS), json.dumps(HEAVY)],
        env=CommandLine(first_used).whole_environment,
        capture_output=True,
        text=True,
        check=True,
    )
    said = [line.removeprefix("LOADED ") for line in done.stdout.splitlines() if line.startswith("LOADED ")]
    return {tuple(words): (code, heavy) for words, code, heavy in map(json.loads, said)}


@pytest.mark.parametrize("words", HELPS, ids=" ".join)
def test_help_loads_none_of_the_heavy_libraries(
    words: list[str], loaded: dict[tuple[str, ...], tuple[int, list[str]]]
) -> None:
    assert loaded[tuple(words)] == (0, [])


def test_the_commands_are_those_that_were_promised() -> None:
    named = {command.name or getattr(command.callback, "__name__", "") for command in app.registered_commands}
    assert named | {group.name for group in app.registered_groups} == set(COMMANDS)


def test_help_speaks_the_chosen_language(xiaohu: CommandLine) -> None:
    assert "Register a closure" in xiaohu.process("--help").out


def test_a_config_file_chooses_the_language_too(unused: CommandLine) -> None:
    unused.folder.mkdir()
    (unused.folder / "config.toml").write_text('locale = "en"\n')
    unused.more = {"XIAOHU_LOCALE": ""}
    assert "Register a closure" in unused.process("--help").out


def test_a_broken_config_file_does_not_spoil_help(unused: CommandLine) -> None:
    unused.folder.mkdir()
    (unused.folder / "config.toml").write_text("locale = [")
    unused.more = {"XIAOHU_LOCALE": ""}
    assert unused.process("--help").code == 0
    assert "config.toml" in unused.process("list").err


def test_no_command_shows_the_help_and_exits_2(xiaohu: CommandLine) -> None:
    answered = xiaohu()
    assert answered.code == 2
    assert "Usage" in answered.out
