"""Whether the booth stopped in the middle of a visit: then the next screen says what is gone, and what is not.

A visit lives in memory only, its form and its plan alike: after a restart nobody knows whether the same person still
stands there, so nothing of it comes back. An empty file says while somebody is here that somebody is; it tells nothing
of who, and the disk gets it within seconds, which is soon enough for a power cut in a visit.
"""

import contextlib
from pathlib import Path
from typing import Final

_SAID_FOR_S: Final = 600.0


class Interrupted:
    """The file, and how long what it says is shown."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._begun = False
        self._stopped = False
        self._until_s: float | None = None
        self._was = path.exists()

    def visit(self, *, begun: bool, now_s: float) -> None:
        """The visit of now, on the visit's clock; whoever begins has read what was to be read."""
        if self._stopped:
            return
        if self._until_s is None:
            self._until_s = now_s + _SAID_FOR_S
        if begun or now_s >= self._until_s:
            self._was = False
        if begun != self._begun:
            self._begun = begun
            with contextlib.suppress(OSError):  # a full or broken disk is told elsewhere
                self._path.touch() if begun else self._path.unlink(missing_ok=True)

    def stop(self) -> None:
        """The booth is being stopped: if somebody is here, the next start says so."""
        self._stopped = True

    @property
    def told(self) -> bool:
        """Whether the welcome screen says that a visit was cut off."""
        return self._was
