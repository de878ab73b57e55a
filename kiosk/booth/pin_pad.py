"""The PIN pad's buffer: digits as bytes in one place, overwritten after use, never text, never shown."""

from typing import Final

DIGITS: Final = 4


class PinPad:
    """Four digits on their way to the card.

    Python cannot promise that no copy exists; this keeps them in one `bytearray` that is overwritten, and out of
    states, logs, messages and `repr`.
    """

    def __init__(self) -> None:
        self._digits = bytearray(DIGITS)
        self._count = 0
        self._shut = False

    @property
    def count(self) -> int:
        """How many digits were entered, 0 to 4."""
        return self._count

    @property
    def is_open(self) -> bool:
        """Whether digits are taken now."""
        return not self._shut

    def shut(self) -> None:
        """Take no digit until `open()`: the camera still looks."""
        self._shut = True

    def open(self) -> None:
        """Take digits: the curtain is drawn."""
        self._shut = False

    def press(self, digit: int) -> None:
        """Add one digit (0 to 9); a fifth, or one while the pad is shut, is ignored."""
        if not 0 <= digit <= 9:
            raise ValueError("a digit is 0 to 9")
        if self._count < DIGITS and not self._shut:
            self._digits[self._count] = ord("0") + digit
            self._count += 1

    def erase(self) -> None:
        """Take the last digit back."""
        if self._count:
            self._count -= 1
            self._digits[self._count] = 0

    def take(self) -> bytearray:
        """Hand over the PIN (ASCII digits) and forget it here; the receiver overwrites what it got."""
        pin = bytearray(self._digits[: self._count])
        self.wipe()
        return pin

    def wipe(self) -> None:
        """Overwrite the buffer."""
        self._digits[:] = bytes(DIGITS)
        self._count = 0
