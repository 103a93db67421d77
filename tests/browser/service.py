"""``xiaohu serve`` as a process of its own, with a clock that leaps and a mailbox beside it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from tests.contract.servers import Inbox, smtp_server
from tests.databases import DATABASES

HOST = "xiaohu.test"
"""A name that only the tests' browser knows: messages carry links, as they do at a public address."""
PATIENCE_S = 120
_SETUP = re.compile(r"set one up at (\S+)")


@dataclass
class Service:
    """One installation in one folder. ``at`` is where a browser finds it, by its name or by its number."""

    folder: Path
    port: int
    inbox: Inbox
    mail_port: int
    locale: str = "zh_CN"
    process: subprocess.Popen[bytes] | None = None

    @property
    def by_name(self) -> str:
        """The address that messages link to."""
        return f"http://{HOST}:{self.port}"

    @property
    def by_number(self) -> str:
        """The same, as this machine's own address: what browsers trust like https."""
        return f"http://127.0.0.1:{self.port}"

    def environment(self, clock: str) -> dict[str, str]:
        """What its commands are run with."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("XIAOHU_")}
        return inherited | {
            "XIAOHU_DATA_DIR": str(self.folder),
            "XIAOHU_DATABASE_URL": DATABASES.setting(self.folder),
            "XIAOHU_BASE_URL": self.by_name,
            "XIAOHU_CLOCK": clock,
            "XIAOHU_OPERATOR": "box.example",
            "XIAOHU_ALLOWED_NETWORKS": "127.0.0.0/8",
            "XIAOHU_LOCALE": self.locale,
            "XIAOHU_DIGEST_AT": "off",
        }

    def start(self, clock: str) -> None:
        """Serve from that instant on (``2026-10-10T09:00:30+08:00``)."""
        with self.log_file.open("ab") as log:
            command = [sys.executable, "-m", "cli", "serve", "--port", str(self.port)]
            self.process = subprocess.Popen(command, env=self.environment(clock), stdout=log, stderr=log)
        self._wait_until_it_answers()

    def stop(self) -> None:
        """As a service manager would; what does not end by itself is ended."""
        if self.process is None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(PATIENCE_S)
        finally:
            self.process.kill()
            self.process = None

    def leap_to(self, clock: str) -> None:
        """Stop, and go on at another instant: the machine was switched off meanwhile."""
        self.stop()
        self.start(clock)

    @property
    def log_file(self) -> Path:
        """What it says."""
        return self.folder.parent / "service.log"

    def setup_path(self) -> str:
        """Where the first account is made, as the log names it."""
        found = _SETUP.search(self.log_file.read_text())
        assert found, self.log_file.read_text()
        return found[1].removeprefix(self.by_name)

    def mails(self, at_least: int = 0) -> list[EmailMessage]:
        """What came in; waits until there are so many."""
        until = time.monotonic() + PATIENCE_S
        while len(self.inbox.mails) < at_least and time.monotonic() < until:
            time.sleep(0.05)
        assert len(self.inbox.mails) >= at_least, self.log_file.read_text()
        return [message_from_bytes(mail, _class=EmailMessage, policy=default) for mail in self.inbox.mails]

    def _wait_until_it_answers(self) -> None:
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            assert self.process is not None
            assert self.process.poll() is None, self.log_file.read_text()
            try:
                urllib.request.urlopen(f"{self.by_number}/login", timeout=5).close()
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.05)
            else:
                return
        raise TimeoutError(self.log_file.read_text())


@contextmanager
def new_service(folder: Path) -> Iterator[Service]:
    """A service that is not started yet; it is stopped at the end."""
    inbox = Inbox()
    with smtp_server(inbox) as mail_port:
        service = Service(folder / "data", _free_port(), inbox, mail_port)
        service.folder.mkdir(mode=0o700)
        try:
            yield service
        finally:
            service.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def plain_text(mail: EmailMessage) -> str:
    """The part that every mail program shows."""
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())
