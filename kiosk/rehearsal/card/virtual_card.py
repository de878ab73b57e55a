"""A virtual My Number Card: a pure state machine of applications, files, PINs and keys that answers command APDUs.

It follows the sixteen conformance rows of the project's card facts (JICSAP status words). Counters live in the card and
survive power-off; opened PINs do not. Its log masks PIN bytes.
"""

import secrets
from typing import Final

from kiosk.rehearsal.card.virtual_card_parts import OK, Habits, VirtualApplication, VirtualPin
from kiosk.rehearsal.card.virtual_command import BadLength, Command, parse_command

ISSUER_DOMAIN: Final = bytes.fromhex("A0000001510000")
ATR_CONTACTLESS: Final = bytes.fromhex("3B8880010000 05E0B381A1007F".replace(" ", ""))
CARD_FACE_AID: Final = bytes.fromhex("D3921000310001010408")
FACE_CHECK_AID: Final = bytes.fromhex("D3921000310001010402")
# what a booth must never select; only counted here
_NUMBER_FILES: Final = ((CARD_FACE_AID, 0x0001), (FACE_CHECK_AID, 0x0005))


class VirtualCard:
    """One card.

    Attributes:
        log: every command with PIN bytes masked, and the status word it got.
        verifies: how many PINs were shown (an empty VERIFY shows none).
        number_selections: how often a file with the 個人番号 was selected; must stay 0.
    """

    def __init__(
        self,
        applications: list[VirtualApplication],
        *,
        atr: bytes = ATR_CONTACTLESS,
        objects: dict[int, bytes] | None = None,
        habits: Habits | None = None,
    ) -> None:
        self.atr = atr
        self.log: list[tuple[str, int]] = []
        self.verifies = 0
        self.number_selections = 0
        self.applications = applications
        self._objects = objects or {}
        self._habits = habits or Habits()
        self._selected: VirtualApplication | None = None
        self._current: int | None = None
        self._verbs = {
            0xA4: self._select,
            0xB0: self._read,
            0x20: self._verify,
            0x24: self._change_pin,
            0x2A: self._sign,
            0x84: self._random,
            0xCA: self._get_data,
        }

    def power_off(self) -> None:
        """Lose power or field: everything but the counters is forgotten."""
        self._deselect()

    def reset(self) -> None:
        """A warm reset."""
        if not self._habits.warm_reset_keeps_pins:
            self._deselect()

    def transmit(self, raw: bytes) -> bytes:
        """Answer one command APDU: data and status word."""
        try:
            command = parse_command(raw)
        except BadLength:
            self.log.append((bytes(raw[:4]).hex(), 0x6700))
            return b"\x67\x00"
        data, status = self._answer(command)
        self.log.append((command.masked(), status))
        return data + status.to_bytes(2, "big")

    def application(self, aid: bytes) -> VirtualApplication:
        """The application with this AID; KeyError when the card has none."""
        for one in self.applications:
            if one.aid == aid:
                return one
        raise KeyError(aid.hex())

    def _answer(self, command: Command) -> tuple[bytes, int]:
        refused = _class_refused(command)
        if refused:
            return b"", refused
        verb = self._verbs.get(command.ins)
        return verb(command) if verb else (b"", 0x6D00)

    def _deselect(self) -> None:
        for one in self.applications:
            one.close_pins()
        self._selected = None
        self._current = None

    # ------------------------------------------------------------------------------------------------ files

    def _select(self, command: Command) -> tuple[bytes, int]:
        if command.p1 == 0x04:
            return b"", self._select_application(command.data)
        if command.p1 == 0x02:
            return b"", self._select_file(command.data)
        if command.p1 == 0x00 and command.p2 == 0x00:
            if command.data:
                return b"", 0x6A82
            return b"", OK if self._selected else 0x6A86
        return b"", 0x6A86

    def _select_application(self, name: bytes) -> int:
        if not name:
            return 0x6700
        if ISSUER_DOMAIN.startswith(name):
            self._deselect()
            return OK
        for one in self.applications:
            if one.aid.startswith(name):
                if one is not self._selected:
                    self._deselect()
                    self._selected = one
                self._current = None
                return OK
        return self._habits.unknown_application_status

    def _select_file(self, number: bytes) -> int:
        if len(number) != 2:
            return 0x6A87
        identifier = int.from_bytes(number, "big")
        if self._selected is None or not self._selected.has(identifier):
            return 0x6A82
        self._make_current(self._selected, identifier)
        return OK

    def _make_current(self, application: VirtualApplication, identifier: int) -> None:
        self._current = identifier
        if (application.aid, identifier) in _NUMBER_FILES:
            self.number_selections += 1

    def _read(self, command: Command) -> tuple[bytes, int]:
        found = self._read_target(command)
        if isinstance(found, int):
            return b"", found
        number, offset = found
        assert self._selected is not None
        file = self._selected.files.get(number)
        if file is None:
            return b"", 0x6981 if self._selected.has(number) else 0x6A82
        if file.opened_by and not any(self._selected.pins[pin].opened for pin in file.opened_by):
            return b"", 0x6982
        if offset >= len(file.content):
            return b"", 0x6B00
        return file.content[offset : offset + (command.le or 0)], OK

    def _read_target(self, command: Command) -> tuple[int, int] | int:
        """The file and the offset a READ names, or the status word that refuses it."""
        if self._selected is None:
            return 0x6986
        if not command.p1 & 0x80:
            return 0x6986 if self._current is None else (self._current, command.p1 << 8 | command.p2)
        if not self._habits.short_ids:
            return 0x6A86
        number = command.p1 & 0x1F
        if not self._selected.has(number):
            return 0x6A82
        self._make_current(self._selected, number)
        return number, command.p2

    # ------------------------------------------------------------------------------------------------- PINs

    def _internal(self, reference: int) -> int | None:
        """The internal file a P2 names: 80 the current one, 81..9E by short id."""
        number = reference & 0x1F
        if number and self._habits.short_ids:
            return number
        return None if number else self._current

    def _verify(self, command: Command) -> tuple[bytes, int]:
        number = self._internal(command.p2)
        if self._selected is None or number is None:
            return b"", 0x6986
        pin = self._selected.pins.get(number)
        if pin is None:
            return b"", 0x6981 if self._selected.has(number) else 0x6A88
        if not command.data:
            return b"", self._counter(pin)
        self.verifies += 1
        return b"", pin.show(command.data)

    def _counter(self, pin: VirtualPin) -> int:
        if pin.limit is None:
            return 0x6300
        return 0x63C0 | pin.left if pin.left > 0 else self._habits.locked_counter_status

    def _change_pin(self, command: Command) -> tuple[bytes, int]:
        number = self._internal(command.p2)
        pin = self._selected.pins.get(number) if self._selected and number is not None else None
        if command.p1 != 0x01 or pin is None:
            return b"", 0x6A86
        if not pin.opened:
            return b"", 0x6982
        pin.value = command.data
        return b"", OK

    # ------------------------------------------------------------------------------------------------- keys

    def _sign(self, command: Command) -> tuple[bytes, int]:
        if command.cla != 0x80 or self._selected is None:
            return b"", 0x6E00 if command.cla != 0x80 else 0x6985
        if command.p1 > 0x05:
            return b"", 0x6A86
        number = self._internal(command.p2) if command.p2 else next(iter(self._selected.keys), None)
        key = self._selected.keys.get(number) if number is not None else None
        if key is None:
            return b"", 0x6986 if number is None else 0x6A88
        if key.opened_by is not None and not self._selected.pins[key.opened_by].opened:
            return b"", 0x6982
        return key.sign(command.p1, command.data)

    def _random(self, command: Command) -> tuple[bytes, int]:
        return (secrets.token_bytes(command.le), OK) if command.le else (b"", 0x6700)

    def _get_data(self, command: Command) -> tuple[bytes, int]:
        value = None if self._selected else self._objects.get(command.p1 << 8 | command.p2)
        return (value, OK) if value is not None else (b"", 0x6A88)


def _class_refused(command: Command) -> int:
    if command.cla in (0x00, 0x80):
        return 0
    if command.cla & 0x70:
        return 0x6E00
    if command.cla & 0x0C:
        return {0xA4: 0x6882, 0xB0: 0x69FC, 0x20: 0x69FC}.get(command.ins, 0x6E00)
    return 0x6881
