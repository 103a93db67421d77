"""The command line as its users run it, against an installation of its own."""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, inspect, text
from sqlalchemy.engine import Engine, make_url
from typer import testing
from typer.main import get_command

from models.postgresql import with_driver
from tests.databases import DATABASES
from tests.leaks import refuse_leaks

# Two hundred functions are taken apart to make the commands: once a process is enough, as for its users.
testing._get_command = cache(get_command)  # type: ignore[attr-defined]
NOW = "2026-09-24T10:00:00+08:00"


@dataclass(frozen=True)
class Answered:
    """What a command said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        assert self.code == 0, self.err
        return json.loads(self.out)


@dataclass
class CommandLine:
    """One installation in one folder, with a clock that says ``now``. Texts are English unless asked,
    and weekly digests off."""

    folder: Path
    now: str = NOW
    more: dict[str, str] = field(default_factory=dict)

    def __call__(self, *args: str, typed: str = "") -> Answered:
        """Run a command in this process."""
        from cli.main import app

        handlers = list(logging.root.handlers)
        result = testing.CliRunner().invoke(app, list(args), input=typed, env=self.environment)
        logging.root.handlers[:] = handlers  # a command that logs does so to a stream that is closed now
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        refuse_leaks(result.stdout + result.stderr, f"what xiaohu {' '.join(args[:1])} says")
        return Answered(result.exit_code, result.stdout, result.stderr)

    def process(self, *args: str) -> Answered:
        """Run a command in a process of its own."""
        done = subprocess.run(
            [sys.executable, "-m", "cli", *args],
            env=self.whole_environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        refuse_leaks(done.stdout + done.stderr, f"what xiaohu {' '.join(args[:1])} says")
        return Answered(done.returncode, done.stdout, done.stderr)

    def start(self, *args: str) -> "subprocess.Popen[str]":
        """Begin a command in a process of its own and go on."""
        return subprocess.Popen(
            [sys.executable, "-m", "cli", *args],
            env=self.whole_environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    @property
    def environment(self) -> dict[str, str]:
        return {
            "XIAOHU_DATA_DIR": str(self.folder),
            "XIAOHU_DATABASE_URL": DATABASES.setting(self.folder),
            "XIAOHU_CLOCK": self.now,
            "XIAOHU_ALLOWED_NETWORKS": "127.0.0.0/8",
            "XIAOHU_LOCALE": "en",
            "XIAOHU_DIGEST_AT": "off",
            **self.more,
        }

    @property
    def whole_environment(self) -> dict[str, str]:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("XIAOHU_")}
        return inherited | self.environment

    @property
    def file(self) -> Path:
        """Its database, where that is a file."""
        return self.folder / "xiaohu.db"

    @property
    def stores(self) -> bool:
        """Whether a database was made."""
        with self._engine() as engine:
            return bool(inspect(engine).get_table_names())

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What is stored; nothing where no database was made."""
        if not self.stores:
            return []
        with self._engine() as engine, engine.connect() as connection:
            return [tuple(map(_as_in_a_file, row)) for row in connection.exec_driver_sql(query)]

    def change(self, statement: str, **given: Any) -> None:
        """Change what is stored as no command would."""
        with self._engine() as engine, engine.begin() as connection:
            connection.execute(text(statement), given)

    @contextmanager
    def _engine(self) -> Iterator[Engine]:
        url = DATABASES.url(self.folder)
        if url.startswith("sqlite") and not self.file.exists():
            url = "sqlite://"
        engine = create_engine(with_driver(make_url(url)))
        try:
            yield engine
        finally:
            engine.dispose()

    def counts(self) -> dict[str, int]:
        """How many rows there are of everything a user makes."""
        tables = ("people", "closures", "rounds", "reminders", "events", "channels", "holiday_notices")
        if not self.stores:
            return dict.fromkeys(tables, 0) | {"people": 1}  # the user, who exists from the start
        return {table: self.rows(f"SELECT count(*) FROM {table}")[0][0] for table in tables}


def _as_in_a_file(value: Any) -> Any:
    """A day, an instant or JSON as SQLite keeps it, whatever the database."""
    match value:
        case datetime():
            return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
        case date():
            return value.isoformat()
        case dict() | list():
            return json.dumps(value, ensure_ascii=False)
    return value


def assert_refused(answered: Answered, code: int, *said: str) -> None:
    """One line on stderr that names what matters, nothing on stdout, this exit code."""
    assert answered.code == code, answered
    assert answered.out == ""
    assert len(answered.err.splitlines()) == 1, answered.err
    for words in said:
        assert words in answered.err
