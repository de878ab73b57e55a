"""The line between booth and headquarters as wires that can be cut: bytes go through untouched, TLS and all."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

from kiosk.demo.counter import Counter

_LARGER_THAN_TALK = 12_000
"""Bytes a connection carries to headquarters before it must be a submission: hello, heartbeats and TLS are less."""


class Line:
    """Forwards each connection; while `swallowing`, answers to a submission never come back.

    Attributes:
        swallowing: whether answers are kept back on connections that carried a submission.
        port: where the booth finds it.
    """

    def __init__(self, host: str, port: int) -> None:
        self.swallowing = False
        self.port = 0
        self._to = (host, port)
        self._ways: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def open(self) -> AsyncIterator["Line"]:
        """Listen until the context ends."""
        server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            server.close()
            for way in list(self._ways):
                way.cancel()
            await asyncio.gather(*self._ways, return_exceptions=True)
            await server.wait_closed()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._ways.add(task)
        try:
            far_reader, far_writer = await asyncio.open_connection(*self._to)
            carried = [0]
            async with asyncio.TaskGroup() as ways:
                ways.create_task(self._carry(reader, far_writer, carried))
                ways.create_task(self._bring_back(far_reader, writer, carried))
        except* OSError:
            pass
        finally:
            self._ways.discard(task)
            writer.close()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, carried: list[int]) -> None:
        while content := await reader.read(65536):
            carried[0] += len(content)
            writer.write(content)
            await writer.drain()
        writer.close()

    async def _bring_back(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, carried: list[int]) -> None:
        while content := await reader.read(65536):
            if not (self.swallowing and carried[0] > _LARGER_THAN_TALK):
                writer.write(content)
                await writer.drain()
        writer.close()


@asynccontextmanager
async def line_between(counter: Counter) -> AsyncIterator[Line]:
    """Put a line between the booth of `counter` and its headquarters; the booth is started again at both ends."""
    identity: Path = counter.folder / "booth" / "identity" / "enrolled.json"
    plain = identity.read_text()
    enrolled = json.loads(plain)
    found = urlsplit(enrolled["booth_url"])
    assert found.hostname is not None
    assert found.port is not None
    async with Line(found.hostname, found.port).open() as line:
        await counter.booth.end()
        identity.write_text(json.dumps({**enrolled, "booth_url": f"https://127.0.0.1:{line.port}"}))
        try:
            await counter.start_booth()
            yield line
        finally:
            await counter.booth.end()
            identity.write_text(plain)
            await counter.start_booth()
