"""What a resident wrote leaves the screen with the visit, also where nothing else of it is open."""

from pathlib import Path

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication

from kiosk.booth.app import Booth
from kiosk.booth.front import Front
from kiosk.booth.screen_parts import ScreenParts
from kiosk.booth.views.booth_view import BoothView
from kiosk.booth.views.words import Words
from kiosk.tasks import Tasks
from tests.booth.test_front import settings


async def test_what_was_drawn_is_forgotten_and_the_town_is_told_to_the_call(tmp_path: Path, qapp: QApplication) -> None:
    booth, words = Booth(Front(settings(tmp_path))), Words.load()
    view = BoothView(booth.visit.post, booth.call_staff, words)
    tasks = Tasks("screen")
    parts = ScreenParts(booth, view, words, tasks)
    parts.at("姫路市")
    assert parts.pages.call.town == "姫路市"
    parts.pages.sign.begin(QPointF(1, 1))
    assert parts.pages.sign.strokes
    parts.forget()
    assert not parts.pages.sign.strokes
    await tasks.end()
    await parts.close()
    await booth.visit.stop()
