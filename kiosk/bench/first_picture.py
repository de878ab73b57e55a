"""A window in a process of its own that says when its first picture was drawn: the booth's, or an empty one."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.booth.app import Booth
    from kiosk.booth.front import Front
    from kiosk.booth.screen import Screen

EMPTY = "import QtQuick\nWindow { width: 1920; height: 1080; visible: true }\n"


def _say() -> None:
    print("drawn", flush=True)


def empty() -> int:
    """One empty Window."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtQml import QQmlApplicationEngine
    from PySide6.QtQuick import QQuickWindow

    application = QGuiApplication(sys.argv[:1])
    engine = QQmlApplicationEngine()
    engine.loadData(EMPTY.encode())
    window = engine.rootObjects()[0]
    assert isinstance(window, QQuickWindow)

    def drawn() -> None:
        _say()
        application.quit()

    window.frameSwapped.connect(drawn, Qt.ConnectionType.SingleShotConnection)
    status = application.exec()
    window.close()
    del engine
    return status


def booth(config: Path) -> int:
    """The booth as `kiosk booth` runs it, until it can be touched."""
    from kiosk.booth.program import load_settings, run_with

    return run_with(load_settings(config), _nothing_more, _drawn)


def _drawn(front: "Front") -> None:
    """The picture that was drawn is one that residents can touch."""
    from kiosk.booth.visit.stages import Welcoming

    if not isinstance(front.visit.stage, Welcoming) or not front.procedures.rules().procedures:
        raise SystemExit("the booth is not in service")
    _say()


async def _nothing_more(_booth: "Booth", _screen: "Screen") -> None:
    return


if __name__ == "__main__":
    sys.exit(empty() if sys.argv[1] == "empty" else booth(Path(sys.argv[2])))
