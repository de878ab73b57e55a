"""Slips in conditions: what somebody who never programmed writes where CEL wants its own signs.

`who = 'agent'`, `a and b`, `a かつ b`, quotation marks of a word processor, an answer without its quotes. Looked for
before CEL is asked, whose own words help only who knows it.
"""

import re
from collections.abc import Iterator
from typing import Final

from kiosk.procedures.files.mistakes import Mistake, mistake
from kiosk.values import dataclass

_TEXT: Final = re.compile(r"'[^']*'|\"[^\"]*\"")
_SIGNS: Final = {
    "and": "&&", "AND": "&&", "かつ": "&&", "＆＆": "&&", "or": "||", "OR": "||", "または": "||", "又は": "||",
    "｜｜": "||", "not": "!", "NOT": "!", "＝＝": "==", "＞": ">", "＜": "<", "≧": ">=", "≦": "<=", "≠": "!=",
    "<>": "!=", "=>": ">=", "=<": "<=", "×": "*", "÷": "/",
}  # fmt: skip
"""What is written for a sign, and the sign."""
_WORD: Final = re.compile("|".join(rf"\b{one}\b" if one.isalpha() and one.isascii() else one for one in _SIGNS))
_CURLY: Final = re.compile(r"[‘’“”「」＇＂`]")
_SINGLE_EQUALS: Final = re.compile(r"(?<![=!<>])=(?!=)")
_SINGLE_SIGN: Final = re.compile(r"(?<!&)&(?!&)|(?<!\|)\|(?!\|)")
_AROUND: Final = re.compile(rf"^\s*{_CURLY.pattern}.*{_CURLY.pattern}\s*$")
_FULL_WIDTH: Final = re.compile(r"[０-９Ａ-Ｚａ-ｚ（）＊＋－　！]+")
_WORDS: Final = re.compile(r"[^\x00-\x7f]+")
_ASKED: Final = re.compile(r"(?<![.\w])(\w+)\s*(?:==|!=)\s*'([^']*)'")
_ASKED_BACKWARDS: Final = re.compile(r"'([^']*)'\s*(?:==|!=)\s*(\w+)")
_AMONG: Final = re.compile(r"(\w+)\s+in\s+\[([^\]]*)\]")
_LOOKED_INTO: Final = re.compile(r"(?<![.\w])(\w+)\s*\.\s*(\w+)(?!\w|\s*\()")
_WITHIN: Final = re.compile(r"'([^']*)'\s+in\s+(\w+)")


@dataclass(frozen=True)
class Slip:
    """What is wrong in an expression, and the word in it."""

    mistake: Mistake
    at: str


def slip(expression: str) -> Slip | None:
    """The first slip that is seen in an expression; texts within quotes are let alone."""
    bare = _TEXT.sub(lambda found: " " * len(found[0]), expression)
    if found := _CURLY.search(bare):
        if _AROUND.match(expression):
            return Slip(mistake("curly_quotes_around", written=found[0]), found[0])
        return Slip(mistake("curly_quotes", written=found[0]), found[0])
    if found := _WORD.search(bare):
        return Slip(mistake("word_for_sign", written=found[0], sign=_SIGNS[found[0]]), found[0])
    if found := _SINGLE_EQUALS.search(bare):
        right = f"{expression[: found.start()]}=={expression[found.end() :]}"
        return Slip(mistake("single_equals", right=right), expression[found.start() :][:12])
    if found := _SINGLE_SIGN.search(bare):
        return Slip(mistake("word_for_sign", written=found[0], sign=found[0] * 2), found[0])
    if found := _FULL_WIDTH.search(bare):
        return Slip(mistake("full_width_letters", written=found[0]), found[0])
    if found := _WORDS.search(bare):
        return Slip(mistake("words_in_expression", written=found[0]), found[0])
    return None


def looked_into(expression: str) -> Iterator[tuple[str, str]]:
    """Each name an expression looks into by a dot, and what it looks for there: ``goods.kind``."""
    for found in _LOOKED_INTO.finditer(_TEXT.sub("''", expression)):
        yield found[1], found[2]


def equalled(expression: str) -> Iterator[tuple[str, str]]:
    """Each field an expression says is, or is not, one text in quotes, and that text."""
    for found in _ASKED.finditer(expression):
        yield found[1], found[2]
    for found in _ASKED_BACKWARDS.finditer(expression):
        yield found[2], found[1]


def compared(expression: str) -> Iterator[tuple[str, str]]:
    """Each field an expression compares with a text in quotes, and that text."""
    yield from equalled(expression)
    for found in _WITHIN.finditer(expression):
        yield found[2], found[1]
    for found in _AMONG.finditer(expression):
        for text in _TEXT.findall(found[2]):
            yield found[1], text[1:-1]
