"""Everything the desk of a shelter can act on."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from kiosk.applications.typesetting import Typesetter
from kiosk.booth.settings import BoothSettings
from kiosk.booth.shelter.register_file import RegisterFile
from kiosk.booth.uplink.device_identity import Device
from kiosk.booth.visit.pin_buffer import PinPad
from kiosk.card.card import CertificateOutcome
from kiosk.printing.printer import Printer
from kiosk.values import dataclass


class Card(Protocol):
    """The card reader's door, as far as a mark needs it."""

    async def read_certificate(self, insertion: int | None = None) -> CertificateOutcome:
        """Read the certificate that needs no PIN."""


@dataclass(frozen=True)
class Edges:
    """`device` is who this booth is; `begin_arrival` brings the form of somebody who comes in onto the screen."""

    file: RegisterFile
    card: Card
    pad: PinPad
    device: Callable[[], Device | None]
    typesetter: Typesetter
    printer: Printer
    begin_arrival: Callable[[], None]
    now: Callable[[], datetime]
    settings: BoothSettings
