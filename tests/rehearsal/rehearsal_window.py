"""A small window with things to touch, as the booth's pages have them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

from PySide6.QtCore import QByteArray, QUrl
from PySide6.QtQml import QQmlComponent, QQmlEngine
from PySide6.QtQuick import QQuickWindow

QML = b"""
import QtQuick
import QtQuick.Window

Window {
    id: root
    property string log: ""
    property bool later: false
    width: 400; height: 300; visible: true

    component Button: MouseArea {
        width: 80; height: 40
        onClicked: root.log += objectName + " "
    }

    Button { objectName: "first"; x: 10; y: 20 }
    Item {
        x: 100; y: 100; scale: 1
        Button { objectName: "inner"; x: 50; y: 60 }
        Text { text: "a secret word"; visible: false }
    }
    Button { objectName: "hidden"; visible: false }
    Item {
        opacity: 0
        Button { objectName: "faded" }
    }
    Button { objectName: "appears"; x: 200; visible: root.later }
    MouseArea {
        objectName: "pad"
        property var points: []
        property int strokes: 0
        x: 200; y: 200; width: 100; height: 50
        onPressed: mouse => { strokes += 1; points.push([mouse.x, mouse.y]) }
        onPositionChanged: mouse => points.push([mouse.x, mouse.y])
    }
}
"""


@contextmanager
def small_window() -> Iterator[QQuickWindow]:
    """The window; a `QGuiApplication` must be there."""
    engine = QQmlEngine()
    component = QQmlComponent(engine)
    component.setData(QByteArray(QML), QUrl.fromLocalFile("/small.qml"))
    window = component.create()
    assert isinstance(window, QQuickWindow), component.errorString()
    try:
        yield window
    finally:
        window.close()
        window.deleteLater()
        component.deleteLater()
