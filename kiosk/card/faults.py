"""What to say for each fault: a short kind sentence for the resident, one action for the staff, the same small code.

Japanese, やさしい日本語, English and the staff's sentences stand side by side in ``faults.json``; each further language has
a file of its own in ``words/``, so that a native reader checks one file, and is there as soon as its file is.
"""

import json
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Final

from kiosk.card.card import CardKind, CardPresent
from kiosk.protocol.faults import Code
from kiosk.reviewed import read

FOLDER: Final = Path(__file__).parent / "words"
_JAPANESE: Final = "ja"
_STAFF: Final = "staff"
_EXPIRING: Final = timedelta(days=90)
_SIGNING: Final = frozenset({Code.WRONG_PIN, Code.LAST_TRY, Code.LOCKED, Code.BAD_FORM})
"""Faults of an entry, which read differently for the signing password."""
_NAMED: Final = {CardKind.LICENCE: "licence", CardKind.RESIDENCE: "residence", CardKind.OLD_JUKI: "old_juki"}
_KINDS: Final = {
    "ja": {
        "licence": "運転免許証",
        "residence": "在留カード",
        "old_juki": "住民基本台帳カード",
        "other": "別のカード",
    },
    "easy": {
        "licence": "車(くるま)の 免許証(めんきょしょう)",
        "residence": "在留(ざいりゅう)カード",
        "old_juki": "住民基本台帳(じゅうみんきほんだいちょう)カード",
        "other": "ほかの カード",
    },
    "en": {
        "licence": "a driving licence",
        "residence": "a residence card",
        "old_juki": "an old Juki card",
        "other": "another card",
    },
}


def resident_sentence(
    code: Code,
    locale: str = _JAPANESE,
    *,
    left: int | None = None,
    kind: CardKind | None = None,
    signing: bool = False,
) -> str:
    """What the resident's screen says, in Japanese where `locale` has no sentences.

    `left` belongs to a wrong PIN, `kind` to another card; `signing` says that the signing password was asked for.
    """
    key = _key(code, signing)
    if locale in _KINDS or locale not in locales():
        known = locale if locale in _KINDS else _JAPANESE
        return _filled(_texts()[key][known], _KINDS[known], left, kind)
    words = _words(locale)
    return _filled(words[key], words, left, kind)


@cache
def locales() -> tuple[str, ...]:
    """The languages the resident's sentences are written in."""
    return (*_KINDS, *sorted(path.stem for path in FOLDER.glob("*.json")))


def staff_sentence(code: Code, *, left: int | None = None, kind: CardKind | None = None, signing: bool = False) -> str:
    """What the staff's screen says: what is the matter and one thing to do; never a name, a PIN or an address."""
    return _filled(_texts()[_key(code, signing)][_STAFF], _KINDS[_JAPANESE], left, kind)


def cautions(present: CardPresent, today: date) -> tuple[Code, ...]:
    """What staff should know of a card that can be used: nearly expired, no certificate to sign with."""
    found = []
    if present.expiry is not None and present.expiry < f"{today + _EXPIRING:%Y%m%d}":
        found.append(Code.CARD_EXPIRING)
    if present.certificates.sign is False:
        found.append(Code.NO_SIGNING_CERTIFICATE)
    return tuple(found)


def _key(code: Code, signing: bool) -> str:
    return f"{code.value}-signing" if signing and code in _SIGNING else code.value


def _filled(text: str, kinds: dict[str, str], left: int | None, kind: CardKind | None) -> str:
    named = kinds[_NAMED.get(kind, "other") if kind else "other"]
    return text.format(kind=named, left="?" if left is None else left)


@cache
def _texts() -> dict[str, dict[str, str]]:
    path = FOLDER.parent / "faults.json"
    texts: dict[str, dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))
    return texts


@cache
def _words(locale: str) -> dict[str, str]:
    return dict(read(FOLDER / f"{locale}.json").texts)
