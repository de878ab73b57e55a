"""A finger on the booth's screen: finds what is shown by its name and touches it where a person would."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QMetaType, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtQuick import QQuickItem, QQuickWindow

from kiosk.values import dataclass

_TEXT: Final = QMetaType(QMetaType.Type.QString.value)


class NotShown(Exception):
    """Nothing of this name can be touched now; the text names what can."""


@dataclass(frozen=True)
class Place:
    """Where something is in the window, in its pixels."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> QPointF:
        """Where a finger goes."""
        return QPointF(self.x + self.width / 2, self.y + self.height / 2)


class Finger:
    """Touches the window's items with pointer events, as the window system would deliver them."""

    def __init__(self, window: QQuickWindow) -> None:
        self._window = window

    def shown(self) -> list[str]:
        """The names of everything that is visible and has one, in the order it was made."""
        found: list[str] = []
        self._walk(self._window.contentItem(), found, {})
        return found

    def place(self, name: str) -> Place:
        """Where `name` is; raises `NotShown`."""
        items: dict[str, QQuickItem] = {}
        found: list[str] = []
        self._walk(self._window.contentItem(), found, items)
        item = items.get(name)
        if item is None:
            raise NotShown(f"{name} is not shown; shown are: {', '.join(found)}")
        corner = item.mapToScene(QPointF(0, 0))
        return Place(corner.x(), corner.y(), item.width(), item.height())

    def written(self, text: str) -> int:
        """How many items of the window, shown or not, have `text` in one of their properties."""
        todo, found = [self._window.contentItem()], 0
        while todo:
            item = todo.pop()
            todo += item.childItems()
            kind = item.metaObject()
            properties = [kind.property(number) for number in range(kind.propertyCount())]
            found += any(text in one.read(item) for one in properties if one.metaType() == _TEXT)
        return found

    def touch(self, name: str) -> None:
        """Press and release in the middle of `name`."""
        for event in self.touch_of(self.place(name)):
            QCoreApplication.sendEvent(self._window, event)

    def touch_of(self, place: Place) -> list[QMouseEvent]:
        """What a touch in the middle of `place` is to the window: press and release."""
        return [
            self._event(QEvent.Type.MouseButtonPress, place.middle, Qt.MouseButton.LeftButton),
            self._event(QEvent.Type.MouseButtonRelease, place.middle, Qt.MouseButton.NoButton),
        ]

    def draw(self, name: str, strokes: list[list[tuple[float, float]]]) -> None:
        """Draw on `name`; points are fractions of its size, 0 to 1."""
        place = self.place(name)
        for stroke in strokes:
            points = [QPointF(place.x + x * place.width, place.y + y * place.height) for x, y in stroke]
            self._send(QEvent.Type.MouseButtonPress, points[0], Qt.MouseButton.LeftButton)
            for point in points[1:]:
                self._send(QEvent.Type.MouseMove, point, Qt.MouseButton.LeftButton)
            self._send(QEvent.Type.MouseButtonRelease, points[-1], Qt.MouseButton.NoButton)

    def _send(self, kind: QEvent.Type, at: QPointF, held: Qt.MouseButton) -> None:
        QCoreApplication.sendEvent(self._window, self._event(kind, at, held))

    def _event(self, kind: QEvent.Type, at: QPointF, held: Qt.MouseButton) -> QMouseEvent:
        button = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
        everywhere = QPointF(self._window.mapToGlobal(at))
        return QMouseEvent(kind, at, at, everywhere, button, held, Qt.KeyboardModifier.NoModifier)

    def _walk(self, item: QQuickItem, found: list[str], items: dict[str, QQuickItem]) -> None:
        if not item.isVisible() or item.opacity() == 0:
            return
        name = item.objectName()
        if name:
            found.append(name)
            items[name] = item
        for child in item.childItems():
            self._walk(child, found, items)
