"""An aiosmtpd server in a process of its own: it takes every mail and counts it.

``python -m benchmarks.mail_server CERTIFICATE``: prints its port, and when its input ends the count.
"""

import asyncio
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session


class Counter:
    """Takes everything."""

    def __init__(self) -> None:
        self.mails = 0

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert envelope.content
        self.mails += 1
        return "250 OK"


async def serve(certificate: str) -> None:
    """Until the input ends."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    counter = Counter()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(counter, tls_context=tls), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    print(counter.mails, flush=True)


@dataclass(frozen=True, slots=True)
class Running:
    """A server at ``port``; ``sent`` is what it has to have taken in the end."""

    port: int
    sent: list[int]


@contextmanager
def mail_server(certificate: Path) -> Iterator[Running]:
    """A running server; raises AssertionError at the end if it did not get what was sent."""
    command = [sys.executable, "-m", "benchmarks.mail_server", str(certificate)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        running = Running(int(process.stdout.readline()), [])
        try:
            yield running
        finally:
            process.stdin.close()
            taken = int(process.stdout.readline())
            process.terminate()
        assert taken == sum(running.sent), f"{taken} of {sum(running.sent)} mails arrived"


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1]))
