"""Readings in Latin letters (Hepburn without long marks), for those who read no kana."""

from typing import Final

_ROWS: Final = {
    "アイウエオ": "a i u e o", "カキクケコ": "ka ki ku ke ko", "サシスセソ": "sa shi su se so",
    "タチツテト": "ta chi tsu te to", "ナニヌネノ": "na ni nu ne no", "ハヒフヘホ": "ha hi fu he ho",
    "マミムメモ": "ma mi mu me mo", "ヤユヨ": "ya yu yo", "ラリルレロ": "ra ri ru re ro", "ワヰヱヲン": "wa i e o n",
    "ガギグゲゴ": "ga gi gu ge go", "ザジズゼゾ": "za ji zu ze zo", "ダヂヅデド": "da ji zu de do",
    "バビブベボ": "ba bi bu be bo", "パピプペポ": "pa pi pu pe po", "ヴ": "vu",
    "ァィゥェォ": "a i u e o", "ヵヶ": "ka ke",
}  # fmt: skip
_LETTERS: Final = {one: latin for row, said in _ROWS.items() for one, latin in zip(row, said.split(), strict=True)}
_GLIDES: Final = {"ャ": "a", "ュ": "u", "ョ": "o"}
_SOFT: Final = ("sh", "ch", "j")


def romaji(reading: str) -> str:
    """The reading with a capital: ヒメジシ is Himejishi, ホッカイドウ Hokkaidou; what is no kana stays."""
    found = ""
    doubled = False
    for letter in reading:
        if letter == "ッ":
            doubled = True
            continue
        if letter in _GLIDES and found.endswith("i"):
            head = found[:-1]
            found = head + ("" if head.endswith(_SOFT) else "y") + _GLIDES[letter]
            continue
        said = _LETTERS.get(letter, "" if letter in "ー－" else letter)
        if doubled and said:
            said = ("t" if said.startswith("ch") else said[0]) + said
            doubled = False
        found += said
    return found[:1].upper() + found[1:]
