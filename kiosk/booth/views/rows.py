"""Rows of equal things for QML's repeaters, from frozen dataclasses."""

from dataclasses import fields
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtQml import QmlElement
from typing_extensions import override

from kiosk.booth.views.qt import QmlUncreatable

QML_IMPORT_NAME = "Booth"
QML_IMPORT_MAJOR_VERSION = 1

_FIRST: Final = int(Qt.ItemDataRole.UserRole)


@QmlElement
@QmlUncreatable("made by the booth")
class Rows(QAbstractListModel):
    """Rows of one dataclass whose fields are the roles; a changed row changes in place, so nothing jumps.

    Its first field is the row's key: while the keys stay the same, no delegate is made anew.
    """

    def __init__(self, kind: type[Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = tuple(item.name for item in fields(kind))
        self._rows: tuple[Any, ...] = ()

    @property
    def rows(self) -> tuple[Any, ...]:
        """What is shown."""
        return self._rows

    def show(self, rows: tuple[Any, ...]) -> None:
        """Show these rows."""
        if [self._key(row) for row in rows] != [self._key(row) for row in self._rows]:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
            return
        before, self._rows = self._rows, rows
        for number, row in enumerate(rows):
            if row != before[number]:
                self.dataChanged.emit(self.index(number, 0), self.index(number, 0))

    def _key(self, row: object) -> object:
        return getattr(row, self._names[0])

    @override
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    @override
    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        number = role - _FIRST
        if not 0 <= number < len(self._names) or not 0 <= index.row() < len(self._rows):
            return None
        return getattr(self._rows[index.row()], self._names[number])

    @override
    def roleNames(self) -> dict[int, Any]:
        return {_FIRST + number: name.encode() for number, name in enumerate(self._names)}
