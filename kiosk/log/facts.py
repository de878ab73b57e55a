"""What may be written: numbers, flags, identifiers; of an exception its type, its place and its code. Pure.

Nothing a person typed or a card said can be told from the rest once it is inside a sentence, so no sentence leaves: no
message of an exception, no text of a library, no value of a variable.
"""

import errno
import re
from collections.abc import Iterator
from enum import Enum
from itertools import islice
from pathlib import Path
from traceback import walk_tb
from typing import Final

Fact = int | float | bool | str | Enum | None

WITHHELD: Final = "withheld"
_IDENTIFIER: Final = re.compile(r"[A-Za-z0-9_.:/\-]{0,96}")
_TWELVE_DIGITS: Final = re.compile(r"(?<!\d)\d{12}(?!\d)")
_HEXADECIMAL: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32,}")  # our ids and hashes
_OURS: Final = f"{Path(__file__).parents[1]}/"
_LIBRARY: Final = re.compile(r".*/(?:site-packages|dist-packages|python3[.0-9]*)/")
_LONGEST_CHAIN: Final = 8
_NAMED_CODES: Final = ("sqlite_errorname", "sqlstate")
_NUMBERED_CODES: Final = ("code", "status")


def clean(value: object) -> int | float | bool | str | None:
    """What may be written of `value`: numbers, flags and identifiers as they are, everything else as ``withheld``."""
    if isinstance(value, Enum):
        value = str(value.value)
    if not isinstance(value, str | int | float | None):
        return WITHHELD
    if isinstance(value, str) and not _IDENTIFIER.fullmatch(value):
        return WITHHELD
    if isinstance(value, str | int) and _TWELVE_DIGITS.search(_HEXADECIMAL.sub("", str(value))):
        return WITHHELD  # as long as a 個人番号
    return value


def described(error: BaseException) -> dict[str, Fact]:
    """Type, place and code of `error`; never its message.

    ``place`` is where our own code was last at work (file and line), ``raised`` the library's place below it if there
    is one, ``cause`` the type it all began with, ``code`` the first code anyone in that chain has.
    """
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    frames = [place_of(frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__)]
    ours = [place for place in frames if place.startswith("kiosk/")]
    place = (ours or frames or ["unknown"])[-1]
    found: dict[str, Fact] = {"error": type(error).__name__, "place": place}
    if frames and frames[-1] != place:
        found["raised"] = frames[-1]
    chain = list(islice(_chain(error), _LONGEST_CHAIN))
    if len(chain) > 1:
        found["cause"] = type(chain[-1]).__name__
    codes = [code for code in map(_code, chain) if code is not None]
    return found | ({"code": codes[0]} if codes else {})


def place_of(file: str, line: int | None) -> str:
    """File and line as others have them too: without the folders of this machine."""
    if file.startswith(_OURS):
        return f"kiosk/{file.removeprefix(_OURS)}:{line}"
    within = _LIBRARY.sub("", file)
    return f"{within if within != file else file.rsplit('/', 1)[-1]}:{line}"


def _chain(error: BaseException) -> Iterator[BaseException]:
    found: BaseException | None = error
    while found is not None:
        yield found
        found = found.__cause__ or (None if found.__suppress_context__ else found.__context__)


def _code(error: BaseException) -> Fact:
    """The code an exception carries: our own, a database's, TLS', the system's, an HTTP status."""
    for name in _NAMED_CODES:
        if isinstance(named := getattr(error, name, None), str):
            return named
    if isinstance(error, OSError):
        reason = getattr(error, "reason", None) if getattr(error, "library", None) else None  # ssl.SSLError
        return reason if isinstance(reason, str) else errno.errorcode.get(error.errno or 0)
    for name in _NUMBERED_CODES:
        if isinstance(numbered := getattr(error, name, None), Enum | int):
            return numbered
    return None
