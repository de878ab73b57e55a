"""Every mistake of a folder of procedures, or of one file of it: its shape, its rules, its trials, its translations.

The booth reads the same files through the same catalog. What is looked at only here stops no booth: words that are
missing in a language, or that no text says any more.
"""

import contextlib
import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, TypeVar

from pydantic import BaseModel

from kiosk.authoring import strays
from kiosk.authoring.offices import Offices
from kiosk.procedures.catalog import Catalog
from kiosk.procedures.fields import Text
from kiosk.procedures.files import life_events, translations
from kiosk.procedures.files.blocks import BLOCKS
from kiosk.procedures.files.broken import Broken, BrokenFile, Written
from kiosk.procedures.files.groups import FILE as GROUPS
from kiosk.procedures.files.groups import GroupsFile
from kiosk.procedures.files.lint import said_in, texts
from kiosk.procedures.files.mistakes import Mistake, Place, mistake
from kiosk.procedures.life.life_event import EventFile
from kiosk.procedures.papers import shelf
from kiosk.procedures.procedure import BlocksFile, ProcedureFile, Use
from kiosk.values import dataclass

M = TypeVar("M", bound=BaseModel)
FORM: Final = ".form.yml"
ICONS: Final = Path(__file__).parents[2] / "assets" / "icons" / "booth"
"""Every picture a booth can draw, by its name."""
_LOOKED_AT_LATER: Final = frozenset({"no_icon", "word_missing", "word_stale", "text_missing", "no_reading"})
"""Mistakes with which a file can still be read."""
_LANGUAGES: Final = ("ja", "easy", "en")


class NoProcedures(Exception):
    """The path is neither a folder of procedures nor one of its files."""


@dataclass(frozen=True)
class Linted:
    """What was looked at, and what is wrong in it, in the order of files and lines."""

    files: tuple[Path, ...]
    mistakes: tuple[BrokenFile, ...]


def lint(path: Path, offices: Offices | None = None) -> Linted:
    """Every mistake in `path`: a folder of procedures, the folder of one, or a file; raise `NoProcedures`.

    `offices` are those of the town, where they do not stand beside the folder.
    """
    folder = folder_of(path)
    files = tuple(one for one in _files(folder) if one == path or path in one.parents)
    order = {one: number for number, one in enumerate(_files(folder))}
    found = [
        one
        for one in _found(folder, offices or Offices.beside(folder))
        if one.path == path or path in one.path.parents or _in_all(one)
    ]
    return Linted(files, tuple(sorted(dict.fromkeys(found), key=lambda one: (order.get(one.path, -1), one.at))))


def _in_all(one: BrokenFile) -> bool:
    """Whether a mistake of the shared blocks keeps every other file from being read."""
    return one.path.name == BLOCKS and one.mistake.kind not in _LOOKED_AT_LATER


def folder_of(path: Path) -> Path:
    """The folder of all procedures in which a file or the folder of one procedure lies; raise `NoProcedures`."""
    if path.is_dir():
        return path.parent if any(path.glob(f"*{FORM}")) or path.name == life_events.FOLDER else path
    if path.is_file() and path.name in (GROUPS, BLOCKS):
        return path.parent
    if path.is_file() and (path.name.endswith((FORM, shelf.ENDING)) or path.parent.name == life_events.FOLDER):
        return path.parent.parent
    if path.is_file() and path.parent.name == translations.FOLDER and path.suffix == ".yml":
        return folder_of(path.parent.parent)
    raise NoProcedures(str(path))


def newest(folder: Path, procedure_id: str | None) -> tuple[Path, ...]:
    """The file with the highest number of each procedure, or of one."""
    files: dict[str, Path] = {}
    for path in sorted(folder.glob(f"*/*{FORM}"), key=_number):
        if procedure_id in (None, path.parent.name):
            files[path.parent.name] = path
    return tuple(files[name] for name in sorted(files))


def _number(path: Path) -> int:
    number = path.name.removesuffix(FORM).partition(".v")[2]
    return int(number) if number.isascii() and number.isdigit() else 0


def _files(folder: Path) -> list[Path]:
    beside = [one for one in (folder / BLOCKS, folder / GROUPS) if one.is_file()]
    beside += life_events.paths(folder)
    procedures = [*sorted(folder.glob(f"*/*{FORM}")), *sorted(folder.glob(f"*/*{shelf.ENDING}"))]
    return [*sorted(procedures), *beside, *translations.paths(folder)]


