"""How long a touch takes until it is painted; handed to the window from outside its thread, as by a screen's driver."""

import threading
import time
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtQuick import QQuickWindow
from typing_extensions import override

from kiosk.rehearsal.finger import Finger, Place

_LONGEST_S: Final = 5.0
_KIND: Final = QEvent.Type(QEvent.registerEventType())


class NotPainted(Exception):
    """Nothing was painted after a touch."""


class TouchTimes(QObject):
    """Touches names in turn and waits for the picture that follows each; made and ended in the window's thread."""

    def __init__(self, window: QQuickWindow, finger: Finger, names: list[str]) -> None:
        """Raise `NotShown` where a name is not there."""
        super().__init__()
        self._window = window
        self._finger = finger
        self._places = [finger.place(name) for name in names]
        self._handled = False
        self._painted_s = 0.0
        self._painted = threading.Event()
        window.frameSwapped.connect(self._frame_swapped)

    def close(self) -> None:
        """Let go of the window."""
        self._window.frameSwapped.disconnect(self._frame_swapped)

    def take(self, times: int, every_s: float) -> list[float]:
        """Milliseconds from each of `times` touches to the first picture painted after it was handled.

        For a thread of its own; raises `NotPainted` where no picture follows.
        """
        return [self._one(self._places[number % len(self._places)], every_s) for number in range(times)]

    def _one(self, place: Place, every_s: float) -> float:
        time.sleep(every_s)
        self._painted.clear()
        touch = self._finger.touch_of(place)
        began_s = time.perf_counter()
        for event in touch:
            QCoreApplication.postEvent(self._window, event)
        QCoreApplication.postEvent(self, QEvent(_KIND))
        if not self._painted.wait(_LONGEST_S):
            raise NotPainted
        return 1000 * (self._painted_s - began_s)

    @override
    def event(self, event: QEvent) -> bool:
        """The touch before this was handled: what is painted from now on shows it."""
        if event.type() != _KIND:
            return super().event(event)
        self._handled = True
        return True

    def _frame_swapped(self) -> None:
        if self._handled:
            self._handled = False
            self._painted_s = time.perf_counter()
            self._painted.set()
