"""What every view-model has in common: QML hears only of what is shown otherwise than before."""

from typing import Any, ClassVar

from PySide6.QtCore import QMetaObject, QObject


class View(QObject):
    """A view-model whose signals are sent by `tell`, each only when one of its properties shows something else.

    A booth's state is replaced once a second by the clock alone. Were `changed` sent each time, every binding of every
    view would be evaluated anew, though the screen shows the same.

    Attributes:
        compared: the signals `tell` sends; a property belongs to the signal that is its ``notify``.
    """

    compared: ClassVar[tuple[str, ...]] = ("changed",)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._properties = _properties(self.metaObject(), self.compared)
        self._told: dict[str, tuple[Any, ...]] = {}

    def tell(self) -> None:
        """Tell QML what is shown now; the values shown before are not kept."""
        different = []
        for signal, names in self._properties.items():
            shown = tuple(getattr(self, name) for name in names)
            if self._told.get(signal) != shown:
                self._told[signal] = shown
                different.append(signal)
        for signal in different:
            getattr(self, signal).emit()


def _properties(described: QMetaObject, signals: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """The properties each of `signals` stands for."""
    found: dict[str, list[str]] = {signal: [] for signal in signals}
    for number in range(described.propertyCount()):
        item = described.property(number)
        signal = bytes(item.notifySignal().name().data()).decode() if item.hasNotifySignal() else ""
        if signal in found:
            found[signal].append(str(item.name()))  # the stub says bytes
    return {signal: tuple(names) for signal, names in found.items()}
