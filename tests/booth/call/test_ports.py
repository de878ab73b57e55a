"""The rooms around a call fit what it asks of them; mypy says so as well."""

import inspect

import pytest

from kiosk.booth.call import ports
from kiosk.booth.call.printed_face import Reader
from kiosk.booth.uplink.link import Link
from kiosk.booth.visit.pin_buffer import PinPad
from kiosk.card.reader import CardReader
from kiosk.media.engine import MediaEngine

FITS: dict[type, type] = {
    ports.Headquarters: Link,
    ports.Media: MediaEngine,
    ports.Pad: PinPad,
    Reader: CardReader,
}


def shape(method: object) -> list[str]:
    return list(inspect.signature(method).parameters)  # type: ignore[arg-type]


@pytest.mark.parametrize("port", FITS, ids=lambda port: port.__name__)
def test_what_the_booth_puts_there_has_every_method_with_these_arguments(port: type) -> None:
    for name, method in vars(port).items():
        if inspect.isfunction(method) and not name.startswith("_"):
            assert shape(getattr(FITS[port], name)) == shape(method), name
