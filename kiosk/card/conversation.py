"""Steps of a conversation with one card between power-on and power-off: select, counters, PIN, files.

Files and PINs are named by their short id, which saves a SELECT each; a card that refuses short ids is found out once
and spoken to with SELECTs from then on.
"""

from collections.abc import Callable

from kiosk.card import apdu
from kiosk.card.apdu import Answer, Exchange, Transport
from kiosk.card.files import tlv
from kiosk.card.profile import Application, CardFile, Pin
from kiosk.protocol.faults import CardFault, Code

_SMALLEST_OBJECT = 4


class Conversation:
    """What was sent since the card got power, and what it left selected.

    Attributes:
        exchange: counts the commands.
        short_ids: whether the card takes short file ids.
        pin_underway: a PIN was sent and no clear answer came back.
    """

    def __init__(self, transport: Transport, *, short_ids: bool = True) -> None:
        self.exchange = Exchange(transport)
        self.short_ids = short_ids
        self.pin_underway = False
        self._selected: Application | None = None

    def try_select(self, application: Application) -> Answer:
        """SELECT an application and give the answer."""
        answer = self.exchange.send(apdu.select_application(application.value))
        if answer.status == apdu.OK:
            self._selected = application
        return answer

    def select(self, application: Application) -> None:
        """Make sure `application` is selected; selecting another one makes the card forget its PINs."""
        if self._selected is not application:
            answer = self.try_select(application)
            if answer.status != apdu.OK:
                raise fault_of(answer)

    def tries(self, pin: Pin) -> int | None:
        """The counter of one PIN; None when the card has no such PIN, sets no limit or is open already."""
        self.select(pin.value.application)
        answer = self._by_id(pin.value.number, apdu.ask_tries, lambda: apdu.ask_tries(0))
        return tries_of(answer)

    def show_pin(self, pin: Pin, entry: bytearray) -> Answer:
        """Send a PIN exactly once; its counter was asked in this conversation or the card takes short ids."""
        command = apdu.verify(entry, pin.value.number if self.short_ids else 0)
        entry[:] = bytes(len(entry))
        self.pin_underway = True
        answer = self.exchange.send_secret(command)
        self.pin_underway = answer.status != apdu.OK and tries_of(answer) is None
        return answer

    def sign(self, key: int, digest_info: bytes) -> bytes:
        """The signature of a key of the selected application over exactly `digest_info`."""
        answer = self._by_id(key, lambda number: apdu.sign(number, digest_info), lambda: apdu.sign(0, digest_info))
        if answer.status != apdu.OK or not answer.data:
            raise fault_of(answer)
        return answer.data

    def first_part(self, file: CardFile) -> Answer:
        """The first bytes of a file, at most 256."""
        self.select(file.value.application)
        length = min(file.value.limit, 256)
        return self._by_id(
            file.value.number, lambda number: apdu.read_short(number, length), lambda: apdu.read_at(0, length)
        )

    def read_plain(self, file: CardFile) -> bytes:
        """A small file without structure; empty when the card does not have it."""
        answer = self.first_part(file)
        return answer.data if answer.status in (apdu.OK, apdu.END_OF_FILE) else b""

    def read_object(self, file: CardFile) -> bytes:
        """One TLV object from the start of a file; read once more from the start when it came short."""
        try:
            return self._read_object_once(file)
        except CardFault as fault:
            if fault.code is not Code.TRUNCATED:
                raise
            return self._read_object_once(file)

    def _read_object_once(self, file: CardFile) -> bytes:
        answer = self.first_part(file)
        if answer.status == apdu.BEYOND_END:
            raise CardFault(Code.TRUNCATED, answer.status)
        if answer.status not in (apdu.OK, apdu.END_OF_FILE):
            raise fault_of(answer)
        raw = answer.data
        try:
            total = tlv.read_header(raw).total
        except tlv.TlvError as error:
            raise CardFault(Code.TRUNCATED if len(raw) < _SMALLEST_OBJECT else Code.GARBLED) from error
        if total > file.value.limit:
            raise CardFault(Code.TOO_LONG)
        while len(raw) < total:
            raw += self._next_part(file, len(raw), min(256, total - len(raw)))
        return raw[:total]

    def _next_part(self, file: CardFile, offset: int, length: int) -> bytes:
        answer = self.exchange.send(apdu.read_at(offset, length))
        if answer.status == apdu.NO_CURRENT_FILE:
            selected = self.exchange.send(apdu.select_file(file.value.number))
            if selected.status != apdu.OK:
                raise fault_of(selected)
            answer = self.exchange.send(apdu.read_at(offset, length))
        if answer.status == apdu.BEYOND_END or (answer.status == apdu.OK and not answer.data):
            raise CardFault(Code.TRUNCATED, answer.status)
        if answer.status not in (apdu.OK, apdu.END_OF_FILE) or not answer.data:
            raise fault_of(answer)
        return answer.data

    def _by_id(self, number: int, short: Callable[[int], bytes], selected: Callable[[], bytes]) -> Answer:
        """A command on a file: by short id, else SELECT and the command on what is selected."""
        answer = None
        if self.short_ids:
            answer = self.exchange.send(short(number))
            if answer.status not in _SHORT_ID_REFUSED:
                return answer
        chosen = self.exchange.send(apdu.select_file(number))
        if chosen.status != apdu.OK:
            return answer or chosen
        longer = self.exchange.send(selected())
        if longer.status == apdu.OK or tries_of(longer) is not None:
            self.short_ids = False
        return longer


# 6981 and 6985 come from a card that looks at what is selected instead of the id
_SHORT_ID_REFUSED = (
    0x6700, 0x6981, 0x6985, 0x6986, 0x6A80, 0x6A81, 0x6A82, 0x6A86, 0x6A87, 0x6A88, 0x6B00, 0x6D00, 0x6E00,
)  # fmt: skip


def tries_of(answer: Answer) -> int | None:
    """The tries left that an answer to VERIFY names."""
    return 0 if answer.status in apdu.PIN_LOCKED else answer.tries_left


def fault_of(answer: Answer) -> CardFault:
    """The fault a status word means where another one was due."""
    if answer.status == apdu.NOT_FOUND:
        return CardFault(Code.OTHER_CARD, answer.status)
    if answer.status in apdu.DEFECTIVE or answer.status == apdu.NO_DIAGNOSIS:
        return CardFault(Code.MUTE, answer.status)
    return CardFault(Code.GARBLED, answer.status)
