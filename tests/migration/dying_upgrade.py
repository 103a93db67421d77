"""Upgrades that are killed: ``python -m tests.migration.dying_upgrade MIGRATIONS FILE``.

Copies FILE to ``FILE.1``, ``FILE.2`` ... and upgrades each in a process that dies by SIGKILL, each before
another of the upgrade's statements: the first, some all over it, the last commit. Prints how many died.
"""

import os
import shutil
import signal
import sys
from pathlib import Path
from typing import Any

from alembic.script import ScriptDirectory
from sqlalchemy import event

import models.schema
from models.session import Database
from tests.migration.released import config_of

DEATHS = 15


def main() -> None:
    folder, file = map(Path, sys.argv[1:])
    config = config_of(folder)
    script = ScriptDirectory.from_config(config)
    assert list(script.walk_revisions())
    models.schema.MIGRATIONS = folder
    ScriptDirectory.from_config = lambda _config: script  # type: ignore[method-assign, assignment]  # read once
    statements = _upgrade(Path(shutil.copy(file, f"{file}.0")), dies_at=0)
    chosen = sorted({1, statements, *range(1, statements, max(statements // DEATHS, 1))})
    for number, nth in enumerate(chosen, start=1):
        copy = Path(shutil.copy(file, f"{file}.{number}"))
        if pid := os.fork():
            assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL
            continue
        _upgrade(copy, dies_at=nth)
        os._exit(0)
    print(len(chosen))  # noqa: T201 (the answer)


def _upgrade(file: Path, dies_at: int) -> int:
    """How many statements it took, if it did not die."""
    database, passed = Database(f"sqlite:///{file}", durable=False), 0

    def count(*_: Any) -> None:
        nonlocal passed
        passed += 1
        if passed == dies_at:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(database.engine, "before_cursor_execute", count)
    event.listen(database.engine, "commit", count)
    models.schema.upgrade(database)
    database.close()
    return passed


if __name__ == "__main__":
    main()
