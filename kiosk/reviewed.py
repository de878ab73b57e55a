"""Texts in one language, each a draft until somebody who speaks it has checked it.

A list of texts (screens, spoken sentences, faults of the card, problems, slips) says each plainly while it is a draft,
and with who checked it, and when, from then on, as the word lists of procedures do::

    back = "Kembali"
    back = {text = "Kembali", reviewed_by = "Siti 2026-12-01"}

Whoever changes such a text takes the name away.
"""

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from kiosk.values import dataclass

ORIGINALS: Final = ("ja", "easy", "en")
"""Written with the program; every other language is a translation of these."""
_CHECKED: Final = {"text", "reviewed_by"}


class NoText(Exception):
    """What stands under a key is neither a text nor one with who has checked it."""


@dataclass(frozen=True)
class Wording:
    """The texts of a list by key, and by key who has checked one; the others are drafts."""

    texts: Mapping[str, str]
    reviewed_by: Mapping[str, str]

    @property
    def drafts(self) -> int:
        """How many texts nobody has checked."""
        return len(self.texts) - len(self.reviewed_by)


def wording(written: Mapping[str, object]) -> Wording:
    """Take texts and names apart; raise `NoText`."""
    texts: dict[str, str] = {}
    names: dict[str, str] = {}
    for key, said in written.items():
        if isinstance(said, str):
            texts[key] = said
        elif isinstance(said, dict) and said.keys() == _CHECKED and all(isinstance(one, str) for one in said.values()):
            texts[key], names[key] = said["text"], said["reviewed_by"]
        else:
            raise NoText(key)
        if key in names and not names[key].strip():
            raise NoText(key)
    return Wording(texts, names)


def read(path: Path) -> Wording:
    """A list in a file of its own, TOML or JSON by its ending; raise `NoText`."""
    text = path.read_text(encoding="utf-8")
    return wording(json.loads(text) if path.suffix == ".json" else tomllib.loads(text))
