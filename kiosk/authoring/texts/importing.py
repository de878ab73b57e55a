"""A table back into the files: only what changed is written, where it stands; a table that does not fit writes nothing.

Before anything is written, the changed files are looked at as a whole: a table never brings a mistake into a folder.
A new word goes into the list beside the only file that says it, else into the list that all share.
"""

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, TypeAlias

from kiosk.authoring.editing import Document, scalar
from kiosk.authoring.linting import Said, lint, said
from kiosk.authoring.texts.fitting import Unfit, unfit
from kiosk.authoring.texts.rows import OWN, Row, place_of
from kiosk.procedures.files import translations
from kiosk.procedures.files.broken import BrokenFile, Written
from kiosk.values import dataclass

_DRAFT: Final = (
    "# Words of the procedures in this language, by their Japanese: one list for all files of this folder.\n"
    "# DRAFT: a native reader must check every line before the booth offers this language. "
    "下書き：母語の人の確認が要る。\n"
)
_OF_WORDS: Final = frozenset({"word_missing", "word_stale"})
Numbered: TypeAlias = Sequence[tuple[int, Row]]


@dataclass(frozen=True)
class Imported:
    """The files that were written, and how many texts and words changed in them."""

    files: tuple[Path, ...]
    changed: int


@dataclass(frozen=True)
class Refused:
    """Nothing was written: rows that do not fit, or mistakes that the files would have had."""

    rows: tuple[Unfit, ...] = ()
    mistakes: tuple[BrokenFile, ...] = ()


def take_in(folder: Path, numbered: Numbered) -> Imported | Refused:
    """Write what a table says into the files of `folder`, which must have no mistake but in its translations."""
    before = lint(folder).mistakes
    if first := tuple(one for one in before if one.mistake.kind not in _OF_WORDS):
        return Refused(mistakes=first)
    here = {place_of(folder, one): one for one in said(folder)}
    if wrong := tuple(unfit(numbered, set(here))):
        return Refused(rows=wrong)
    japanese = {place: one.text.root["ja"] for place, one in here.items()}
    japanese |= {row.place: row.own["ja"] for _, row in numbered}
    changes = _Changes(folder, _homes(folder, here, japanese))
    for _, row in numbered:
        changes.text(here[row.place], row)
    kept = set(japanese.values())
    for _, row in numbered:
        changes.words(here[row.place].text.root["ja"], row, renamed=here[row.place].text.root["ja"] not in kept)
    written = changes.texts()
    if new := _mistakes(folder, written, before):
        return Refused(mistakes=new)
    for path, text in written.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Imported(tuple(written), changes.count)


def _homes(folder: Path, here: Mapping[str, Said], japanese: Mapping[str, str]) -> Mapping[str, Path]:
    """By Japanese, the folder whose list gets a new word: that of the only procedure, or of events, that say it."""
    found: dict[str, set[Path]] = {}
    for place, one in here.items():
        found.setdefault(japanese[place], set()).add(one.written.path.parent)
    return {said: homes.pop() if len(homes) == 1 else folder for said, homes in found.items()}


def _mistakes(folder: Path, written: Mapping[Path, str], now: Sequence[BrokenFile]) -> tuple[BrokenFile, ...]:
    """What would be wrong in the folder that is not wrong now."""
    before = {(one.path.relative_to(folder), one.mistake) for one in now}
    with tempfile.TemporaryDirectory(prefix="kiosk-texts-") as above:
        copy = Path(shutil.copytree(folder, Path(above) / "procedures"))
        for path, text in written.items():
            changed = copy / path.relative_to(folder)
            changed.parent.mkdir(parents=True, exist_ok=True)
            changed.write_text(text, encoding="utf-8")
        after = lint(copy).mistakes
        return tuple(
            BrokenFile(folder / one.path.relative_to(copy), one.at, one.mistake, one.within)
            for one in after
            if (one.path.relative_to(copy), one.mistake) not in before
        )


class _Changes:
    """What is to be written into which file; `count` texts and words are."""

    def __init__(self, folder: Path, homes: Mapping[str, Path]) -> None:
        self._folder = folder
        self._homes = homes
        self._documents: dict[Path, Document] = {}
        self._added: dict[Path, list[str]] = {}
        self._lists = {path: Written.read(path).document.value for path in translations.paths(folder)}
        self._done: set[tuple[str, str]] = set()
        self.count = 0

    def text(self, one: Said, row: Row) -> None:
        """What the file itself says: ja, easy, en."""
        for locale in OWN:
            if row.own[locale] != one.text.root.get(locale):
                self._document(one.written.path).replace((*one.place, locale), row.own[locale])
                self.count += 1

    def words(self, before: str, row: Row, *, renamed: bool) -> None:
        """What the word lists say; with other Japanese, the old words go where nothing says it any more."""
        japanese = row.own["ja"]
        for locale in {*row.words, *(path.stem for path in self._lists)} if renamed else row.words:
            if (locale, japanese) in self._done:
                continue
            self._done.add((locale, japanese))
            path = self._list(locale, before if renamed else japanese, japanese)
            self._word(path, before if renamed else japanese, japanese, self._said(row, locale, path, before))

    def _said(self, row: Row, locale: str, path: Path, before: str) -> str | None:
        """The YAML of a word; None where the table says nothing about the language."""
        if locale not in row.words:
            return None
        text, reviewer = row.words[locale], row.reviewed_by.get(locale, "").strip()
        if locale not in row.reviewed_by:
            reviewer = _reviewer(self._lists.get(path, {}).get(before))
        if not text.strip():
            return ""
        return f"{{text: {scalar(text)}, reviewed_by: {scalar(reviewer)}}}" if reviewer else scalar(text)

    def _word(self, path: Path, key: str, japanese: str, value: str | None) -> None:
        known = self._lists.get(path, {})
        if key not in known:
            if value:
                self._added.setdefault(path, []).append(f"{scalar(japanese)}: {value}")
                self.count += 1
            return
        if key != japanese:
            self._document(path).replace_key((key,), japanese)
            self.count += 1
        if value and value != _as_yaml(known[key]):
            self._document(path).raw((key,), value)
            self.count += 1

    def _list(self, locale: str, before: str, japanese: str) -> Path:
        """The list of a language that has the word, else that of where it is said."""
        having = [path for path, words in self._lists.items() if path.stem == locale and before in words]
        home = self._homes.get(japanese, self._folder)
        return having[0] if having else home / translations.FOLDER / f"{locale}.yml"

    def _document(self, path: Path) -> Document:
        return self._documents.setdefault(path, Document(Written.read(path).text))

    def texts(self) -> dict[Path, str]:
        """The new text of every file that changes."""
        for path, lines in self._added.items():
            if path.is_file():
                self._document(path).end(lines)
        found = {path: document.text() for path, document in self._documents.items()}
        fresh = {path: lines for path, lines in self._added.items() if not path.is_file()}
        return found | {path: _DRAFT + "".join(f"{line}\n" for line in lines) for path, lines in fresh.items()}


def _reviewer(word: object) -> str:
    return str(word.get("reviewed_by", "")) if isinstance(word, dict) else ""


def _as_yaml(word: object) -> str:
    """A word as it would be written now, to see whether it changes."""
    if isinstance(word, dict):
        return f"{{text: {scalar(word['text'])}, reviewed_by: {scalar(word['reviewed_by'])}}}"
    return scalar(str(word))
