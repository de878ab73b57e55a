"""Every screen in Japanese, 1920x1080 at 21.5 inch, against the committed picture of it.

``BOOTH_PICTURES=write`` in the environment writes new pictures instead; look at each before committing it.
"""

import os
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter
from PySide6.QtGui import QImage

from kiosk.booth.views.pages import PAGES
from kiosk.booth.views.shelter import shelter_view
from kiosk.booth.visit.events import Ticked
from tests.screens.booth_states import CALLS, NOW, STATES, Screen, Story
from tests.screens.shelter_states import SHELTER

PICTURES = Path(__file__).parent / "pictures"
LIGHT = 24
"""Difference of one pixel (of 255, after a blur that forgives a shift by one) that is not seen."""
MOST = 0.0015
"""Share of pixels that may differ."""
DOTS, HIGHER = (880, 660, 1040, 760), (880, 400, 1040, 500)
MOVING = dict.fromkeys(("reading", "handing-in", "call-card-reading", "tap-asking"), DOTS)
MOVING |= dict.fromkeys(("shelter-reading", "shelter-working"), HIGHER)
"""Screens with a moving part, shown to be alive, and where; its dots are painted over before comparing."""


def as_pillow(image: QImage) -> Image.Image:
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    size = (plain.width(), plain.height())
    return Image.frombytes("RGB", size, bytes(plain.constBits()), "raw", "RGB", plain.bytesPerLine())


def still(picture: Image.Image, name: str) -> Image.Image:
    """The picture without what moves."""
    if name in MOVING:
        picture = picture.copy()
        picture.paste((255, 255, 255), MOVING[name])
    return picture


def difference(one: Image.Image, other: Image.Image) -> tuple[float, Image.Image]:
    """The share of pixels that visibly differ, and where."""
    blur = ImageFilter.BoxBlur(2)
    shown = ImageChops.difference(one.convert("RGB").filter(blur), other.convert("RGB").filter(blur)).convert("L")
    seen = shown.point(lambda level: 255 if level > LIGHT else 0)
    return seen.histogram()[255] / (seen.width * seen.height), seen


def write(picture: Image.Image, path: Path) -> None:
    """Keep a picture small: 64 colours, no dithering."""
    path.parent.mkdir(exist_ok=True)
    picture.quantize(64, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(path, optimize=True)


@pytest.mark.parametrize("name", [*STATES, *CALLS])
def test_the_screen_looks_as_it_was_approved(name: str, screen: Screen, tmp_path: Path) -> None:
    picture = still(as_pillow(screen.picture(name)), name)
    assert picture.size == (1920, 1080)
    approved = PICTURES / f"{name}.png"
    if os.environ.get("BOOTH_PICTURES") == "write":
        write(picture, approved)
    share, where = difference(picture, Image.open(approved))
    if share > MOST:
        picture.save(tmp_path / f"{name}.png")
        where.save(tmp_path / f"{name}-difference.png")
    assert share <= MOST, f"{share:.2%} of {name} looks different; see {tmp_path}"


def test_a_missing_button_would_be_seen(screen: Screen) -> None:
    whole = as_pillow(screen.picture("question"))
    without = whole.copy()
    without.paste((255, 255, 255), (1570, 950, 1860, 1060))
    assert difference(whole, without)[0] > MOST


def test_a_cut_line_of_text_would_be_seen(screen: Screen) -> None:
    whole = as_pillow(screen.picture("welcome"))
    without = whole.copy()
    without.paste((244, 246, 251), (60, 210, 1000, 245))
    assert difference(whole, without)[0] > MOST


def test_pictures_are_small() -> None:
    large = {path.name: path.stat().st_size for path in PICTURES.glob("*.png") if path.stat().st_size > 100_000}
    assert not large


def test_every_page_is_among_the_screens(screen: Screen) -> None:
    stages = [
        type(STATES[name](Story(screen.rules).after(Ticked(1.0, NOW, in_call=False))).visit.stage) for name in STATES
    ]
    assert {PAGES[stage] for stage in stages} == set(PAGES.values())
    shelter = {shelter_view.PAGES[type(made().stage)] for made in SHELTER.values()}
    assert shelter == set(shelter_view.PAGES.values())


def test_every_picture_belongs_to_a_screen() -> None:
    assert {path.stem for path in PICTURES.glob("*.png")} == {*STATES, *CALLS}
