"""Icons: every one that is named is there, and drawn in its colour."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor

from kiosk.booth.views.icons import FOLDER, UNKNOWN, IconImages, file_of

ROOT = Path(__file__).parents[3]


def test_an_icon_is_drawn_in_its_colour() -> None:
    image = IconImages().requestImage("person-fill/0f6b42", QSize(), QSize(96, 96))
    pixels = [image.pixelColor(x, y) for x in range(96) for y in range(96)]
    colours = {QColor(pixel).name() for pixel in pixels if pixel.alpha() == 255}
    assert image.size() == QSize(96, 96)
    assert colours == {"#0f6b42"}


def test_an_icon_the_booth_has_not_got_is_a_plain_paper() -> None:
    assert file_of("no_such_icon", fill=True).stem == UNKNOWN


def test_a_name_that_is_no_name_is_refused() -> None:
    with pytest.raises(ValueError, match="names no icon"):
        IconImages().requestImage("../../secret/000000", QSize(), QSize(8, 8))


def test_every_icon_named_in_a_procedure_or_a_page_is_there() -> None:
    named = set()
    for path in (ROOT / "config" / "procedures").rglob("*.yml"):
        named |= set(re.findall(r"\bicon: ([a-z0-9_]+)", path.read_text(encoding="utf-8")))
    for path in (ROOT / "kiosk" / "booth" / "ui").rglob("*.qml"):
        named |= set(re.findall(r'\b(?:icon|picture|titleIcon): "([a-z0-9_]+)"', path.read_text(encoding="utf-8")))
    there = {path.stem.removesuffix("-fill") for path in FOLDER.glob("*.svg")}
    assert len(named) > 30
    assert named <= there


def test_the_licence_lies_beside_the_icons() -> None:
    assert "Apache License" in (FOLDER / "LICENSE").read_text(encoding="utf-8")
