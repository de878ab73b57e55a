"""The letters banks write the holder of an account with (全銀協), and bringing a reading into them.

Banks exchange names in half-width kana without small kana and ヲ, capital letters, digits and a few marks. Kept here
are the same letters as people read them: kana in full width, all else in half width, － for the long mark and hyphens.

Source: the letters of 振込先名 in makers' manuals of the 全銀協 format (pca.jp, z1_zengin); some allow a comma and
others forbid it, so it stays out.
"""

import re
from typing import Final

import jaconv

from kiosk.procedures.japanese import kana

MOST: Final = 30
"""Places for a name in the banks' files, where a sound mark takes one of its own."""
_LARGE: Final = str.maketrans("ァィゥェォッャュョヮヵヶヲヰヱ", "アイウエオツヤユヨワカケオイエ")
_MARKS: Final = str.maketrans(dict.fromkeys("-‐‑–—−ー", "－") | {"・": ".", "･": ".", "　": " "})
_ALLOWED: Final = re.compile("[アイウエオ-ヂツ-ヴA-Z0-9 ().／/－]+")
_SMALL_OR_OLD: Final = re.compile("[ァィゥェォッャュョヮヰヱヲ]")
_NOT_COMPARED: Final = re.compile(r"[ .]")


def bank_kana(text: str) -> str:
    """A reading in the banks' letters, as far as it has any; what they do not know stays as it is.

    Example:
        `きょうこ　ヴァン・ローレンス` is written `キヨウコ ヴアン.ロ－レンス`.
    """
    narrow = jaconv.z2h(kana.katakana(text), kana=False, ascii=True, digit=True)
    return re.sub(" +", " ", narrow.translate(_MARKS).translate(_LARGE).upper()).lstrip(" ")


def strange(text: str) -> str:
    """The letters of a name that no bank writes, each once, in their order."""
    return "".join(dict.fromkeys(letter for letter in text if not _is_known(letter)))


def in_files(text: str) -> str:
    """The name as it stands in the banks' files: half-width, sound marks apart."""
    return str(jaconv.z2h(text, kana=True, ascii=True, digit=True)).replace("－", "-")


def same_holder(one: str, other: str) -> bool:
    """Whether two readings are one name to a bank; spaces and dots do not count."""
    return _NOT_COMPARED.sub("", bank_kana(one)) == _NOT_COMPARED.sub("", bank_kana(other))


def _is_known(letter: str) -> bool:
    return _ALLOWED.fullmatch(letter) is not None and _SMALL_OR_OLD.fullmatch(letter) is None
