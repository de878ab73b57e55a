"""Pictures are what the booth draws, small, and named as the page expects them."""

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication

from kiosk.applications.typesetting import Typesetter
from kiosk.authoring.preview import papers, pictures
from kiosk.authoring.preview.shots import shots
from tests.authoring.small import small
from tests.town import TOWN


def size(path: Path) -> tuple[int, int]:
    with Image.open(path) as picture:
        return picture.size


def test_each_screen_is_drawn_as_wide_as_wanted(qapp: QApplication, tmp_path: Path) -> None:
    taken = shots(small(), {}, "ja").shots
    found = pictures.screens(taken, (), tmp_path, 960)
    assert pictures.names(found) == [f"{one.name}.png" for one in taken]
    assert {size(path) for path in found} == {(960, 540)}
    assert len({path.read_bytes() for path in found}) == len(found), "each shows another page"
    assert all(path.stat().st_size < 60_000 for path in found)


def test_each_page_of_a_paper_is_drawn_beside_it(qapp: QApplication, tmp_path: Path) -> None:
    form = shots(small(), {}, "ja").form
    assert form is not None
    (found,) = pictures.paper(papers.application(form, TOWN, "ja", Typesetter()), tmp_path, "application", 1920)
    assert (tmp_path / "application.pdf").read_bytes().startswith(b"%PDF")
    with Image.open(found) as picture:
        width, height = picture.size
        dark = sum(picture.convert("L").histogram()[:128])
    assert (width, height) == pytest.approx((1240, 1754), abs=2)
    assert 0.005 < dark / (width * height) < 0.5, "letters on white"
