"""What we paint ourselves on a page, and how it goes away with that page.

WORKAROUND until PySide6-Essentials 6.12 (no issue): for each item that QML makes of a class in Python, Qt for Python
holds a reference which it never gives back, so the Python half of every item outlives its page: the face a mirror
showed last, the name on a line of the form. Here that reference is given back once Qt has destroyed the item.
"""

import ctypes
import weakref
from collections.abc import Callable
from functools import partial
from typing import Any, Final

from PySide6.QtQuick import QQuickPaintedItem
from shiboken6 import Shiboken
from typing_extensions import override

_give_back: Final[Callable[[Any], None]] = ctypes.PYFUNCTYPE(None, ctypes.py_object)(("Py_DecRef", ctypes.pythonapi))


class PageItem(QQuickPaintedItem):
    """Painted in Python, made by QML: let go whole when its page is."""

    @override
    def classBegin(self) -> None:
        """QML has made it, and begins to set what is written of it; an item made in Python has no such moment."""
        super().classBegin()
        self.destroyed.connect(partial(_let_go, weakref.ref(self)))


def _let_go(item: "weakref.ref[PageItem]") -> None:
    left = item()  # nothing where Qt for Python has let go of it itself
    if left is not None and not Shiboken.isValid(left):
        _give_back(left)
