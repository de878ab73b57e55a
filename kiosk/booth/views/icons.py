"""Icons in the colour of their text: Material Symbols from files, tinted here so that every renderer can show them."""

import re
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQuick import QQuickImageProvider
from PySide6.QtSvg import QSvgRenderer
from typing_extensions import override

FOLDER: Final = Path(__file__).parents[3] / "assets" / "icons" / "booth"
UNKNOWN: Final = "description"
"""Drawn where a procedure file names an icon the booth has not got."""
_ID: Final = re.compile(r"^(?P<name>[a-z0-9_]+?)(?P<fill>-fill)?/(?P<colour>[0-9a-f]{6})$")


def file_of(name: str, *, fill: bool) -> Path:
    """The icon's file: filled where wanted and there, else outlined, else the unknown one."""
    wanted = [f"{name}-fill", name] if fill else [name, f"{name}-fill"]
    found = (FOLDER / f"{file}.svg" for file in [*wanted, UNKNOWN])
    return next(path for path in found if path.is_file())


class IconImages(QQuickImageProvider):
    """Serves ``image://icon/<name>[-fill]/<rrggbb>``."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    @override
    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:
        found = _ID.match(id)
        if found is None:
            raise ValueError(f"'{id}' names no icon")
        wide, high = max(requestedSize.width(), 1), max(requestedSize.height(), 1)
        image = QImage(wide, high, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        svg = file_of(found["name"], fill=found["fill"] is not None).read_text(encoding="ascii")
        tinted = svg.replace("<path ", f'<path fill="#{found["colour"]}" ')
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        QSvgRenderer(QByteArray(tinted.encode("ascii"))).render(painter)
        painter.end()
        return image
