"""Pictures: each screen as the booth draws it, each page of a paper, small enough to be sent by mail."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtPdf import QPdfDocument

from kiosk.authoring.preview.papers import PLACE, TOWN
from kiosk.authoring.preview.shots import Shot
from kiosk.booth.views.world import World
from kiosk.procedures.group import Group
from kiosk.rehearsal.still_screen import StillScreen

COLOURS: Final = 64
"""Enough for flat screens and printed letters, and a fifth of the bytes."""
_DOTS_PER_POINT: Final = 150 / 72
"""A paper is drawn with 150 dots an inch."""


def screens(shots: Sequence[Shot], groups: Sequence[Group], out: Path, width_px: int) -> tuple[Path, ...]:
    """Draw every screen into a file of `out` and name them in order."""
    application = QGuiApplication.instance() or QGuiApplication([])
    rules = shots[0].resident.rules
    screen = StillScreen(
        World(rules, TOWN, PLACE, online=True, staff_free=2, staff_on_duty=3, rehearsal=True, groups=tuple(groups))
    )
    found = []
    for shot in shots:
        screen.draw(shot.resident.visit)
        found.append(_kept(screen.grab(), out / f"{shot.name}.png", width_px))
    screen.close()
    application.processEvents()
    return tuple(found)


def paper(pdf: bytes, out: Path, name: str, width_px: int) -> tuple[Path, ...]:
    """Keep a PDF and draw each of its pages beside it, no wider than `width_px`."""
    (out / f"{name}.pdf").write_bytes(pdf)
    return tuple(
        _kept(page, out / f"{name}-{number}.png", width_px) for number, page in enumerate(_pages(pdf), start=1)
    )


def _pages(pdf: bytes) -> Iterator[QImage]:
    content = QByteArray(pdf)
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    for number in range(document.pageCount()):
        size = (document.pagePointSize(number) * _DOTS_PER_POINT).toSize()
        ground = QImage(size, QImage.Format.Format_RGB888)
        ground.fill("white")
        painter = QPainter(ground)
        painter.drawImage(0, 0, document.render(number, size))
        painter.end()
        yield ground
    document.close()


def _kept(image: QImage, path: Path, width_px: int) -> Path:
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    size = (plain.width(), plain.height())
    picture = Image.frombytes("RGB", size, bytes(plain.constBits()), "raw", "RGB", plain.bytesPerLine())
    if width_px < picture.width:
        picture = picture.resize((width_px, round(picture.height * width_px / picture.width)), Image.Resampling.LANCZOS)
    few = picture.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
    return path


def names(paths: Iterable[Path]) -> list[str]:
    """The names of files, for links from a page beside them."""
    return [path.name for path in paths]
