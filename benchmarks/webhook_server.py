"""``python -m benchmarks.webhook_server``: answers every POST with {"ok":true}, on a port that it prints.

A process of its own, so that it costs the senders nothing but its answers' time."""

import asyncio

ANSWER = b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 11\r\n\r\n{"ok":true}'


class Visitor(asyncio.Protocol):
    """One connection; requests are told apart by their Content-Length."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport, self._heard = transport, b""

    def data_received(self, data: bytes) -> None:
        self._heard += data
        head, end, body = self._heard.partition(b"\r\n\r\n")
        if end and len(body) >= self._length(head.lower()):
            self._heard = b""
            self._transport.write(ANSWER)

    @staticmethod
    def _length(head: bytes) -> int:
        return int(head.partition(b"content-length:")[2].partition(b"\r\n")[0] or 0)


async def serve() -> None:
    """Until it is terminated."""
    server = await asyncio.get_running_loop().create_server(Visitor, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve())
