"""Finding one entry in a long list: among the usual ones, by its first kana, or by its number; pure.

Keys: ``usual``, ``kana``, ``number`` (the three ways), ``kana:<kana>``, a digit, ``erase``, ``clear``, ``up`` and
``down``.
"""

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from typing import Final

from kiosk.procedures.japanese import listed
from kiosk.procedures.japanese.listed import Listed
from kiosk.values import dataclass

WITH_NUMBER: Final = 4
"""Entries on the screen beside a pad of digits."""


class By(StrEnum):
    """How one looks."""

    USUAL = "usual"
    KANA = "kana"
    NUMBER = "number"


@dataclass(frozen=True)
class Local:
    """What most people at this place want: `banks` by their codes, and the own `town` by its code (JIS X 0402)."""

    banks: tuple[str, ...] = ()
    town: str = ""


@dataclass(frozen=True)
class Source:
    """What is looked through.

    Attributes:
        entries: all there are, in the order of their readings.
        usual: codes of those most people here want; they stand first.
        digits: how long a number is by which one may look too; 0 where numbers say nothing.
        find: what such a number finds, where it is not the code of the entries.
    """

    entries: tuple[Listed, ...] = ()
    usual: tuple[str, ...] = ()
    digits: int = 0
    find: Callable[[str], tuple[Listed, ...]] | None = None

    @property
    def usual_ones(self) -> tuple[Listed, ...]:
        """The usual entries, in the order they were named."""
        found = {one.code: one for one in self.entries if one.code in self.usual}
        return tuple(found[code] for code in self.usual if code in found)

    @property
    def ways(self) -> tuple[By, ...]:
        """The ways there are here, the easiest first."""
        usual, number = bool(self.usual_ones), self.digits > 0
        return ((By.USUAL,) if usual else ()) + (By.KANA,) + ((By.NUMBER,) if number else ())


@dataclass(frozen=True)
class Picking:
    """Where one is: the way, the first kana or the digits pressed so far, and the screen of the list (from 0)."""

    by: By
    first: str = ""
    digits: str = ""
    screen: int = 0


@dataclass(frozen=True)
class Offered:
    """The entries on the screen, which of `screens` this is (from 1), and whether the kana are asked for first."""

    entries: tuple[Listed, ...] = ()
    screen: int = 1
    screens: int = 1
    asks_kana: bool = False


def begin(source: Source) -> Picking:
    """Start with the easiest way."""
    return Picking(source.ways[0])


def press(picking: Picking, key: str, source: Source, most: int) -> Picking:
    """`picking` after one key, with `most` entries on a screen; a key that does not fit changes nothing."""
    name, _, kana = key.partition(":")
    if key in source.ways:
        return Picking(By(key))
    if name == "kana" and picking.by is By.KANA and kana in listed.firsts(source.entries):
        return Picking(By.KANA, first=kana)
    if key in ("up", "down"):
        screen = picking.screen + (1 if key == "down" else -1)
        return replace(picking, screen=screen) if 0 <= screen < offered(picking, source, most).screens else picking
    return _digit(picking, key, source) if picking.by is By.NUMBER else picking


def offered(picking: Picking, source: Source, most: int) -> Offered:
    """What is on the screen, with room for `most` entries."""
    match picking.by:
        case By.USUAL:
            found = source.usual_ones
        case By.KANA if picking.first:
            found = listed.beginning(source.entries, picking.first)
        case By.KANA:
            return Offered(asks_kana=True)
        case _:
            most = WITH_NUMBER
            found = _numbered(picking.digits, source)
    return Offered(
        found[picking.screen * most : (picking.screen + 1) * most], picking.screen + 1, max(1, -(-len(found) // most))
    )


def _numbered(digits: str, source: Source) -> tuple[Listed, ...]:
    if source.find is not None:
        return source.find(digits)
    found = [one for one in source.entries if digits and one.code.startswith(digits)]
    return tuple(sorted(found, key=lambda one: one.code))


def _digit(picking: Picking, key: str, source: Source) -> Picking:
    match key:
        case "erase":
            return Picking(By.NUMBER, digits=picking.digits[:-1])
        case "clear":
            return Picking(By.NUMBER)
        case _ if len(key) == 1 and key.isdecimal() and len(picking.digits) < source.digits:
            return Picking(By.NUMBER, digits=picking.digits + key)
        case _:
            return picking
