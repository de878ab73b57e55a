"""Names in a list with their readings: put in order and looked up by the first kana, as in a telephone book."""

import unicodedata
from collections.abc import Iterable
from typing import Final

from kiosk.values import dataclass

OTHER: Final = "A"
"""Stands for every reading that begins with no kana."""
_LARGE: Final = str.maketrans("ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ")


@dataclass(frozen=True)
class Listed:
    """One entry; `reading` in full-width katakana."""

    code: str
    name: str
    reading: str

    def order(self) -> tuple[str, str]:
        """What sorts a list: the reading as a dictionary has it, then the code."""
        return _bare(self.reading), self.code

    @property
    def first(self) -> str:
        """The kana it is looked up by, without a sound mark (が under か); `OTHER` where it begins with none."""
        letter = _bare(self.reading[:1])
        return letter if "ア" <= letter <= "ン" else OTHER


def beginning(entries: Iterable[Listed], first: str) -> tuple[Listed, ...]:
    """Those looked up by this kana."""
    return tuple(one for one in entries if one.first == first)


def firsts(entries: Iterable[Listed]) -> frozenset[str]:
    """Every kana under which something is found."""
    return frozenset(one.first for one in entries)


def _bare(reading: str) -> str:
    """Without sound marks and small kana."""
    apart = unicodedata.normalize("NFD", reading)
    return "".join(one for one in apart if one not in "\u3099\u309a").translate(_LARGE)
