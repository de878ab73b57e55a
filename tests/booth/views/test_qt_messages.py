"""What Qt says is told by kind, category and place. (That no words come out of a process: `tests/log`.)"""

import io
import json
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QtMsgType, qCritical, qDebug, qInstallMessageHandler, qWarning

from kiosk.booth.views.qt_messages import lead_into_log
from kiosk.log import to_stream


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    before = qInstallMessageHandler(None)
    to_stream(stream)
    lead_into_log()
    yield stream
    to_stream(None)
    qInstallMessageHandler(before)


def test_warnings_and_worse_are_written_without_their_words(written: io.StringIO) -> None:
    qDebug("葛西")
    qWarning("葛西")
    qCritical("葛西")
    assert "葛西" not in written.getvalue()
    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    assert [line["kind"] for line in lines] == [QtMsgType.QtWarningMsg.name, QtMsgType.QtCriticalMsg.name]
    assert {(line["part"], line["event"], line["category"]) for line in lines} == {("qt", "qt_spoke", "default")}
