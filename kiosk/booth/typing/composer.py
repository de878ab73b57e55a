"""What a key does to a text: ``press(typed, key) -> typed``, pure.

A key is one character, or the name of a deed of two letters and more: ``erase``, ``clear``, ``left``, ``right``,
``space``, ``dakuten``, ``handakuten``, ``small``, ``shift``, ``settle``, ``board:<board>``. A character and its
variation selector are never separated. Kana that may become kanji wait in `reading` until a candidate is chosen.
"""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Final

from typing_extensions import override

from kiosk.procedures.japanese import kana, names
from kiosk.values import dataclass


class Kind(StrEnum):
    """What is being written; digits may begin with 0, a number is counted."""

    NAME = "name"
    TEXT = "text"
    ADDRESS = "address"
    KANA = "kana"
    NUMBER = "number"
    DIGITS = "digits"
    TEL = "tel"
    HOLDER = "holder"
    """Whose account it is: kana or capitals, nothing else."""


class Board(StrEnum):
    """A board of keys."""

    KANA = "kana"
    LATIN = "latin"
    DIGITS = "digits"
    NUMBER = "number"
    TEL = "tel"
    DATE = "date"
    PLACES = "places"


BOARDS: Final[Mapping[Kind, tuple[Board, ...]]] = {
    Kind.NAME: (Board.KANA, Board.LATIN),
    Kind.TEXT: (Board.KANA, Board.LATIN, Board.DIGITS),
    Kind.ADDRESS: (Board.PLACES, Board.KANA, Board.LATIN, Board.DIGITS),
    Kind.KANA: (Board.KANA,),
    Kind.NUMBER: (Board.NUMBER,),
    Kind.DIGITS: (Board.NUMBER,),
    Kind.TEL: (Board.TEL,),
    Kind.HOLDER: (Board.KANA, Board.LATIN),
}
"""The boards offered for each kind, the first one opens."""
LONGEST_READING: Final = 40


@dataclass(frozen=True)
class Typed:
    """A text on its way: what stands before and behind the cursor, and kana in between that are not settled."""

    kind: Kind
    board: Board
    before: str = ""
    reading: str = ""
    after: str = ""
    capitals: bool = True
    most: int = 100

    @property
    def text(self) -> str:
        """All of it."""
        return self.before + self.reading + self.after

    @property
    def room(self) -> bool:
        """Whether one more character fits."""
        return names.chars(self.text) < self.most

    @property
    def converts(self) -> bool:
        """Whether kana may become kanji here."""
        return self.kind in (Kind.NAME, Kind.TEXT, Kind.ADDRESS)

    @override
    def __repr__(self) -> str:
        return f"Typed({self.kind}, {self.board})"


def begin(kind: Kind, text: str, most: int, *, latin: bool = False) -> Typed:
    """Start with `text`, the cursor at its end; `latin` opens that board first where there is one.

    An address that stands there already is mended by typing, not chosen anew.
    """
    boards = [one for one in BOARDS[kind] if not text or one is not Board.PLACES]
    board = Board.LATIN if latin and Board.LATIN in boards else boards[0]
    return Typed(kind=kind, board=board, before=text, most=most)


def press(typed: Typed, key: str) -> Typed:
    """`typed` after one key; a key that does not fit changes nothing."""
    if len(key) == 1:
        return _letter(typed, key) if typed.room else typed
    if key.startswith("board:"):
        return _open(typed, key.removeprefix("board:"))
    deed = _DEEDS.get(key)
    return deed(typed) if deed else typed


def with_place(typed: Typed, text: str, *, whole: bool) -> Typed:
    """`typed` with an address as far as it was chosen; when it is whole, its number comes next."""
    board = Board.DIGITS if whole else Board.PLACES
    return replace(typed, before=text, reading="", after="", board=board)


def choose(typed: Typed, candidate: str) -> Typed:
    """`typed` with `candidate` in place of the kana that waited."""
    return replace(typed, before=typed.before + candidate, reading="")


