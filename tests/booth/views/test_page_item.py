"""What is painted on a page goes with it: nothing of a resident stays in a half that Python kept."""

import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QUrl
from PySide6.QtGui import QPainter
from PySide6.QtQml import QmlElement, QQmlComponent, QQmlEngine
from typing_extensions import override

from kiosk.booth.views.page_item import PageItem

QML_IMPORT_NAME = "PageItemTest"
QML_IMPORT_MAJOR_VERSION = 1

made: "weakref.WeakSet[Noted]" = weakref.WeakSet()


@QmlElement
class Noted(PageItem):
    """Counted while its Python half is there."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__()
        made.add(self)

    @override
    def paint(self, painter: QPainter) -> None:
        """Nothing to see."""


@pytest.fixture
def page(qapp: QObject) -> Iterator[QQmlComponent]:
    engine = QQmlEngine()
    component = QQmlComponent(engine)
    component.setData(b"import QtQuick\nimport PageItemTest\nItem { Repeater { model: 3; Noted {} } }", QUrl())
    assert not component.isError(), component.errorString()
    yield component
    engine.deleteLater()


def leave(page: QObject) -> None:
    page.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_what_is_painted_goes_with_its_page(page: QQmlComponent) -> None:
    for _ in range(30):
        shown = page.create()
        assert len(made) == 3
        leave(shown)
    assert len(made) == 0


def test_an_item_somebody_still_holds_stays_until_they_let_go(page: QQmlComponent) -> None:
    shown = page.create()
    held = next(iter(made))
    leave(shown)
    assert list(made) == [held]
    del held
    assert len(made) == 0


def test_an_item_made_in_python_ends_as_any_other(page: QQmlComponent) -> None:
    item = Noted()
    item.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert list(made) == [item]
    del item
    assert len(made) == 0
