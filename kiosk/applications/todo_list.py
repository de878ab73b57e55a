"""The list of what is to be done after a life event, to take home: by when, where, what to bring.

It has the Japanese, which counters read, beside the resident's language. No personal data: nobody's name or answer is
on it, only what follows from them.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, Final, Literal

from kiosk.applications.settings import SlipSettings
from kiosk.applications.slip import FIRST, locales_of
from kiosk.applications.typesetting import TEMPLATES, PdfDocument, Typesetter
from kiosk.procedures.fields import Text
from kiosk.procedures.japanese import eras
from kiosk.procedures.japanese.calendar import JAPAN
from kiosk.procedures.kinds.dates import in_words
from kiosk.procedures.words import words as of_forms
from kiosk.reviewed import Wording, wording
from kiosk.values import dataclass

_NOT_NEEDED: Final = "by_itself"


@dataclass(frozen=True)
class TodoItem:
    """One thing to do.

    Attributes:
        state: handed in, to be done at this booth, with staff, at another office, or without anybody asking for it.
        by: its last day, which `law` sets; `late` once that has passed.
        where: of another office, which one.
    """

    title: Text
    state: Literal["done", "here", "staff", "elsewhere", "by_itself"]
    by: date | None = None
    late: bool = False
    law: str = ""
    where: Text | None = None
    say: Text | None = None
    bring: tuple[Text, ...] = ()


@dataclass(frozen=True)
class TodoList:
    """All that follows from what happened, in order; `number` is that of what was handed in, empty for nothing."""

    event: Text
    items: tuple[TodoItem, ...]
    made_at: datetime
    place: str
    municipality: str = ""
    number: str = ""
    second_locale: str | None = None
    rehearsal: bool = False


def render_todo_list(todo: TodoList, typesetter: Typesetter, settings: SlipSettings) -> PdfDocument:
    """Set the list as PDF/A-2b on the paper of slips; no letter is smaller than 12 points."""
    locales = locales_of(todo.second_locale, words())
    made, write = todo.made_at.astimezone(JAPAN), typesetter.gothic.write
    speak = {locale: typesetter.in_language(locale).write for locale in locales}
    data: dict[str, Any] = {
        "paper": settings.paper,
        "day": [made.year, made.month, made.day],
        "place": write(todo.place).spans,
        "municipality": write(todo.municipality).spans,
        "telephone": settings.headquarters_telephone,
        "rehearsal": todo.rehearsal,
        "number": todo.number,
        "parts": [
            {
                "locale": locale,
                "words": {name: speak[locale](text).spans for name, text in words()[locale].items()},
                "event": speak[locale](todo.event.in_(locale)).spans,
                "made": speak[locale](_day(made.date(), locale)).spans,
                "items": [_item(one, locale, typesetter) for one in todo.items],
            }
            for locale in locales
        ],
        "states": [one.state for one in todo.items],
    }
    return PdfDocument(typesetter.set_pdf("todo", data, todo.made_at))


def _item(one: TodoItem, locale: str, typesetter: Typesetter) -> dict[str, Any]:
    own, open_ = words()[locale], one.state not in ("done", _NOT_NEEDED)
    lines = {
        "title": one.title.in_(locale),
        "state": own[one.state],
        "due": own["late" if one.late else "by"].format(date=_day(one.by, locale)) if one.by and open_ else "",
        "law": one.law if one.by and open_ and locale == FIRST else "",
        "where": (one.where.in_(locale) if one.where else own[f"where_{one.state}"]) if open_ else "",
        "say": one.say.in_(locale) if one.say and one.state != "done" else "",
        "bring": of_forms(locale)["between"].join(thing.in_(locale) for thing in one.bring) if open_ else "",
    }
    return {name: typesetter.in_language(locale).write(text).spans for name, text in lines.items()}


def _day(day: date, locale: str) -> str:
    return in_words(eras.WrittenDate(day.year, day.month, day.day), locale)


@cache
def wordings() -> Mapping[str, Wording]:
    """The list's own words by locale, and who has checked them."""
    written: dict[str, dict[str, object]] = json.loads((TEMPLATES / "todo_words.json").read_text(encoding="utf-8"))
    return {locale: wording(one) for locale, one in written.items()}


def words() -> Mapping[str, Mapping[str, str]]:
    """The list's own words by locale."""
    return {locale: one.texts for locale, one in wordings().items()}
