"""Asking for the kanji of kana, one reading at a time."""

from collections.abc import Awaitable, Callable
from typing import Protocol

from kiosk.booth.typing import candidates
from kiosk.tasks import Tasks


class Converter(Protocol):
    """Turns kana into kanji."""

    def candidates(self, kana: str) -> Awaitable[list[str]]:
        """The likeliest first; empty where nobody can convert."""
        ...


class Conversion:
    """Asks until the answer is about the reading that stands there now, which `reading` says; then it `offers`."""

    def __init__(
        self, converter: Converter, tasks: Tasks, reading: Callable[[], str], offers: Callable[[list[str]], None]
    ) -> None:
        self._converter = converter
        self._tasks = tasks
        self._reading = reading
        self._offers = offers
        self._asking = False

    def ask(self) -> None:
        """Something was typed."""
        if not self._asking and self._reading():
            self._asking = True
            self._tasks.start(self._convert(), "convert")

    async def _convert(self) -> None:
        try:
            while asked := self._reading():
                found = await self._converter.candidates(candidates.asked(asked))
                if self._reading() == asked:
                    return self._offers(found)
        finally:
            self._asking = False
