"""A virtual card as the reader's transport, without service and reader: the same flows in microseconds."""

from typing_extensions import override

from kiosk.card.apdu import Transport
from kiosk.protocol.faults import CardFault, Code
from kiosk.rehearsal.card.faults import Ejected, FaultyCard, FellSilent


class InProcess(Transport):
    """The way to a card that stands in this very process."""

    def __init__(self, card: FaultyCard) -> None:
        self._card = card

    @override
    def transmit(self, command: bytes | bytearray) -> bytes:
        if self._card.ejected_after:
            raise CardFault(Code.PULLED_OUT)
        try:
            return self._card.transmit(bytes(command))
        except Ejected as gone:
            self._card.ejected_after = True
            raise CardFault(Code.PULLED_OUT) from gone
        except FellSilent as silent:
            raise CardFault(Code.SILENT) from silent
