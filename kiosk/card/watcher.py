"""Watch readers come and go and cards on them, in a thread of its own; what changed is posted, nothing is touched."""

import threading
from collections.abc import Callable
from typing import Final

from kiosk.card.card import ReaderWhy
from kiosk.card.service import Service, Slot
from kiosk.card.virtual import virtual_readers
from kiosk.protocol.faults import CardFault
from kiosk.values import dataclass

_WAIT_MS: Final = 500  # readers coming and going are asked for this often, too
_AGAIN_S: Final = 0.5  # until a service that is away is asked for again


@dataclass(frozen=True)
class NoReader:
    """There is no reader to use."""

    why: ReaderWhy


@dataclass(frozen=True)
class Slots:
    """The usable readers and what lies on them; never empty."""

    slots: tuple[Slot, ...]


Sight = NoReader | Slots


@dataclass(frozen=True)
class Choice:
    """Which readers may be used.

    Attributes:
        name: the reader's name or its beginning; empty means any.
        allow_virtual: whether a virtual one may be.
    """

    name: str = ""
    allow_virtual: bool = False

    def among(self, readers: list[str]) -> list[str] | NoReader:
        """The usable ones of `readers`, or why there is none."""
        named = [name for name in readers if name == self.name] or [
            name for name in readers if name.startswith(self.name)
        ]
        if not named:
            return NoReader(ReaderWhy.NO_READER)
        virtual = [] if self.allow_virtual else virtual_readers(named)
        usable = [name for name in named if name not in virtual]
        return usable or NoReader(ReaderWhy.VIRTUAL_REFUSED)


def believed(before: Sight | None, now: list[Slot]) -> Slots:
    """What lies there, by the service's own looks alone: each that finds a change is counted (`Slot.insertions`).

    Between two looks a command that finds no card marks the reader as empty, and cutting the power marks it as occupied
    (pcsc-lite 1.9.9, `SCardTransmit`, `SCardDisconnect`). Told at once, one removal would be told twice, and whoever
    lays the next card down on that word is faster than the service.
    """
    known = {(slot.reader, slot.insertions): slot for slot in before.slots} if isinstance(before, Slots) else {}
    return Slots(tuple(known.get((slot.reader, slot.insertions), slot) if slot.answers else slot for slot in now))


def same(before: Sight | None, now: Sight) -> bool:
    """Whether the same lies there; how often an empty reader was visited meanwhile is nothing to tell."""
    if isinstance(before, Slots) and isinstance(now, Slots):
        return _lying(before) == _lying(now)
    return before == now


def _lying(sight: Slots) -> list[tuple[str, int | None]]:
    return [(slot.reader, slot.insertions if slot.present else None) for slot in sight.slots]


def watch(choice: Choice, post: Callable[[Sight], None]) -> None:
    """Post what is to be seen, at first and after each change, for ever."""
    said = False

    def seen(sight: Sight) -> None:
        nonlocal said
        said = False
        post(sight)

    while True:
        try:
            _watch_service(choice, seen)
        except CardFault:
            if not said:
                post(NoReader(ReaderWhy.NO_SERVICE))
                said = True
            threading.Event().wait(_AGAIN_S)


def _watch_service(choice: Choice, post: Callable[[Sight], None]) -> None:
    service = Service()
    last: Sight | None = None
    try:
        while True:
            usable = choice.among(service.readers())
            slots = [] if isinstance(usable, NoReader) else service.slots(usable)
            sight = usable if isinstance(usable, NoReader) else believed(last, slots)
            if not same(last, sight):
                post(sight)
            last = sight
            service.wait(slots, _WAIT_MS)
    finally:
        service.close()
