"""Which characters the names of people are written with, as a residence record (住民票) holds them.

Kanji of every block with their variants, kana old and small, Latin letters with any mark, and the few signs between
parts of a name. Signs, pictures, Greek, digits and ㈲ are none; neither is Hangul: a record writes foreign names in
Latin letters, and kanji beside them. What a card says is taken as it is, so this is asked only of what was typed.
"""

from bisect import bisect_right
from typing import Final

from kiosk.procedures.japanese import names

_KANJI: Final = (
    (0x3005, 0x3007),  # 々 〆 〇
    (0x303B, 0x303B),  # 〻
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFD),  # the two planes of kanji: extensions B and later, also those still to come
)
_KANA: Final = (
    (0x3041, 0x3096),
    (0x3099, 0x309A),  # sound marks on a letter; those that stand alone (゛) are signs
    (0x309D, 0x309F),  # ゝ ゞ ゟ
    (0x30A1, 0x30FA),
    (0x30FC, 0x30FF),  # ー ヽ ヾ ヿ
    (0x31F0, 0x31FF),  # ㇰ to ㇿ
    (0xFF66, 0xFF9F),
    (0x1AFF0, 0x1AFFE),
    (0x1B000, 0x1B16F),  # hentaigana
)
_LATIN: Final = (
    (0x41, 0x5A),
    (0x61, 0x7A),
    (0xAA, 0xAA),
    (0xBA, 0xBA),
    (0xC0, 0xD6),
    (0xD8, 0xF6),
    (0xF8, 0x2AF),
    (0x2B9, 0x2BC),  # ʻ and ʼ as letters
    (0x300, 0x36F),
    (0x1E00, 0x1EFF),
    (0x2C60, 0x2C7F),
    (0xA722, 0xA7FF),
    (0xFF21, 0xFF3A),
    (0xFF41, 0xFF5A),
)
_BETWEEN: Final = frozenset(" 　\xa0・･゠＝=-‐‑–—−－'’‘`´＇.．,，/／()（）[]［］「」")
_RANGES: Final = sorted((*_KANJI, *_KANA, *_LATIN, (0xFE00, 0xFE0F), (0xE0100, 0xE01EF)))
_FIRSTS: Final = [first for first, _ in _RANGES]


def writes_names(letter: str) -> bool:
    """Whether this one code point can stand in a name; 外字 can, staff look at them."""
    code = ord(letter)
    place = bisect_right(_FIRSTS, code) - 1
    return (place >= 0 and code <= _RANGES[place][1]) or letter in _BETWEEN or names.is_private(code)


def not_of_names(text: str) -> tuple[str, ...]:
    """The characters, as a reader sees them, that no name is written with; each once, in their order.

    What stands between the parts of a name is no name by itself: of ``・`` or ``（）`` these are all but the blanks.
    """
    pieces = names.clusters(text)
    strange = tuple(dict.fromkeys(piece.text for piece in pieces if not all(map(writes_names, piece.text))))
    if strange or any(piece.text[0] not in _BETWEEN for piece in pieces):
        return strange
    return tuple(dict.fromkeys(piece.text for piece in pieces if piece.text.strip()))
