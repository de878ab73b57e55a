"""Mistakes: what is wrong in a file and how to mend it, as data and in the words of whoever wrote the file.

Each kind has two sentences a language in `sentences/`: the reason, and what to do. Whoever reads them knows forms and
law, not programs; so a sentence names what stands in the file and shows what should stand there.
"""

import json
from functools import cache
from pathlib import Path
from typing import Final, Literal, LiteralString, NamedTuple, TypeAlias

from pydantic_core import PydanticCustomError

from kiosk.values import dataclass

Language: TypeAlias = Literal["ja", "en"]
SENTENCES: Final = Path(__file__).parent / "sentences"


class Spot(NamedTuple):
    """A place in a text: line and column, both from 1; a column counts characters."""

    line: int
    column: int


FIRST: Final = Spot(1, 1)
Place: TypeAlias = tuple[str | int, ...]
"""The keys, and the numbers of items from 0, that lead to a part of a file."""


@dataclass(frozen=True)
class Mistake:
    """What is wrong: its kind, and the words of the file that its sentences name."""

    kind: str
    facts: tuple[tuple[str, str | int], ...] = ()

    def reason(self, language: Language = "en") -> str:
        """What is wrong."""
        return sentences(language)[self.kind]["reason"].format_map(dict(self.facts))

    def mend(self, language: Language = "en") -> str:
        """What to do about it."""
        return sentences(language)[self.kind]["mend"].format_map(dict(self.facts))


def mistake(kind: str, **facts: str | int) -> Mistake:
    """A mistake of a kind that `sentences/` has, with what its sentences name."""
    return Mistake(kind, tuple(facts.items()))


def refusal(kind: LiteralString, **facts: str | int) -> PydanticCustomError:
    """What a model raises so that its mistake is told in the words of `sentences/`."""
    return PydanticCustomError(kind, "{told}", {"told": mistake(kind, **facts).reason(), **facts})


@dataclass(frozen=True)
class Finding:
    """One rule broken: `place` leads through the assembled procedure's keys, `at` is the word there that is wrong."""

    place: Place
    mistake: Mistake
    at: str = ""


@cache
def sentences(language: Language) -> dict[str, dict[str, str]]:
    """By kind of mistake: `reason` and `mend`."""
    found: dict[str, dict[str, str]] = json.loads((SENTENCES / f"{language}.json").read_text(encoding="utf-8"))
    return found
