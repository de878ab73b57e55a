"""Which words are offered for the kana just typed, and in which order; pure.

Mozc knows words, not names: pictures and signs stand among its candidates, and of the usual forms of a surname (髙 𠮷
濵) it has only some. For a name, what no name is written with is left out, and the usual forms stand behind each word.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from kiosk.booth.typing.composer import Kind, Typed
from kiosk.booth.typing.name_forms import NEWER, with_forms
from kiosk.procedures.japanese import kana, letters

KANA_AT: Final = 6
"""The kana as they are stand behind so many words: on the first row, for those whose name is written so."""
_OLD: Final = {"い": "ゐ", "え": "ゑ"}
_NEW: Final = str.maketrans("ゐゑ", "いえ")
_ONLY_KANA: Final = re.compile(r"[ぁ-ゖァ-ヺーゝゞヽヾ]+")


def offered(typed: Typed, found: Sequence[str]) -> list[str]:
    """The words for the reading of `typed`, given what Mozc `found` for `asked(typed.reading)`."""
    own, newer = _kana(typed.reading), list[str]()
    words = [_with_own_kana(word, typed.reading) for word in found]
    if typed.kind is Kind.NAME:
        newer = list(NEWER.get(typed.reading, ()))
        words = [form for word in words if not letters.not_of_names(word) for form in with_forms(word)]
    else:
        words = [word for word in words if _is_printable(word)]
    kanji, only_kana = _parted(words)
    return list(dict.fromkeys([*kanji[:KANA_AT], *own, *only_kana, *newer, *kanji[KANA_AT:]]))


def asked(reading: str) -> str:
    """The reading as Mozc knows it: new kana for ゐ and ゑ, repeated kana for ゝ and ゞ."""
    plain = ""
    for letter in reading.translate(_NEW):
        plain += _repeated(plain[-1], letter) if plain and letter in "ゝゞ" else letter
    return plain


def _repeated(last: str, mark: str) -> str:
    base = unicodedata.normalize("NFD", last)[0]
    return unicodedata.normalize("NFC", base + "\u3099") if mark == "ゞ" else base


def _kana(reading: str) -> list[str]:
    return [reading, kana.katakana(reading)] if reading else []


def _with_own_kana(word: str, reading: str) -> str:
    """すえ子 as すゑ子 for those who wrote すゑこ."""
    for new, old in _OLD.items():
        if old in reading and new not in reading:
            word = word.replace(new, old)
    return word


def _parted(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Words with kanji, and words in old kana (すゑ, みすゞ) with their katakana."""
    only_kana = [word for word in words if _ONLY_KANA.fullmatch(word)]
    kanji = [word for word in words if not _ONLY_KANA.fullmatch(word)]
    return kanji, [form for word in only_kana for form in dict.fromkeys((word, kana.katakana(word)))]


def _is_printable(word: str) -> bool:
    """Whether paper and screen have it: kanji, and what JIS X 0213 has (①, ㈱), but no pictures."""
    return all(letters.writes_names(letter) or _is_in_jis(letter) for letter in word)


def _is_in_jis(letter: str) -> bool:
    try:
        letter.encode("euc_jis_2004")
    except UnicodeEncodeError:
        return False
    return True
