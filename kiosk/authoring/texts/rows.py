"""Rows: every text of a folder with its place, what it is called in each language, and who has checked that."""

from collections.abc import Iterator, Mapping
from dataclasses import field
from pathlib import Path
from typing import Final

from kiosk.authoring.linting import Said, said
from kiosk.procedures.files import translations
from kiosk.procedures.files.broken import named
from kiosk.values import dataclass

OWN: Final = ("ja", "easy", "en")
"""The languages that stand in the files themselves."""


@dataclass(frozen=True)
class Row:
    """One text.

    Attributes:
        place: the file and the keys that lead to the text, by ids.
        own: ja, easy and en, as the file says them.
        words: by locale, what the word lists say.
        reviewed_by: by locale, who of that language has checked it.
    """

    place: str
    own: Mapping[str, str]
    words: Mapping[str, str] = field(default_factory=dict)
    reviewed_by: Mapping[str, str] = field(default_factory=dict)


def rows(folder: Path, procedure_id: str | None = None) -> Iterator[Row]:
    """Every text of the folder, or of one procedure in it, in the order of files and places."""
    lists, _ = translations.read(folder)
    reviewers = translations.reviewers(folder)
    for one in said(folder):
        if procedure_id not in (None, one.written.path.parent.name):
            continue
        japanese = one.text.root["ja"]
        words = {locale: known[japanese] for locale, known in lists.items() if japanese in known}
        names = {locale: known[japanese] for locale, known in reviewers.items() if japanese in known}
        own = {locale: one.text.root.get(locale, "") for locale in OWN}
        yield Row(place_of(folder, one), own, words, names)


def place_of(folder: Path, one: Said) -> str:
    """Where a text is, as the table names it: juminhyo/juminhyo.v3.form.yml pages.who.title."""
    return f"{one.written.path.relative_to(folder)} {named(one.place, one.written.document.value)}"
