"""A deadline on calls that can hang: a silent card blocks PC/SC for ever, and only the end of the process frees it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic


class Watchdog:
    """Watches one command and one flow at a time; the first to be late calls `on_late` in the watchdog's thread."""

    def __init__(self, command_seconds: float, flow_seconds: float, on_late: Callable[[], None]) -> None:
        self._command_seconds = command_seconds
        self._flow_seconds = flow_seconds
        self._on_late = on_late
        self._changed = threading.Condition()
        self._command_ends: float | None = None
        self._flow_ends: float | None = None
        threading.Thread(target=self._watch, name="watchdog", daemon=True).start()

    @contextmanager
    def command(self) -> Iterator[None]:
        """The time of one command."""
        self._set(command=monotonic() + self._command_seconds)
        try:
            yield
        finally:
            self._set(command=None)

    @contextmanager
    def flow(self) -> Iterator[None]:
        """The time of a whole flow."""
        with self._changed:
            self._flow_ends = monotonic() + self._flow_seconds
            self._changed.notify()
        try:
            yield
        finally:
            with self._changed:
                self._flow_ends = None

    def _set(self, command: float | None) -> None:
        with self._changed:
            self._command_ends = command
            if command is not None:
                self._changed.notify()

    def _watch(self) -> None:
        with self._changed:
            while True:
                ends = [one for one in (self._command_ends, self._flow_ends) if one is not None]
                left = min(ends) - monotonic() if ends else None
                if left is not None and left <= 0:
                    break
                self._changed.wait(left)
        self._on_late()
