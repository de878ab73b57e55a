"""The theme: contrast of every pair in every set of colours, text sizes in millimetres."""

import itertools
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtGui import QColor
from PySide6.QtQml import QQmlComponent, QQmlExpression, qmlContext

from kiosk.booth.views.letters import fonts
from tests.screens.booth_states import Screen

TEXT = [
    ("ink", "ground"), ("ink", "surface"), ("inkSoft", "ground"), ("inkSoft", "surface"), ("inkFaint", "surface"),
    ("ink", "chosen"), ("inkFaint", "chosen"), ("action", "surface"), ("action", "ground"), ("actionInk", "action"),
    ("action", "actionSoft"), ("ink", "actionSoft"), ("staffInk", "staff"), ("staff", "surface"),
    ("staff", "staffSoft"),
    ("ink", "staffSoft"), ("warnInk", "warn"), ("warnInk", "surface"), ("endInk", "end"), ("end", "ground"),
    ("curtainInk", "curtain"), ("inkSoft", "neutral"), ("ink", "proposalGround"),
]  # fmt: skip
MAIN = [("ink", "ground"), ("ink", "surface"), ("actionInk", "action"), ("ink", "chosen")]
SIGNS = [
    ("border", "surface"), ("border", "ground"), ("action", "chosen"), ("warnIcon", "warn"), ("curtainGlow", "curtain"),
    ("focus", "ground"), ("warnIcon", "surface"),
]  # fmt: skip
MODES = range(4)


@pytest.fixture(scope="module")
def theme(screen: Screen) -> Iterator[Callable[[str], Any]]:
    component = QQmlComponent(screen.engine)
    component.setData(b"import QtQuick\nimport Controls\nItem { property QtObject theme: Theme }", "")
    holder = component.create()
    assert holder is not None, component.errorString()
    context = qmlContext(holder)
    assert context is not None
    yield lambda name: QQmlExpression(context, holder, f"theme.{name}").evaluate()[0]
    holder.deleteLater()


def luminance(color: QColor) -> float:
    told = (color.redF(), color.greenF(), color.blueF())
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in told]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_wcag_does() -> None:
    assert contrast(QColor("#000000"), QColor("#ffffff")) == pytest.approx(21)
    assert contrast(QColor("#0017c1"), QColor("#ffffff")) == pytest.approx(11.1, abs=0.1)


@pytest.mark.parametrize("mode", MODES)
def test_every_pair_can_be_read(screen: Screen, theme, mode: int) -> None:  # type: ignore[no-untyped-def]
    screen.show("welcome", mode=mode)
    needs = [*zip(TEXT, itertools.repeat(4.5)), *zip(MAIN, itertools.repeat(7.0)), *zip(SIGNS, itertools.repeat(3.0))]
    weak = {
        (front, back): round(ratio, 2)
        for (front, back), least in needs
        if (ratio := contrast(QColor(theme(front)), QColor(theme(back)))) < least
    }
    screen.show("welcome")
    assert not weak


@pytest.mark.parametrize(("size", "capitals"), [(0, 4.8), (1, 5.2), (2, 7.33), (3, 8.5)])
def test_body_text_is_tall_enough(screen: Screen, theme, size: int, capitals: float) -> None:  # type: ignore[no-untyped-def]
    """Capitals of 0.733 em (Section 508, VVSG medium, EN 301 549, VVSG extra large)."""
    screen.show("welcome", size=size)
    assert theme("body") / theme("mm") * 0.733 >= capitals
    assert theme("least") / theme("mm") * 0.733 >= 4.3
    screen.show("welcome")


def test_words_of_nepali_are_drawn_by_the_font_that_joins_its_letters(theme) -> None:  # type: ignore[no-untyped-def]
    assert theme("devanagari") == fonts.DEVANAGARI
    assert theme("japanese") == fonts.JAPANESE
    for text in ("नम्बर IE-0001-00X", "पसलमा (ごみ処理券) किनेर", "家島", ""):
        assert theme(f"familyOf('{text}', theme.japanese)") == fonts.family_of(text, fonts.JAPANESE)
