"""Rows made into what is shown, one by one, so that one which does not fit never hides the others."""

from collections.abc import Callable
from typing import Final, TypeVar

from pydantic import BaseModel

from kiosk.headquarters.view import Unreadable
from kiosk.log import Log

_log: Final = Log("headquarters.store")
V = TypeVar("V", bound=BaseModel)


def readable(make: Callable[[], V], key: str) -> V | Unreadable:
    """What `make` makes of a stored row, or the mark in its place where the row does not fit it."""
    try:
        return make()
    except ValueError as error:  # pydantic's too
        mark = "".join(letter for letter in key[:80] if letter.isprintable())
        _log.failure("row_unreadable", error, key=mark)
        return Unreadable(unreadable=mark)
