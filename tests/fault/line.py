"""A line to a mail server that can be made bad: nothing comes through, it is slow, or it is not there."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import Enum


class Line(Enum):
    """What becomes of a new connection."""

    GOOD = "good"
    SILENT = "silent"  # taken, and nothing is ever said
    SLOW = "slow"  # a hundred bytes every five milliseconds
    CLOSED = "closed"  # hung up at once


@dataclass
class Proxy:
    """Passes on to a server's port; ``line`` can be changed at any time. ``port``: its own."""

    server: int
    line: Line = Line.GOOD
    port: int = 0
    taken: int = 0
    _over: asyncio.Event = field(default_factory=asyncio.Event)

    async def serve(self, ready: threading.Event) -> None:
        """Until ``end``."""
        listening = await asyncio.start_server(self._take, "127.0.0.1", 0)
        self.port = listening.sockets[0].getsockname()[1]
        ready.set()
        async with listening:
            await self._over.wait()

    def end(self) -> None:
        """In the loop's own thread."""
        self._over.set()

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.taken += 1
        line, writers = self.line, [writer]
        with suppress(OSError, asyncio.CancelledError):
            if line is Line.SILENT:
                await self._over.wait()
            elif line is not Line.CLOSED:
                theirs, ours = await asyncio.open_connection("127.0.0.1", self.server)
                writers.append(ours)
                await asyncio.gather(self._pass(reader, ours, line), self._pass(theirs, writer, line))
        for each in writers:
            each.close()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, line: Line) -> None:
        with suppress(OSError):
            while some := await reader.read(100 if line is Line.SLOW else 65536):
                writer.write(some)
                await writer.drain()
                if line is Line.SLOW:
                    await asyncio.sleep(0.005)
            writer.close()
            await writer.wait_closed()


@contextmanager
def proxy(server: int) -> Iterator[Proxy]:
    """A proxy in front of that port while the block lasts."""
    ready, loop, made = threading.Event(), asyncio.new_event_loop(), Proxy(server)
    thread = threading.Thread(target=_run, args=(loop, made, ready), daemon=True)
    thread.start()
    ready.wait()
    try:
        yield made
    finally:
        loop.call_soon_threadsafe(made.end)
        thread.join()


def _run(loop: asyncio.AbstractEventLoop, made: Proxy, ready: threading.Event) -> None:
    asyncio.set_event_loop(loop)
    loop.run_until_complete(made.serve(ready))
    for task in asyncio.all_tasks(loop):
        task.cancel()
    loop.run_until_complete(asyncio.gather(*asyncio.all_tasks(loop), return_exceptions=True))
    loop.run_until_complete(asyncio.sleep(0))  # what was closed is let go in the next turn
    loop.close()
