"""A bad line in a process of its own, as a program starts, changes and ends it."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any, Final

from kiosk.rehearsal.bad_line.tun import NoBadLine, gone_into

_SOON_S: Final = 20.0


class RunningLine:
    """A line that carries packets.

    Attributes:
        booth: file of the namespace at the booth's end.
        headquarters: and at the other.
    """

    def __init__(self, process: asyncio.subprocess.Process, ready: dict[str, Any]) -> None:
        self._process = process
        self.booth = str(ready["booth"])
        self.headquarters = str(ready["headquarters"])

    async def set(self, way: str = "both", **conditions: float | bool | None) -> None:
        """Change what is named, as `Conditions` has it; raise `ValueError` where the line refuses."""
        await self._told({"do": "set", "way": way, **conditions})

    async def cut(self, seconds: float, way: str = "both") -> None:
        """Let nothing pass for so long."""
        await self._told({"do": "cut", "way": way, "seconds": seconds})

    async def count(self) -> dict[str, dict[str, int]]:
        """What became of the packets so far, by direction, as `Counts` has it."""
        told = await self._told({"do": "count"})
        return {"up": told["up"], "down": told["down"]}

    def at_headquarters(self, *command: str) -> tuple[str, ...]:
        """`command` as it is started at headquarters' end."""
        return ("nsenter", f"--net={self.headquarters}", *command)

    def in_booth(self, *command: str) -> tuple[str, ...]:
        """`command` as it is started at the booth's end."""
        return ("nsenter", f"--net={self.booth}", *command)

    @contextmanager
    def at_booth(self) -> Iterator[None]:
        """Sockets that this thread opens, and what it starts, are at the booth's end meanwhile."""
        with gone_into(self.booth):
            yield

    async def _told(self, command: dict[str, Any]) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(command).encode() + b"\n")
        async with asyncio.timeout(_SOON_S):
            said = await self._process.stdout.readline()
        told: dict[str, Any] = json.loads(said or b'{"ok": false, "why": "the line has ended"}')
        if not told["ok"]:
            raise ValueError(told["why"])
        return told


@asynccontextmanager
async def running_line(*options: str) -> AsyncIterator[RunningLine]:
    """A line with these options of ``kiosk rehearsal bad-line``; ended with the context.

    Raises:
        NoBadLine: It is not allowed here; the text says why.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "kiosk", "rehearsal", "bad-line", "--control", *options,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    try:
        async with asyncio.timeout(_SOON_S):
            said = await process.stdout.readline()
        if not said:
            raise NoBadLine((await process.stderr.read()).decode("utf-8", "replace").strip())
        yield RunningLine(process, json.loads(said))
    finally:
        process.stdin.close()  # it ends when nobody can change it any more
        await process.wait()
