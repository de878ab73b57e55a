"""Events of our own: a name, plain facts, and nothing a person typed. What all rooms use."""

from typing import TextIO

from kiosk.log.facts import Fact, described
from kiosk.log.writing import WRITER, logger


class Log:
    """The log of one part of the program."""

    def __init__(self, part: str) -> None:
        self._log = logger(part)

    def event(self, name: str, **facts: Fact) -> None:
        """Write that `name` happened, with facts that are numbers, flags, enums or identifiers."""
        self._log.info(name, facts=facts)

    def warning(self, name: str, **facts: Fact) -> None:
        """Write something an administrator should look at soon."""
        self._log.warning(name, facts=facts)

    def failure(self, name: str, error: BaseException, **facts: Fact) -> None:
        """Write that `name` went wrong: type, place and code of `error`, never its message."""
        self._log.error(name, facts=described(error) | facts)


def to_stream(stream: TextIO | None) -> None:
    """Send all lines of this process to `stream`; None means stderr."""
    WRITER.stream = stream
