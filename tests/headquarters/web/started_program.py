"""Headquarters as it is started: a process of its own, with the loop that it runs on."""

import asyncio
import json
import resource
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.until import PATIENCE_S


@dataclass(frozen=True)
class Program:
    """A running headquarters in its own process."""

    staff_url: str
    booth_url: str
    authority: str
    written: Path

    def log(self) -> str:
        return self.written.read_text()


@asynccontextmanager
async def started(folder: Path, files: int | None = None) -> AsyncIterator[Program]:
    """Start it, with no more than so many open files; stop it, and see that it stopped in peace."""
    config, written = folder / "headquarters.toml", folder / "log"
    config.write_text("[staff_door]\nport = 0\ntls = false\n[booth_door]\nport = 0\n")
    command = [sys.executable, "-m", "kiosk", "headquarters", "--data", str(folder / "hq"), "--config", str(config)]

    def few_files() -> None:
        if files is not None:
            resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))

    with written.open("w") as log:
        process = await asyncio.create_subprocess_exec(
            *command, stdout=subprocess.PIPE, stderr=log, preexec_fn=few_files
        )
    try:
        assert process.stdout
        async with asyncio.timeout(3 * PATIENCE_S):
            ready = json.loads(await process.stdout.readline())
        yield Program(**ready, written=written)
    finally:
        process.terminate()
        await process.wait()
    assert process.returncode == 0
