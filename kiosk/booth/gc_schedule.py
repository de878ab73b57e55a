"""Python's garbage is collected on the window's thread only, and in moments of ours.

WORKAROUND until PySide6-Essentials 6.12 (napari/napari#1029): left to itself the collector runs in whatever thread
happens to allocate. A Qt object that it destroys on another thread than its own takes the whole program down, sooner or
later; and a full run in the middle of a touch is felt.
"""

import gc
from typing import Final

_YOUNG: Final = 5_000
"""New objects since the last run that make one worth while; a collector left to itself starts at 700."""
_OLD: Final = 20
"""Runs over the young objects between two over all of them, when nobody gives a quiet moment before."""


class GcSchedule:
    """Takes the collector into its own hands; every method belongs on the window's thread."""

    def __init__(self) -> None:
        self._runs = 0

    def rest(self) -> None:
        """While the program is loaded nothing dies, and looking for it takes a tenth of the time."""
        gc.disable()

    def take_over(self) -> None:
        """Clean up once, leave alone what has come to stay, and run by `tick` from now on."""
        gc.collect()
        gc.freeze()
        gc.disable()

    def tick(self, *, quiet: bool) -> None:
        """Once a second: collect what is worth it; everything when `quiet`, while nobody stands before the screen."""
        if gc.get_count()[0] < _YOUNG:
            return
        self._runs += 1
        if quiet or self._runs >= _OLD:
            self._runs = 0
            gc.collect()
        else:
            gc.collect(1)
