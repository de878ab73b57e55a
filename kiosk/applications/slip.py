"""The receipt slip (控え) a resident takes home: the number, what happens next, what was kept and what was wiped."""

import json
from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from functools import cache
from typing import Any, Final

from kiosk.applications.settings import SlipSettings
from kiosk.applications.typesetting import TEMPLATES, PdfDocument, Typesetter, qr_svg
from kiosk.procedures.japanese.calendar import JAPAN
from kiosk.procedures.japanese.eras import written_day
from kiosk.reviewed import Wording, wording
from kiosk.values import dataclass

FIRST: Final = "ja"
EASY: Final = "easy"


@dataclass(frozen=True)
class SlipLine:
    """One application on a slip. `titles` has the procedure's name by locale (``ja`` at least).

    `receipt_number` is None while headquarters has not answered, and the slip then says that the application waits
    here; `paying` says by locale what it costs and how that is paid, `coming` when and where somebody is expected.
    """

    titles: Mapping[str, str]
    receipt_number: str | None = None
    paying: Mapping[str, str] = field(default_factory=dict)
    coming: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Slip:
    """One slip for everything that was handed in in a visit. No personal data: number, procedures, time and place only.

    `second_locale` adds a language under the Japanese (or やさしい日本語 in its place).
    """

    reference: str
    lines: tuple[SlipLine, ...]
    handed_in_at: datetime
    place: str
    municipality: str = ""
    second_locale: str | None = None
    rehearsal: bool = False

    @property
    def waiting(self) -> int:
        """How many headquarters has not answered yet."""
        return sum(one.receipt_number is None for one in self.lines)


def render_slip(slip: Slip, typesetter: Typesetter, settings: SlipSettings) -> PdfDocument:
    """Set the slip as PDF/A-2b on the paper of the settings; no letter is smaller than 12 points."""
    locales = locales_of(slip.second_locale, words())
    made = slip.handed_in_at.astimezone(JAPAN)
    write = typesetter.gothic.write

    def speak(texts: Mapping[str, str], absent: str = "") -> dict[str, Any]:
        return {one: typesetter.in_language(one).write(texts.get(one, absent)).spans for one in locales}

    data: dict[str, Any] = {
        "paper": settings.paper,
        "reference": slip.reference,
        "receipt_number": slip.lines[0].receipt_number if len(slip.lines) == 1 else None,
        "several": len(slip.lines) > 1,
        "qr": qr_svg(slip.reference),
        "day": [made.year, made.month, made.day],
        "place": write(slip.place).spans,
        "municipality": write(slip.municipality).spans,
        "telephone": settings.headquarters_telephone,
        "rehearsal": slip.rehearsal,
        "lines": [
            {
                "titles": speak(line.titles, line.titles[FIRST]),
                "receipt_number": line.receipt_number,
                "paying": speak(line.paying),
                "coming": speak(line.coming),
            }
            for line in slip.lines
        ],
        "parts": [
            {
                "locale": locale,
                "words": {name: typesetter.in_language(locale).write(text).spans for name, text in said.items()},
                "handed_in": write(_moment(made, locale)).spans,
            }
            for locale in locales
            if (said := _words_for(locale, slip))
        ],
    }
    return PdfDocument(typesetter.set_pdf("slip", data, slip.handed_in_at))


def locales_of(second: str | None, known: Mapping[str, object]) -> list[str]:
    """Japanese, then the second language; やさしい日本語 takes Japanese's place, and that of a language not `known`."""
    if second is None or second == FIRST:
        return [FIRST]
    return [FIRST, second] if second in known and second != EASY else [EASY]


@cache
def wordings() -> Mapping[str, Wording]:
    """The slip's own words by locale, and who has checked them."""
    written: dict[str, dict[str, object]] = json.loads((TEMPLATES / "slip_words.json").read_text(encoding="utf-8"))
    return {locale: wording(one) for locale, one in written.items()}


def words() -> dict[str, dict[str, str]]:
    """The slip's own words by locale."""
    return {locale: dict(one.texts) for locale, one in wordings().items()}


def _words_for(locale: str, slip: Slip) -> dict[str, str]:
    own, count = words()[locale], len(slip.lines)
    arrived = "sent" if not slip.waiting else "waiting" if slip.waiting == count else "partly"
    kept = "sent" if not slip.waiting else "waiting" if slip.waiting == 1 else "several"
    return own | {
        "next_text": own[f"next_{arrived}"],
        "kept_text": own[f"kept_{kept}"].format(waiting=slip.waiting),
        "together": own["together"].format(count=count),
    }


def _moment(made: datetime, locale: str) -> str:
    if locale in ("ja", "easy"):
        return f"{written_day(made)} {made:%H:%M}"
    return f"{made:%Y-%m-%d %H:%M}"
