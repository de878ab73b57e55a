"""A deadline on calls that can hang: a silent card blocks PC/SC for ever, and only the end of the process frees it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import inf
from time import monotonic


class Watchdog:
    """Watches one command and one flow at a time; the first to be late calls `on_late` in the watchdog's thread."""

    def __init__(self, command_s: float, flow_s: float, on_late: Callable[[], None]) -> None:
        self._command_s = command_s
        self._flow_s = flow_s
        self._on_late = on_late
        self._changed = threading.Condition()
        self._command_ends_s: float | None = None
        self._flow_ends_s: float | None = None
        self._looks_at = inf
        threading.Thread(target=self._watch, name="watchdog", daemon=True).start()

    @contextmanager
    def command(self) -> Iterator[None]:
        """The time of one command."""
        self._set(command_ends_s=monotonic() + self._command_s)
        try:
            yield
        finally:
            with self._changed:
                self._command_ends_s = None

    @contextmanager
    def flow(self) -> Iterator[None]:
        """The time of a whole flow."""
        self._set(flow_ends_s=monotonic() + self._flow_s)
        try:
            yield
        finally:
            with self._changed:
                self._flow_ends_s = None

    def _set(self, *, command_ends_s: float | None = None, flow_ends_s: float | None = None) -> None:
        """Begin one of the two; the thread is only woken when it would look too late: not once a command."""
        with self._changed:
            if command_ends_s is not None:
                self._command_ends_s = command_ends_s
            if flow_ends_s is not None:
                self._flow_ends_s = flow_ends_s
            if (command_ends_s or inf) < self._looks_at or (flow_ends_s or inf) < self._looks_at:
                self._changed.notify()

    def _watch(self) -> None:
        with self._changed:
            while True:
                ends = min(self._command_ends_s or inf, self._flow_ends_s or inf)
                left = ends - monotonic()
                if left <= 0:
                    break
                self._looks_at = ends
                self._changed.wait(None if ends == inf else left)
        self._on_late()