def _found(folder: Path, offices: Offices) -> Iterator[BrokenFile]:
    catalog = Catalog(folder).load()
    problems = catalog.problems
    yield from problems
    yield from strays.never_read(folder, _files(folder))
    yield from strays.misnamed_languages(folder)
    if not any(map(_in_all, problems)):
        known = {one.path.parent for one in problems}  # a paper whose questions cannot be read is looked at after those
        yield from (one for one in shelf.read(folder, catalog.procedures).problems if one.path.parent not in known)
    texts_here = tuple(said(folder))
    of_blocks = tuple(one for one in texts_here if one.written.path == folder / BLOCKS)
    for one in of_blocks:
        for found in said_in(one.text, _LANGUAGES):
            yield one.written.broken((*one.place, *found.place), found.mistake, found.at)
    broken = {one.path for one in problems}
    for written, file in _every(folder):
        yield from (written.broken(place, _no_icon(name), name) for place, name in _icons(file) if not _is_drawn(name))
        yield from (written.found(one, one.place, file) for one in offices.unknown(file))
        if isinstance(file, ProcedureFile) and written.path not in broken:
            yield from strays.other_name(written, file)
    yield from _untranslated(folder, texts_here)
    if not problems:
        yield from _stale(folder, {one.text.root["ja"] for one in texts_here})


@dataclass(frozen=True)
class Said:
    """One text, and where it is written; `served` where residents are shown it."""

    written: Written
    place: Place
    text: Text
    served: bool


def said(folder: Path) -> Iterator[Said]:
    """Every text of every file that can be read."""
    used: set[str] = set()
    for written, file in _every(folder):
        match file:
            case ProcedureFile():
                served = file.status == "published"
                used |= _blocks_of(file) if served else set()
                yield from (Said(written, place, text, served) for place, text in texts(file))
            case BlocksFile():
                for name, pages in reversed(file.blocks.items()):  # a block may use those above it
                    used |= _used(pages) if name in used else set()
                for name, pages in file.blocks.items():
                    of_block = texts(pages, ("blocks", name))
                    yield from (Said(written, place, text, name in used) for place, text in of_block)
            case EventFile():
                served = file.status == "published"
                used |= _used(file.pages) if served else set()
                yield from (Said(written, place, text, served) for place, text in texts(file))
            case _:
                yield from (Said(written, place, text, served=True) for place, text in texts(file))


def _every(folder: Path) -> Iterator[tuple[Written, ProcedureFile | EventFile | BlocksFile | GroupsFile]]:
    """Every file that can be read: procedures, life events, blocks, groups."""
    for path in sorted(folder.glob(f"*/*{FORM}")):
        yield from _read(path, ProcedureFile)
    for path in life_events.paths(folder):
        yield from _read(path, EventFile)
    yield from _read(folder / BLOCKS, BlocksFile)
    yield from _read(folder / GROUPS, GroupsFile)


def _icons(part: object, place: Place = ()) -> Iterator[tuple[Place, str]]:
    """Every icon a part names, with its place."""
    if isinstance(part, BaseModel):
        for name in type(part).model_fields:
            value = getattr(part, name)
            if name == "icon" and isinstance(value, str):
                yield (*place, name), value
            yield from _icons(value, (*place, name))
    elif isinstance(part, dict | tuple):
        for key, item in part.items() if isinstance(part, dict) else enumerate(part):
            yield from _icons(item, (*place, key))


def _is_drawn(icon: str) -> bool:
    return (ICONS / f"{icon}.svg").is_file()


def _no_icon(icon: str) -> Mistake:
    near = difflib.get_close_matches(icon, sorted(path.stem for path in ICONS.glob("*.svg")), n=3, cutoff=0.4)
    return mistake("no_icon", name=icon, near=" ".join(near) or "-")


def _read(path: Path, model: type[M]) -> Iterator[tuple[Written, M]]:
    """The file, or nothing where it cannot be read: the catalog tells of it."""
    with contextlib.suppress(Broken):
        written = Written.read(path)
        yield written, written.as_a(model)


def _blocks_of(file: ProcedureFile) -> set[str]:
    return {*file.use, *_used(file.pages)}


def _used(items: Iterable[object]) -> set[str]:
    return {item.use for item in items if isinstance(item, Use)}


def _untranslated(folder: Path, said: Sequence[Said]) -> Iterator[BrokenFile]:
    """Each Japanese text that residents are shown and a language of the folder lacks, at the first of its places."""
    lists, broken = translations.read(folder)
    unread = {one.path.stem for one in broken}  # of such a language nobody knows what it lacks
    known = {
        locale: words for locale, words in lists.items() if locale not in unread and not strays.meant_language(locale)
    }
    told: set[str] = set()
    for one in said:
        japanese = one.text.root["ja"]
        lacking = [locale for locale, words in known.items() if not _is_said(one.text, locale, words)]
        if one.served and lacking and japanese not in told:
            told.add(japanese)
            missing = mistake("word_missing", japanese=japanese, languages=", ".join(lacking))
            yield one.written.broken(one.place, missing)


def _is_said(text: Text, locale: str, words: Mapping[str, str]) -> bool:
    japanese = text.root["ja"]
    return bool(text.root.get(locale)) or japanese in words or not translations.has_letters(japanese)


def _stale(folder: Path, said: set[str]) -> Iterator[BrokenFile]:
    """Words of the lists that no text says any more."""
    for path in translations.paths(folder):
        written = Written.read(path)
        for japanese in written.document.value:
            if japanese not in said:
                stale = mistake("word_stale", japanese=japanese)
                yield BrokenFile(path, written.document.key((japanese,)), stale)
