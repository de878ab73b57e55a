"""The one place that decides whether the camera and the microphone may leave the booth now."""

import threading
from collections.abc import Callable


class Gate:
    """Curtain and mute; set from the thread that reads commands, asked by the threads of camera and sound.

    Attributes:
        lock: held while a picture is handed on, so that none is on its way any more when `draw` returns.
    """

    def __init__(self, on_curtain: Callable[[], None]) -> None:
        """`on_curtain` blanks what already lies outside; it runs under the lock."""
        self.lock = threading.Lock()
        self._on_curtain = on_curtain
        self._curtain = False
        self._muted = False

    @property
    def curtain(self) -> bool:
        """Whether pictures are cut."""
        return self._curtain

    @property
    def silent(self) -> bool:
        """Whether sound is cut."""
        return self._curtain or self._muted

    def draw(self, drawn: bool) -> None:
        """Draw or open the curtain; when this returns no picture or sound of before goes out any more."""
        with self.lock:
            self._curtain = drawn
            if drawn:
                self._on_curtain()

    def mute(self, on: bool) -> None:
        """Cut or open the microphone alone."""
        self._muted = on
