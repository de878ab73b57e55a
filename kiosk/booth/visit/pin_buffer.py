"""The pad's buffer for PIN and password: bytes in one place, overwritten after use, never text, never shown."""

from typing import Final

from kiosk.card import entries
from kiosk.card.entries import PASSWORD_LENGTHS

DIGITS: Final = 4
LONGEST: Final = PASSWORD_LENGTHS[-1]


class PinPad:
    """Four digits, or a password of 6 to 16 capital letters and digits, on their way to the card.

    Python cannot promise that no copy exists; this keeps them in one `bytearray` that is overwritten, and out of
    states, logs, messages and `repr`.
    """

    def __init__(self) -> None:
        self._digits = bytearray(LONGEST)
        self._count = 0
        self._shut = False
        self._password = False

    @property
    def count(self) -> int:
        """How many characters were entered."""
        return self._count

    @property
    def is_open(self) -> bool:
        """Whether anything is taken now."""
        return not self._shut

    @property
    def most(self) -> int:
        """How many characters there is room for."""
        return LONGEST if self._password else DIGITS

    @property
    def fits(self) -> bool:
        """Whether what was entered can be a PIN or password of this kind; anything else is not sent to the card."""
        entered = self._digits[: self._count]
        try:
            return entries.can_be_password(entered) if self._password else entries.can_be_pin(entered)
        finally:
            entered[:] = bytes(len(entered))

    def expect(self, *, password: bool) -> None:
        """Begin anew for a password or for four digits."""
        self.wipe()
        self._password = password

    def shut(self) -> None:
        """Take nothing until `open()`: the camera still looks."""
        self._shut = True

    def open(self) -> None:
        """Take what is entered: the curtain is drawn."""
        self._shut = False

    def press(self, digit: int) -> None:
        """Add one digit (0 to 9); one too many, or one while the pad is shut, is ignored."""
        if not 0 <= digit <= 9:
            raise ValueError("a digit is 0 to 9")
        self._add(ord("0") + digit)

    def letter(self, place: int) -> None:
        """Add one capital letter by its place in the alphabet (0 is A); only a password has letters."""
        if not 0 <= place < 26:
            raise ValueError("a letter is 0 to 25")
        if self._password:
            self._add(ord("A") + place)

    def _add(self, character: int) -> None:
        if self._count < self.most and not self._shut:
            self._digits[self._count] = character
            self._count += 1

    def erase(self) -> None:
        """Take the last character back."""
        if self._count:
            self._count -= 1
            self._digits[self._count] = 0

    def take(self) -> bytearray:
        """Hand over what was entered (ASCII) and forget it here; the receiver overwrites what it got."""
        pin = bytearray(self._digits[: self._count])
        self.wipe()
        return pin

    def wipe(self) -> None:
        """Overwrite the buffer."""
        self._digits[:] = bytes(LONGEST)
        self._count = 0
