"""Signing with a finger."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickWindow
from PySide6.QtTest import QTest

from kiosk.booth.views.visit import signature_pad
from kiosk.booth.views.visit.signature_pad import SignaturePad, SignView
from kiosk.booth.visit import events as ev
from kiosk.booth.visit import stages
from kiosk.booth.visit.ink import Ink
from kiosk.booth.visit.state import Visit
from kiosk.procedures.procedure import Procedure
from kiosk.procedures.shared_form import SharedForm
from kiosk.protocol.forms import FieldEdited, Source

AT = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
SIGNING = Visit(stage=stages.Signing())


class DrawnOn:
    """A pad in a window, and what it posted."""

    def __init__(self) -> None:
        self.posted: list[ev.Event] = []
        self.view = SignView(self.posted.append)
        self.window = QQuickWindow()
        self.window.resize(800, 400)
        self.pad = SignaturePad(self.window.contentItem())
        self.pad.setSize(self.window.size())
        self.pad.setProperty("ink", self.view)
        self.window.show()

    @property
    def last(self) -> bytes | None:
        event = self.posted[-1]
        assert isinstance(event, ev.SignatureChanged)
        return event.png

    def draw(self, *points: tuple[int, int]) -> None:
        first, *rest = [QPoint(*point) for point in points]
        button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QTest.mousePress(self.window, button, keys, first)
        for point in rest:
            QTest.mouseMove(self.window, point)
        QTest.mouseRelease(self.window, button, keys, (rest or [first])[-1])


@pytest.fixture
def pad(qapp: QObject) -> Iterator[DrawnOn]:
    made = DrawnOn()
    yield made
    made.window.close()


@pytest.fixture
def form(juminhyo: Procedure) -> SharedForm:
    return SharedForm.begin(juminhyo, AT.date(), AT)


def image(png: bytes | None) -> QImage:
    assert png is not None
    found = QImage.fromData(png)
    assert not found.isNull()
    return found


def test_a_stroke_becomes_a_picture_with_a_clear_ground(pad: DrawnOn) -> None:
    pad.draw((100, 100), (200, 150), (300, 120))
    found = image(pad.last)
    assert found.hasAlphaChannel()
    assert found.pixelColor(0, 0).alpha() == 0
    assert any(found.pixelColor(x, y).alpha() == 255 for x in range(found.width()) for y in range(found.height()))
    assert 200 < found.width() < 260
    assert not pad.view.empty


def test_each_stroke_is_told_when_the_finger_lifts(pad: DrawnOn) -> None:
    pad.draw((100, 100), (200, 150))
    first = pad.last
    pad.draw((300, 100), (400, 150))
    assert len(pad.posted) == 2
    assert len(pad.view.strokes) == 2
    assert image(pad.last).width() > image(first).width()


def test_a_dot_is_ink(pad: DrawnOn) -> None:
    pad.draw((50, 50))
    assert image(pad.last).width() > 0


def test_a_finger_leaving_the_pad_draws_along_its_edge(pad: DrawnOn) -> None:
    pad.pad.setWidth(600)
    pad.draw((500, 100), (590, 200), (790, 300))
    assert max(point.x() for stroke in pad.view.strokes for point in stroke) == 600
    assert all(0 <= point.x() <= 600 for stroke in pad.view.strokes for point in stroke)


def test_a_touch_writes_and_a_resting_hand_does_not(pad: DrawnOn) -> None:
    device = QTest.createTouchDevice()
    touch = QTest.touchEvent(pad.window, device)
    touch.press(0, QPoint(100, 100), pad.window)
    touch.commit()
    touch = QTest.touchEvent(pad.window, device)
    touch.move(0, QPoint(200, 140), pad.window)
    touch.press(1, QPoint(600, 350), pad.window)
    touch.commit()
    touch = QTest.touchEvent(pad.window, device)
    touch.release(0, QPoint(200, 140), pad.window)
    touch.release(1, QPoint(600, 350), pad.window)
    touch.commit()
    assert len(pad.view.strokes) == 1
    assert pad.last is not None


def test_clear_leaves_an_empty_pad(pad: DrawnOn) -> None:
    pad.draw((100, 100), (200, 150))
    pad.view.clear()
    assert pad.last is None
    assert pad.view.empty


def test_cannot_sign_is_said(pad: DrawnOn) -> None:
    pad.view.cannotSign()
    assert pad.posted == [ev.CannotSignChosen()]


def signed(pad: DrawnOn, form: SharedForm) -> Visit:
    """A visit whose signature was just drawn."""
    visit = replace(SIGNING, form=form)
    pad.view.show(visit)
    pad.draw((100, 100), (200, 150))
    assert pad.last is not None
    assert visit.confirmed is not None
    return replace(visit, signature=Ink(pad.last, visit.confirmed))


def test_ink_survives_going_back_to_the_review_but_not_the_end_of_the_visit(pad: DrawnOn, form: SharedForm) -> None:
    signed_visit = signed(pad, form)
    pad.view.show(replace(signed_visit, stage=stages.Reviewing()))
    pad.view.show(signed_visit)
    assert not pad.view.empty
    pad.view.show(Visit())
    assert pad.view.empty


def test_ink_over_other_answers_fades_once_and_a_new_one_is_asked_for(pad: DrawnOn, form: SharedForm) -> None:
    before = signed(pad, form)
    changed = form.apply(FieldEdited(field="copies", value=2, source=Source.RESIDENT, at=AT))
    assert isinstance(changed, SharedForm)
    pad.view.show(replace(before, form=changed))
    assert (pad.view.empty, pad.view.again) == (True, True)
    pad.view.begin(QPointF(10, 10))
    pad.view.show(replace(before, form=changed, now_s=5.0))
    assert (pad.view.empty, pad.view.again) == (False, False)


def test_an_unfinished_stroke_is_not_wiped_by_a_tick_of_the_visit(pad: DrawnOn) -> None:
    pad.view.begin(QPointF(10, 10))
    pad.view.show(SIGNING)
    assert not pad.view.empty


def test_a_forgotten_signature_is_asked_for_until_there_is_ink(pad: DrawnOn) -> None:
    pad.view.show(replace(SIGNING, stage=stages.Signing(empty=True)))
    assert pad.view.missing
    pad.view.begin(QPointF(10, 10))
    assert not pad.view.missing


def test_without_ink_there_is_no_picture() -> None:
    assert signature_pad.png([]) is None


def test_even_a_scribble_over_the_whole_pad_stays_small() -> None:
    dice = random.Random(7)
    strokes = [[QPointF(dice.random() * 1600, dice.random() * 600) for _ in range(400)] for _ in range(20)]
    written = signature_pad.png(strokes)
    assert written is not None
    assert 1000 < len(written) <= signature_pad.LARGEST_PNG_BYTES


def test_the_number_of_points_has_an_end(pad: DrawnOn) -> None:
    pad.view.begin(QPointF(0, 0))
    for number in range(30_000):
        pad.view.move(QPointF(number * 2, 0))
    assert sum(len(stroke) for stroke in pad.view.strokes) == 20_000
