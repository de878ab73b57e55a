"""Further languages of the procedures: word lists beside them, one a language, keyed by the Japanese text.

A town's own procedure files stay in Japanese, やさしい日本語 and English. What one procedure says is in the lists of
its own folder, what several say in those of the folder above; a text is translated once. A procedure whose every text
is in a list is in that language; one with gaps is shown with what there is, and the screen says that it is not whole.
"""

import contextlib
import difflib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Final, TypeVar

from pydantic import BaseModel, RootModel, StringConstraints, ValidationError

from kiosk.procedures.fields import Part, Text
from kiosk.procedures.files.broken import Broken, BrokenFile, Written
from kiosk.procedures.files.lint import texts
from kiosk.procedures.files.mistakes import FIRST, Place, mistake
from kiosk.procedures.procedure import Procedure
from kiosk.reviewed import Wording

FOLDER: Final = "words"
"""Beside the procedures' folders and in each of them; `<locale>.yml` in it."""
_LOCALE: Final = re.compile(r"[a-z]{2,4}(-[A-Za-z]{2,4})?")
_LETTER: Final = re.compile(r"[^\W\d_]")

P = TypeVar("P", bound=BaseModel)
Translations = Mapping[str, dict[str, str]]
"""By locale: the Japanese text and what it is called there."""


def read(folder: Path) -> tuple[Translations, tuple[BrokenFile, ...]]:
    """Every word list of `folder`, and what is wrong with those that cannot be used; the others still are."""
    lists: dict[str, dict[str, str]] = {}
    problems: list[BrokenFile] = []
    for path in paths(folder):
        try:
            found = _words(path)
        except Broken as broken:
            problems += broken.problems
            continue
        known = lists.setdefault(path.stem, {})
        other = sorted(text for text in found.keys() & known.keys() if found[text] != known[text])
        problems += [_otherwise(path, text) for text in other]
        lists[path.stem] = found | known
    return dict(sorted(lists.items())), tuple(problems)


def _otherwise(path: Path, japanese: str) -> BrokenFile:
    at = Written.read(path).document.key((japanese,))
    return BrokenFile(path, at, mistake("said_otherwise", japanese=japanese))


def paths(folder: Path) -> tuple[Path, ...]:
    """Every word list, the shared ones first."""
    return (*sorted((folder / FOLDER).glob("*.yml")), *sorted(folder.glob(f"*/{FOLDER}/*.yml")))


class Word(Part):
    """A translation that somebody who speaks the language has checked; a plain text is a draft."""

    text: Annotated[str, StringConstraints(min_length=1, pattern=r"\S")]
    reviewed_by: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    """Who, and when."""


class _WordList(RootModel[dict[str, Annotated[str, StringConstraints(pattern=r"\S")] | Word]]):
    """A whole `<locale>.yml`."""


def _words(path: Path) -> dict[str, str]:
    words = _list(path)
    return {japanese: said if isinstance(said, str) else said.text for japanese, said in words.items()}


def _list(path: Path) -> dict[str, str | Word]:
    written = Written.read(path)
    if not _LOCALE.fullmatch(path.stem):
        raise Broken(BrokenFile(path, FIRST, mistake("no_language", name=path.stem)))
    try:
        return _WordList.model_validate(written.document.value).root
    except ValidationError as error:
        places = dict.fromkeys(one["loc"][:1] for one in error.errors(include_input=False))
        raise Broken(*(_unusable(written, place) for place in places)) from None


def _unusable(written: Written, place: Place) -> BrokenFile:
    """What is wrong with one line of a list."""
    said = written.document.value[place[0]] if place else None
    match said:
        case str() | None if place:
            return written.broken(place, mistake("word_empty"))
        case dict() if strange := [key for key in said if key not in Word.model_fields]:
            near = difflib.get_close_matches(str(strange[0]), Word.model_fields, n=1) or ["reviewed_by"]
            told = mistake("unknown_key", key=strange[0], near=near[0])
            return written.broken((*place, strange[0]), told, strange[0])
        case dict() if missing := [key for key in Word.model_fields if not said.get(key)]:
            return written.broken(place, mistake("key_missing", key=missing[0]))
        case bool() | int() | float():
            return written.broken(place, mistake("value_needs_quotes", written=str(said)))
        case _:
            return written.broken(place, mistake("no_word_list"))


def reviewers(folder: Path) -> Translations:
    """By locale, the Japanese texts whose translation was checked, and by whom; all others are drafts."""
    found: dict[str, dict[str, str]] = {}
    for path in paths(folder):
        with contextlib.suppress(Broken):
            names = {text: word.reviewed_by for text, word in _list(path).items() if isinstance(word, Word)}
            found[path.stem] = names | found.get(path.stem, {})
    return found


def wording(folder: Path, locale: str) -> Wording:
    """Every text of one language and who has checked it, without reading the others; broken lists are left out."""
    texts: dict[str, str] = {}
    names: dict[str, str] = {}
    for path in (one for one in paths(folder) if one.stem == locale):
        with contextlib.suppress(Broken):
            for japanese, said in _list(path).items():
                texts[japanese] = said if isinstance(said, str) else said.text
                if isinstance(said, Word):
                    names[japanese] = said.reviewed_by
    return Wording(texts, names)


def translated(procedure: Procedure, lists: Translations) -> Procedure:
    """The procedure with what the word lists add; what its file says itself stays."""
    fuller = with_words(procedure, lists)
    return fuller.model_copy(update={"languages": languages(fuller, procedure.languages, lists)})


def languages(part: BaseModel, written: Sequence[str], lists: Translations) -> tuple[str, ...]:
    """Those it is `written` in, and every language of the lists in which all that the part says is said."""
    return (*written, *(locale for locale in lists if locale not in written and not _missing(part, locale)))


def missing(procedure: Procedure, words: dict[str, str], locale: str) -> tuple[str, ...]:
    """The Japanese texts of a procedure that still want translating."""
    return _missing(translated(procedure, {locale: words}), locale)


def _missing(part: BaseModel, locale: str) -> tuple[str, ...]:
    roots = (text.root for _, text in texts(part))
    return tuple(dict.fromkeys(root["ja"] for root in roots if not root.get(locale)))


def has_letters(text: str) -> bool:
    """Whether a text says anything in a language; a telephone number is the same in all."""
    return _LETTER.search(text) is not None


def with_words(part: P, lists: Translations) -> P:
    """The part with what the word lists add to its texts; what it says itself stays."""
    fuller = _fuller(part, lists)
    assert isinstance(fuller, type(part))
    return fuller


def _fuller(part: Any, lists: Translations) -> Any:
    if isinstance(part, Text):
        japanese = part.root["ja"]
        same = {} if has_letters(japanese) else {japanese: japanese}
        added = {locale: said for locale, words in lists.items() if (said := (words | same).get(japanese))}
        return Text(added | part.root)
    if isinstance(part, BaseModel):
        fields = {name: _fuller(getattr(part, name), lists) for name in type(part).model_fields}
        return part.model_copy(update=fields)
    if isinstance(part, tuple):
        return tuple(_fuller(item, lists) for item in part)
    return part
