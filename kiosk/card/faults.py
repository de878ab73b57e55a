"""What to say for each fault: a short kind sentence for the resident, one action for the staff, the same small code."""

import json
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Final

from kiosk.card.card import CardKind, Code


class Language(StrEnum):
    """The languages the resident's sentences are written in."""

    JA = "ja"
    EASY = "easy"
    EN = "en"


_STAFF: Final = "staff"
_KINDS: Final = {
    CardKind.LICENCE: ("運転免許証", "a driving licence"),
    CardKind.RESIDENCE: ("在留カード", "a residence card"),
    CardKind.OLD_JUKI: ("住民基本台帳カード", "an old Juki card"),
}
_ANY_OTHER: Final = ("別のカード", "another card")


def resident_sentence(
    code: Code, language: Language = Language.JA, *, left: int | None = None, kind: CardKind | None = None
) -> str:
    """What the resident's screen says; `left` belongs to a wrong PIN, `kind` to another card."""
    return _filled(_texts()[code.value][language.value], english=language is Language.EN, left=left, kind=kind)


def staff_sentence(code: Code, *, left: int | None = None, kind: CardKind | None = None) -> str:
    """What the staff's screen says; never a name, a PIN or an address."""
    return _filled(_texts()[code.value][_STAFF], english=False, left=left, kind=kind)


def _filled(text: str, *, english: bool, left: int | None, kind: CardKind | None) -> str:
    named = _KINDS.get(kind, _ANY_OTHER) if kind else _ANY_OTHER
    return text.format(kind=named[english], left="?" if left is None else left)


@cache
def _texts() -> dict[str, dict[str, str]]:
    texts: dict[str, dict[str, str]] = json.loads((files("kiosk.card") / "faults.json").read_text(encoding="utf-8"))
    return texts