def settled(typed: Typed) -> Typed:
    """`typed` with the waiting kana left as they are."""
    return replace(typed, before=typed.before + typed.reading, reading="")


def _letter(typed: Typed, letter: str) -> Typed:
    if _waits(typed, letter):
        return replace(typed, reading=typed.reading + letter)
    typed = settled(typed)
    if typed.kind in (Kind.KANA, Kind.HOLDER) and typed.board is Board.KANA:
        letter = kana.katakana(letter)
    elif typed.board is Board.LATIN:
        letter = letter.upper() if typed.capitals else letter.lower()
    return replace(typed, before=typed.before + letter)


def _waits(typed: Typed, letter: str) -> bool:
    """Whether the letter joins the kana that may become kanji; a long mark or a mark of repetition alone does not."""
    hiragana = "ぁ" <= letter <= "ゖ" or (letter in "ーゝゞ" and typed.reading != "")
    return typed.converts and hiragana and len(typed.reading) < LONGEST_READING


def _open(typed: Typed, board: str) -> Typed:
    if board not in BOARDS[typed.kind]:
        return typed
    return replace(settled(typed), board=Board(board))


def _erase(typed: Typed) -> Typed:
    if typed.reading:
        return replace(typed, reading=names.without_last(typed.reading))
    return replace(typed, before=names.without_last(typed.before))


def _clear(typed: Typed) -> Typed:
    return replace(typed, before="", reading="", after="")


def _left(typed: Typed) -> Typed:
    typed = settled(typed)
    rest = names.without_last(typed.before)
    return replace(typed, before=rest, after=typed.before[len(rest) :] + typed.after)


def _right(typed: Typed) -> Typed:
    typed = settled(typed)
    pieces = names.clusters(typed.after)
    if not pieces:
        return typed
    first = pieces[0].text
    return replace(typed, before=typed.before + first, after=typed.after[len(first) :])


def _space(typed: Typed) -> Typed:
    typed = settled(typed)
    if not typed.room or typed.kind in (Kind.NUMBER, Kind.DIGITS, Kind.TEL):
        return typed
    return replace(typed, before=typed.before + (" " if typed.board is Board.LATIN else "\u3000"))


def _shift(typed: Typed) -> Typed:
    return replace(typed, capitals=not typed.capitals)


def _on_last(change: Callable[[str], str]) -> Callable[[Typed], Typed]:
    def changed(typed: Typed) -> Typed:
        if typed.reading:
            return replace(typed, reading=typed.reading[:-1] + change(typed.reading[-1]))
        if typed.before:
            return replace(typed, before=typed.before[:-1] + change(typed.before[-1]))
        return typed

    return changed


def _marked(mark: str) -> Callable[[str], str]:
    """Toggle a sound mark: か to が and back, ぱ to ば at once."""

    def change(letter: str) -> str:
        parts = unicodedata.normalize("NFD", letter)
        if not ("ぁ" <= parts[0] <= "ヺ"):
            return letter
        if parts[1:] == mark:
            return parts[0]
        joined = unicodedata.normalize("NFC", parts[0] + mark)
        return joined if len(joined) == 1 else letter

    return change


_LARGE: Final = "あいうえおつやゆよわアイウエオツヤユヨワカケ"
_LITTLE: Final = "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
_RESIZED: Final = str.maketrans(_LARGE + _LITTLE, _LITTLE + _LARGE)

_DEEDS: Final[Mapping[str, Callable[[Typed], Typed]]] = {
    "erase": _erase,
    "clear": _clear,
    "left": _left,
    "right": _right,
    "space": _space,
    "shift": _shift,
    "settle": settled,
    "dakuten": _on_last(_marked("\u3099")),
    "handakuten": _on_last(_marked("\u309a")),
    "small": _on_last(lambda letter: letter.translate(_RESIZED)),
}
