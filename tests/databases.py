"""Which database the tests work on: SQLite files, or with XIAOHU_TEST_DATABASE=postgresql a server's.

An installation is known by its folder: its database is the file in it, or one of the server's for it alone.
"""

from __future__ import annotations

import os
import shutil
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Connection

from tests.postgresql import Server, server

CHOSEN = os.environ.get("XIAOHU_TEST_DATABASE") or "sqlite"
ON_POSTGRESQL = CHOSEN == "postgresql"
assert CHOSEN in ("sqlite", "postgresql"), f"XIAOHU_TEST_DATABASE={CHOSEN}: write sqlite or postgresql"


class _Databases(Protocol):
    def setting(self, folder: Path) -> str:
        """What ``XIAOHU_DATABASE_URL`` is for the installation in a folder."""

    def url(self, folder: Path) -> str:
        """Where its database is; on a server it is made, empty, where there is none."""

    def copy(self, origin: Path, folder: Path) -> str:
        """Copy the database of one folder, which nobody uses, for another; its URL."""

    def tidy(self, folder: Path) -> None:
        """Remove the databases of a folder and of those within."""

    @property
    def programs(self) -> Path:
        """Where the server's programs are."""

    def close(self) -> None:
        """The tests are over."""


class _Files:
    def setting(self, folder: Path) -> str:
        return ""

    def url(self, folder: Path) -> str:
        return f"sqlite:///{folder / 'xiaohu.db'}"

    def copy(self, origin: Path, folder: Path) -> str:
        shutil.copy(origin / "xiaohu.db", folder / "xiaohu.db")
        return self.url(folder)

    def tidy(self, folder: Path) -> None:
        pass

    @property
    def programs(self) -> Path:
        raise LookupError("SQLite has none")

    def close(self) -> None:
        pass


class _Served:
    """A server is started for the first one that is asked for."""

    def __init__(self) -> None:
        self._made: set[Path] = set()
        self._server: Server | None = None
        self._end = ExitStack()

    def setting(self, folder: Path) -> str:
        return self.url(folder)

    def url(self, folder: Path) -> str:
        if folder not in self._made:
            self._make(folder)
        return self.server.url(_name(folder))

    def copy(self, origin: Path, folder: Path) -> str:
        assert folder not in self._made, "there is one already"
        self._make(folder, _name(origin))
        return self.url(folder)

    def tidy(self, folder: Path) -> None:
        for made in [made for made in self._made if made.is_relative_to(folder)]:
            self.server.drop(_name(made))
            self._made.discard(made)

    def close(self) -> None:
        self._end.close()

    @property
    def programs(self) -> Path:
        return self.server.programs

    @property
    def server(self) -> Server:
        if self._server is None:
            self._server = self._end.enter_context(server())
        return self._server

    def _make(self, folder: Path, *template: str) -> None:
        self.server.make(_name(folder), *template)
        self._made.add(folder)


def server_in_use() -> Server:
    """The server that the tests' databases are on."""
    assert isinstance(DATABASES, _Served)
    return DATABASES.server


def _name(folder: Path) -> str:
    return "x" + sha256(str(folder).encode()).hexdigest()[:20]


DATABASES: _Databases = _Served() if ON_POSTGRESQL else _Files()


def plan_of(connection: Connection, question: str, given: Any = None) -> str:
    """How the database would answer. PostgreSQL reads and sorts small tables whole unless asked not to."""
    if ON_POSTGRESQL:
        for name in ("seqscan", "bitmapscan", "sort", "hashjoin", "mergejoin"):
            connection.exec_driver_sql(f"SET LOCAL enable_{name} = off")
    explain = "EXPLAIN" if ON_POSTGRESQL else "EXPLAIN QUERY PLAN"
    return "\n".join(str(row[-1]) for row in connection.exec_driver_sql(f"{explain} {question}", given))
