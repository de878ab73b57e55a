"""Programs of ours as child processes: started, spoken to line by line, ended."""

import asyncio
import contextlib
import json
import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from kiosk.log import Log
from kiosk.tasks import Tasks

_log = Log("demo")
_END_S: Final = 10.0


class ProgramFailed(Exception):
    """A program ended, kept silent or could not do what was asked; the text says which and what it wrote last."""


class Program:
    """One ``kiosk ...`` process whose first line of standard output says that it is ready, as JSON.

    Attributes:
        ready: that first line.
        log: where everything it writes to standard error goes.
    """

    def __init__(
        self,
        name: str,
        arguments: list[str],
        log: Path,
        environment: Mapping[str, str] | None = None,
        within: tuple[str, ...] = (),
    ) -> None:
        """`within` are words before the command, of a program that becomes it: ``("nice",)``."""
        self.name = name
        self.log = log
        self.ready: dict[str, Any] = {}
        self._command = [*within, sys.executable, "-m", "kiosk", *arguments]
        self._environment = {**os.environ, "PYTHONUNBUFFERED": "1", **(environment or {})}
        self._process: asyncio.subprocess.Process | None = None
        self._one_at_a_time = asyncio.Lock()
        self._tasks = Tasks(f"demo.{name}")

    @property
    def pid(self) -> int:
        """Its process id."""
        assert self._process is not None
        return self._process.pid

    @property
    def running(self) -> bool:
        """Whether it runs now."""
        return self._process is not None and self._process.returncode is None

    async def until_ended(self) -> None:
        """Wait until it ends by itself; raises `ProgramFailed` with its last words if that was not in order."""
        assert self._process is not None
        if await self._process.wait():
            raise ProgramFailed(f"{self.name} ended with {self._process.returncode}{self._last_words()}")

    async def start(self, seconds: float = 40.0) -> None:
        """Start it and wait for its first line; raises `ProgramFailed`."""
        with self.log.open("ab") as errors:
            self._process = await asyncio.create_subprocess_exec(
                *self._command,
                stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=errors,
                env=self._environment, limit=2**22, start_new_session=True,
            )  # fmt: skip
        self.ready = await self._line(seconds)

    async def ask(self, command: dict[str, Any] | str, seconds: float = 60.0) -> dict[str, Any]:
        """Write one line and return the answer; raises `ProgramFailed` when it says no or nothing."""
        text = command if isinstance(command, str) else json.dumps(command, ensure_ascii=False)
        async with self._one_at_a_time:
            assert self._process is not None
            assert self._process.stdin is not None
            try:
                self._process.stdin.write(text.encode() + b"\n")
                await self._process.stdin.drain()
            except OSError as error:
                raise ProgramFailed(f"{self.name} ended{self._last_words()}") from error
            reply = await self._line(seconds)
        if not reply.get("ok"):
            raise ProgramFailed(f"{self.name}: {text}: {json.dumps(reply, ensure_ascii=False)}")
        return reply

    async def end(self) -> None:
        """Ask it to end, and end it when it does not."""
        if self._process is None:
            return
        if self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.send_signal(signal.SIGTERM)
            try:
                async with asyncio.timeout(_END_S):
                    await self._process.wait()
            except TimeoutError:
                await self.kill()
        await self._tasks.end()

    async def kill(self) -> None:
        """End it as a power cut would: no time for anything."""
        if self._process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()

    async def _line(self, seconds: float) -> dict[str, Any]:
        assert self._process is not None
        assert self._process.stdout is not None
        try:
            async with asyncio.timeout(seconds):
                line = await self._process.stdout.readline()
        except TimeoutError:
            raise ProgramFailed(f"{self.name} said nothing for {seconds:.0f} s{self._last_words()}") from None
        if not line:
            await self._process.wait()
            raise ProgramFailed(f"{self.name} ended with {self._process.returncode}{self._last_words()}")
        try:
            found: dict[str, Any] = json.loads(line)
        except ValueError:
            raise ProgramFailed(f"{self.name} wrote {line[:200]!r}") from None
        return found

    def _last_words(self) -> str:
        try:
            lines = self.log.read_text(errors="replace").strip().splitlines()[-6:]
        except OSError:
            return ""
        return "\n  " + "\n  ".join(lines) if lines else ""


async def run_once(arguments: list[str], given: str = "") -> str:
    """Run ``kiosk ...`` to its end and return what it printed; raises `ProgramFailed`."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "kiosk", *arguments,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    printed, errors = await process.communicate(given.encode())
    if process.returncode:
        raise ProgramFailed(f"kiosk {' '.join(arguments)}: {errors.decode(errors='replace').strip()[-600:]}")
    return printed.decode()
