"""The bare program waits for the card."""

from typing import Any

from typing_extensions import override

from kiosk.bench.bare_card import wait_for_card
from kiosk.card.service import Service, Slot


class SlowService(Service):
    """A card service that gives power at the third look."""

    def __init__(self) -> None:
        self.looks = 0

    @override
    def slots(self, readers: list[str]) -> list[Slot]:
        self.looks += 1
        return [Slot(readers[0], 0x20 if self.looks > 1 else 0, b"\x3b" if self.looks > 2 else b"")]

    @override
    def wait(self, *_: Any) -> bool:
        return True


def test_it_waits_until_the_card_has_power() -> None:
    service = SlowService()
    wait_for_card(service, "reader")
    assert service.looks == 3
