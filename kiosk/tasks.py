"""Tasks with a name, an owner and an end; the only place that creates one."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from kiosk.log import Log

_log = Log("tasks")
T = TypeVar("T")


class Tasks:
    """The tasks of one owner: kept while they run, their failures seen, ended together.

    Attributes:
        owner: whose tasks they are, for names and logs.
    """

    def __init__(self, owner: str, on_failure: Callable[[BaseException], None] | None = None) -> None:
        self.owner = owner
        self._on_failure = on_failure
        self._running: set[asyncio.Task[Any]] = set()

    def start(self, work: Coroutine[Any, Any, T], name: str) -> "asyncio.Task[T]":
        """Run `work` until it ends or `end()` is called; a failure is logged and given to `on_failure`."""
        task = asyncio.get_running_loop().create_task(work, name=f"{self.owner}.{name}")
        self._running.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: "asyncio.Task[Any]") -> None:
        self._running.discard(task)
        if task.cancelled():
            return
        error = task.exception()
        if error is not None:
            _log.failure("task_failed", error, task=task.get_name())
            if self._on_failure:
                self._on_failure(error)

    async def end(self) -> None:
        """Cancel what still runs and wait for it."""
        running = [task for task in self._running if task is not asyncio.current_task()]
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
