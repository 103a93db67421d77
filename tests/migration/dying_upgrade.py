"""Upgrades that are killed: ``python -m tests.migration.dying_upgrade MIGRATIONS FILE``.

Copies FILE to ``FILE.1``, ``FILE.2`` ... and upgrades each in a process that dies by SIGKILL before its
first, second ... statement, until one comes to its end. Prints how many died.
"""

import os
import shutil
import signal
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import event

import models.schema
from models.session import Database
from tests.migration.released import config_of


def main() -> None:
    folder, file = map(Path, sys.argv[1:])
    models.schema._config = lambda: config_of(folder)
    killed = 0
    while _upgrade_and_die(Path(shutil.copy(file, f"{file}.{killed + 1}")), killed + 1):
        killed += 1
    print(killed)  # noqa: T201 (the answer)


def _upgrade_and_die(file: Path, nth: int) -> bool:
    """Whether the process was killed."""
    if pid := os.fork():
        _, status = os.waitpid(pid, 0)
        assert os.waitstatus_to_exitcode(status) in (0, -signal.SIGKILL)
        return os.waitstatus_to_exitcode(status) == -signal.SIGKILL
    database, passed = Database(f"sqlite:///{file}"), 0

    def count(*_: Any) -> None:
        nonlocal passed
        passed += 1
        if passed == nth:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(database.engine, "before_cursor_execute", count)
    event.listen(database.engine, "commit", count)
    models.schema.upgrade(database)
    os._exit(0)


if __name__ == "__main__":
    main()
