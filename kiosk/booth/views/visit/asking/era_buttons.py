"""The buttons by which a date begins: the eras, and the calendar without them (pure)."""

from typing import Final

from kiosk.booth.typing.date_composer import WESTERN
from kiosk.procedures.japanese import eras

JAPANESE: Final = ("ja", "easy")
"""Languages whose readers think in eras; for all others the calendar without them stands first."""


def names(locale: str) -> list[str]:
    """Each button's name, in order."""
    found = [era.name for era in eras.ERAS]
    return [*found, WESTERN] if locale in JAPANESE else [WESTERN, *found]


def words(name: str, locale: str) -> str:
    """What stands on a button: 昭和, for others Showa 昭和; empty for the calendar without eras."""
    era = eras.era_named(name)
    if era is None:
        return ""
    return era.name if locale in JAPANESE else f"{era.english} {era.name}"


def years(locale: str) -> list[str]:
    """The years of each button, as 1926-1989."""
    ends = [str(era.begins.year) for era in eras.ERAS]
    spans = {era.name: f"{era.begins.year}-{end}" for era, end in zip(eras.ERAS, ["", *ends], strict=False)}
    return [spans.get(name, "") for name in names(locale)]
