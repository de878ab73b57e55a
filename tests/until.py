"""Waiting in tests: look again until it is so, never for a time."""

import asyncio
import inspect
from collections.abc import Callable

PATIENCE_S = 20.0
"""How long a busy machine may take; a test that passes never waits so long."""


async def until(holds: Callable[[], object], patience_s: float = PATIENCE_S) -> None:
    """Return as soon as `holds()` is true, looked at again and again while the loop goes on; it may be a coroutine.

    Raises:
        TimeoutError: It was not true within `patience_s` seconds.
    """
    async with asyncio.timeout(patience_s):
        while not await _said(holds()):
            await asyncio.sleep(0.005)


async def _said(answer: object) -> object:
    return await answer if inspect.isawaitable(answer) else answer
