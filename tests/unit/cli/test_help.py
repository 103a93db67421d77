"""Help is what everybody asks for first: it must come at once, in the user's language."""

import subprocess
import sys

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


@pytest.mark.parametrize(
    "command", [[], *([name] for name in COMMANDS), ["channels", "add", "email"], ["channels", "kinds"]]
)
def test_help_loads_none_of_the_heavy_libraries(command: list[str], xiaohu: CommandLine) -> None:
    script = (
        "import sys\nfrom cli.main import app\n"
        f"try: app({[*command, '--help']!r})\n"
        "except SystemExit as end: assert not end.code\n"
        f"print('LOADED', sorted(set(sys.modules) & set({HEAVY!r})))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=xiaohu.whole_environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "LOADED []"


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
