"""Lists out of the register: for the desk, for those who ask after somebody, and to look a family up."""

import unicodedata
from collections.abc import Iterable
from typing import Final

from kiosk.procedures.japanese.kana import katakana
from kiosk.procedures.japanese.listed import Listed
from kiosk.shelter.people import Inquiry
from kiosk.shelter.register import Household, Register

ROWS: Final[dict[str, str]] = {
    "ア": "アイウエオヴ",
    "カ": "カキクケコ",
    "サ": "サシスセソ",
    "タ": "タチツテト",
    "ナ": "ナニヌネノ",
    "ハ": "ハヒフヘホ",
    "マ": "マミムメモ",
    "ヤ": "ヤユヨ",
    "ラ": "ラリルレロ",
    "ワ": "ワヰヱヲン",
}
"""The rows of the kana board, and what is found in each."""
LATIN: Final = "A"
OTHER: Final = "漢"
"""Names in letters, and names in kanji without a reading, or no name at all."""
EVERY: Final = (*ROWS, LATIN, OTHER)


def reading(one: Household) -> str:
    """What a family is put in order by: the reading it gave, else its name, in katakana where it is kana."""
    return katakana(one.family.kana or one.family.name)


def row(one: Household) -> str:
    """Under which key a family is found."""
    read = reading(one).strip()
    first = Listed("", "", read).first
    if found := next((name for name, kana in ROWS.items() if first in kana), ""):
        return found
    plain = unicodedata.normalize("NFKD", read[:1])[:1]
    return LATIN if plain.isascii() and plain.isalpha() else OTHER


def desk(register: Register) -> tuple[Household, ...]:
    """Everybody who is there, in order; those without a name to print come last, by number."""
    return tuple(sorted((one for one in register.households if one.present), key=_order))


def told(register: Register) -> tuple[Household, ...]:
    """Of whom the desk may say that they are here: they agreed to it."""
    return tuple(one for one in desk(register) if one.family.inquiry is Inquiry.ANSWER)


def found(register: Register, key: str) -> tuple[Household, ...]:
    """Whom the desk finds by the first letter, those who went out too; nobody who is hidden."""
    known = (one for one in register.households if not one.family.hidden)
    return tuple(sorted((one for one in known if row(one) == key), key=_order))


def rows_with(register: Register) -> frozenset[str]:
    """The keys under which somebody is found."""
    return frozenset(row(one) for one in _not_hidden(register.households))


def _not_hidden(households: Iterable[Household]) -> Iterable[Household]:
    return (one for one in households if not one.family.hidden)


def _order(one: Household) -> tuple[bool, int, tuple[str, str], str]:
    nameless = one.family.hidden or not one.family.name
    place = len(EVERY) if nameless else EVERY.index(row(one))
    return nameless, place, Listed("", "", "" if nameless else reading(one)).order(), one.reference
