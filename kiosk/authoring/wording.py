"""Sentences of these tools, Japanese and English, from `words/<language>.json`."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from kiosk.procedures.files.mistakes import Language

_FOLDER: Final = Path(__file__).parent / "words"


def language_of(environment: Mapping[str, str]) -> Language:
    """The language of whoever runs a tool, as POSIX says it: LC_ALL before LC_MESSAGES before LANG."""
    said = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return "ja" if said.startswith("ja") else "en"


def say(language: Language, key: str, **facts: str | int) -> str:
    """One sentence with what it names."""
    return _words(language)[key].format_map(facts)


@cache
def _words(language: Language) -> dict[str, str]:
    found: dict[str, str] = json.loads((_FOLDER / f"{language}.json").read_text(encoding="utf-8"))
    return found
