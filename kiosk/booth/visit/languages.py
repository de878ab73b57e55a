"""How a language reads a procedure: translated, or in やさしい日本語 with readings over its kanji."""

from typing import Final

from kiosk.procedures.procedure import Procedure

JAPANESE: Final = "ja"
RUBY: Final = "easy"
"""The locale whose words carry ruby: 漢字(かんじ)."""


def translated(locale: str, procedure: Procedure | None) -> bool:
    """Whether this procedure's own texts are written in `locale`; else やさしい日本語 stands in for what is missing."""
    return procedure is None or locale == JAPANESE or locale in procedure.languages


def with_readings(locale: str, procedure: Procedure | None) -> bool:
    """Whether the page needs room for readings over kanji."""
    return locale == RUBY or not translated(locale, procedure)
