"""How far a measurement is: a bar that moves on a terminal, plain lines elsewhere; always on stderr."""

from typing import Final, TextIO

_BAR: Final = 24


class Progress:
    """Tells where a run stands.

    A terminal gets one line that is drawn again; a file or pipe gets one line for each quarter of a measurement.
    """

    def __init__(self, stream: TextIO, terminal: bool) -> None:
        self._stream = stream
        self._terminal = terminal
        self._said = -1
        self._name = ""

    def begin(self, name: str) -> None:
        """A measurement starts."""
        self._name, self._said = name, -1
        self.step(0, 1, "")

    def step(self, done: int, total: int, what: str = "") -> None:
        """`done` of `total` steps are behind; `what` is going on now."""
        share = done / total if total else 1.0
        if self._terminal:
            full = round(_BAR * share)
            bar = "#" * full + "." * (_BAR - full)
            self._stream.write(f"\r\x1b[K{self._name:<14} [{bar}] {done}/{total} {what}")
            self._stream.flush()
        elif int(4 * share) > self._said:
            self._said = int(4 * share)
            self._stream.write(f"{self._name}: {done}/{total} {what}".rstrip() + "\n")
            self._stream.flush()

    def end(self) -> None:
        """The run is over: leave the terminal's line clean."""
        if self._terminal:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
