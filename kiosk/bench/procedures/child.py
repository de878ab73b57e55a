"""A measurement in a process of its own: a module of the bench that says its values as JSON and ends."""

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Final

from kiosk.bench.run import CannotMeasure

_LONGEST_S: Final = 600.0
_UNSEEN: Final = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}


async def values(module: str, *arguments: str | Path) -> dict[str, list[float]]:
    """What ``kiosk.bench.procedures.<module>`` measured in a fresh process."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", f"kiosk.bench.procedures.{module}", *map(str, arguments),
        stdout=asyncio.subprocess.PIPE, env=os.environ | _UNSEEN,
    )  # fmt: skip
    try:
        async with asyncio.timeout(_LONGEST_S):
            said, _ = await process.communicate()
    except TimeoutError:
        process.kill()
        await process.wait()
        said = b""
    if process.returncode != 0 or not said:
        raise CannotMeasure(f"{module} did not come to its end")
    found: dict[str, list[float]] = json.loads(said)
    return found
