"""What Qt says, led into the log: its kind, its category and its place, never its words, which may quote a screen.

Exceptions in what Qt calls reach `sys.excepthook`, and so the log, by themselves.
"""

from typing import Final

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from kiosk.log import Log
from kiosk.log.facts import place_of

_log = Log("qt")
_SEEN_TO: Final = (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)


def lead_into_log() -> None:
    """From now on, for as long as the process lives."""
    qInstallMessageHandler(_said)


def _said(kind: QtMsgType, context: QMessageLogContext, _words: str) -> None:
    if kind in _SEEN_TO:
        _log.warning(
            "qt_spoke", kind=kind.name, category=context.category, said_at=place_of(context.file or "", context.line)
        )
