"""Dates as they are written: in 和暦 or the Western calendar, with parts that nobody knows (不詳)."""

from dataclasses import replace
from typing import Final

from pydantic import JsonValue
from typing_extensions import override

from kiosk.procedures.fields import FormField
from kiosk.procedures.japanese import eras
from kiosk.procedures.kinds.kind import About, Kind, Wrong
from kiosk.procedures.words import words

_WRITTEN: Final = {
    "vi": ("{day}/{month}/{year}", "{month}/{year}", "{year}"),
    "zh-Hans": ("{year}年{month}月{day}日", "{year}年{month}月", "{year}年"),
    "ko": ("{year}년 {month}월 {day}일", "{year}년 {month}월", "{year}년"),
    "pt-BR": ("{day:02}/{month:02}/{year}", "{month:02}/{year}", "{year}"),
    "id": ("{day} {name} {year}", "{name} {year}", "{year}"),
    "ne": ("सन् {year} {name} {day}", "सन् {year} {name}", "सन् {year}"),
}
"""A date as it is written in these languages: whole, without its day, its year alone; in the others as in English.

Nepal counts years otherwise (Bikram Sambat): सन् says that this one is of the Western calendar.
"""
_MONTHS: Final = {
    "id": (
        "Januari", "Februari", "Maret", "April", "Mei", "Juni",
        "Juli", "Agustus", "September", "Oktober", "November", "Desember",
    ),
    "ne": (
        "जनवरी", "फेब्रुअरी", "मार्च", "अप्रिल", "मे", "जुन",
        "जुलाई", "अगस्ट", "सेप्टेम्बर", "अक्टोबर", "नोभेम्बर", "डिसेम्बर",
    ),
}  # fmt: skip
"""Where a month is written by its name."""


class Date(Kind):
    """A value is `kiosk.procedures.japanese.eras.WrittenDate` as JSON."""

    @override
    def fits(self, item: FormField, value: JsonValue) -> bool:
        return eras.from_json(value) is not None

    @override
    def kept(self, item: FormField, value: JsonValue) -> JsonValue:
        written = eras.from_json(value)
        if written and item.month_only and written.day is not None:
            written = replace(written, day=None, as_written=eras.japanese(replace(written, day=None), day_asked=False))
        return written.to_json() if written else None

    @override
    def wrong(self, item: FormField, value: JsonValue, about: About) -> Wrong | None:
        written = eras.from_json(value)
        if written is None:
            return None
        if item.month_only and (written.month is None or written.about):
            return Wrong("whole_month")
        if not item.unknown and not about.as_on_card and (written.known() is None or written.about):
            return Wrong("whole_date")
        if written.year is None or item.future:
            return None
        today = about.today
        if written.month is None:
            late = written.year > today.year
        else:
            late = (written.year, written.month, written.day or 1) > (today.year, today.month, today.day)
        return Wrong("future") if late else None

    @override
    def text(self, item: FormField, value: JsonValue, locale: str) -> str:
        written = eras.from_json(value)
        return in_words(written, locale, day_asked=not item.month_only) if written else str(value)

    @override
    def sample(self, item: FormField) -> JsonValue:
        if item.month_only:
            return {"year": 2026, "month": 2, "day": None, "as_written": "令和8年2月"}
        return {"year": 1959, "month": 5, "day": 6, "as_written": "昭和34年5月6日"}


def in_words(written: eras.WrittenDate, locale: str, *, day_asked: bool = True) -> str:
    """A date as its readers write it; in 和暦 with 西暦 behind it for those who read Japanese.

    Where no day was asked, its absence is not told.
    """
    if locale in ("ja", "easy"):
        return eras.japanese(written, western=True, day_asked=day_asked)
    if written.year is None:
        return words(locale)["date_unknown"] + eras.english_era(written)
    name = _MONTHS[locale][written.month - 1] if locale in _MONTHS and written.month else ""
    known = {"year": written.year, "month": written.month, "day": written.day, "name": name}
    whole, of_month, of_year = _WRITTEN.get(locale, (None, None, None))
    sure = whole if written.day else of_month if written.month else of_year
    era = "" if written.day else eras.english_era(written)
    head = sure.format(**known) + era if sure else eras.english(written)
    if written.about:
        return words(locale)["date_about"].format(date=head)
    if written.day or (written.month and not day_asked):
        return head
    return words(locale)["day_unknown" if written.month else "month_unknown"].format(date=head)
