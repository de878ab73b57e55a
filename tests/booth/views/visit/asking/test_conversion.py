"""Asking for kanji, and who is asked again when the reading changed meanwhile."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from kiosk.booth.views.visit.asking.conversion import Conversion
from kiosk.tasks import Tasks
from tests.until import until


class Desk:
    """A reading that may change, and an answer that comes when it is told to."""

    def __init__(self, tasks: Tasks) -> None:
        self.reading = ""
        self.asked: list[str] = []
        self.offered: list[list[str]] = []
        self.go = asyncio.Event()
        self.conversion = Conversion(self, tasks, lambda: self.reading, self.offered.append)

    async def candidates(self, kana: str) -> list[str]:
        self.asked.append(kana)
        await self.go.wait()
        return [f"漢{kana}"]

    def typed(self, reading: str) -> None:
        self.reading = reading
        self.conversion.ask()


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    tasks = Tasks("test")
    yield Desk(tasks)
    await tasks.end()


async def test_the_answer_is_about_the_reading_that_stands_there(desk: Desk) -> None:
    desk.typed("か")
    await until(lambda: desk.asked == ["か"])
    desk.typed("かさ")
    desk.go.set()
    await until(lambda: desk.offered == [["漢かさ"]])
    assert desk.asked == ["か", "かさ"]


async def test_a_reading_taken_away_is_not_answered(desk: Desk) -> None:
    desk.typed("か")
    await until(lambda: desk.asked == ["か"])
    desk.typed("")
    desk.go.set()
    desk.typed("き")
    await until(lambda: desk.offered == [["漢き"]])


async def test_nothing_is_asked_about_nothing(desk: Desk) -> None:
    desk.typed("")
    desk.go.set()
    desk.typed("き")
    await until(lambda: desk.asked == ["き"])
