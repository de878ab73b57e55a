"""Event logs that cannot carry personal data: a name, plain facts, and nothing a person typed.

Every line is one JSON object on stderr: time, program part, event and fields. Text fields must look like an identifier;
anything else is replaced by ``withheld``. Exceptions leave as type and place only, never as their message.
"""

import json
import re
import sys
import threading
import traceback
from datetime import UTC, datetime
from enum import Enum
from typing import Final, TextIO

Fact = int | float | bool | str | Enum | None

_IDENTIFIER: Final = re.compile(r"[A-Za-z0-9_.:/\-]{0,96}")
_TWELVE_DIGITS: Final = re.compile(r"(?<!\d)\d{12}(?!\d)")
_HEXADECIMAL: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32,}")  # our ids and hashes
_lock: Final = threading.Lock()
_stream: TextIO | None = None  # None: whatever sys.stderr is at the time of writing


class Log:
    """The log of one part of the program."""

    def __init__(self, part: str) -> None:
        self._part = part

    def event(self, name: str, **facts: Fact) -> None:
        """Write that `name` happened, with facts that are numbers, flags, enums or identifiers."""
        self._write("info", name, facts)

    def warning(self, name: str, **facts: Fact) -> None:
        """Write something an administrator should look at soon."""
        self._write("warning", name, facts)

    def failure(self, name: str, error: BaseException, **facts: Fact) -> None:
        """Write that `name` went wrong: type and innermost place of `error`, never its message."""
        frames = traceback.extract_tb(error.__traceback__)
        place = f"{frames[-1].filename.rsplit('/kiosk/', 1)[-1]}:{frames[-1].lineno}" if frames else "unknown"
        self._write("error", name, {**facts, "error": type(error).__name__, "place": place})

    def _write(self, level: str, name: str, facts: dict[str, Fact]) -> None:
        head: dict[str, object] = {
            "at": datetime.now(UTC).isoformat(timespec="milliseconds"),  # noqa: TID251 -- a log's clock is the wall
            "level": level,
            "part": self._part,
            "event": name,
        }
        line = head | {key: clean(value) for key, value in facts.items()} | head  # no fact takes the place of a head
        with _lock:
            stream = _stream or sys.stderr
            stream.write(json.dumps(line, ensure_ascii=False) + "\n")
            stream.flush()


def clean(value: Fact) -> int | float | bool | str | None:
    """What may be written of `value`: numbers, flags and identifiers as they are, other text as ``withheld``."""
    if isinstance(value, Enum):
        value = str(value.value)
    if isinstance(value, str) and not _IDENTIFIER.fullmatch(value):
        return "withheld"
    if isinstance(value, str | int) and _TWELVE_DIGITS.search(_HEXADECIMAL.sub("", str(value))):
        return "withheld"  # as long as a 個人番号
    return value


def to_stream(stream: TextIO | None) -> None:
    """Send all logs of this process to `stream`; None means stderr."""
    global _stream  # noqa: PLW0603 -- one process, one log
    _stream = stream
