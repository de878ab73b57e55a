"""The catalog: every procedure in a folder of files; a broken file is named, and the last good one stays in service."""

import hashlib
import threading
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from kiosk.procedures import groups
from kiosk.procedures.files import translations
from kiosk.procedures.files.broken import Broken, BrokenFile, Written
from kiosk.procedures.files.lint import lint
from kiosk.procedures.files.mistakes import FIRST, Finding, Place, mistake
from kiosk.procedures.files.trial import failures
from kiosk.procedures.procedure import BlocksFile, Page, Procedure, ProcedureFile, Use
from kiosk.values import dataclass

BLOCKS = "blocks.yml"
"""Shared blocks, beside the procedures' folders."""
TRIAL_DAY = date(2026, 11, 21)
"""The day on which tests inside files are run, so that they mean the same on every day."""


@dataclass(frozen=True)
class _Blocks:
    """The shared blocks and the hash of the words they were read from."""

    pages: dict[str, tuple[Page, ...]]
    text: str


class Catalog:
    """All procedures of one folder, as last read; `load` may be called again while visits run."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._by_file: dict[Path, Procedure] = {}
        self._groups: tuple[groups.Group, ...] = ()
        self._problems: tuple[BrokenFile, ...] = ()

    def load(self) -> "Catalog":
        """Read every `<id>/*.form.yml`; never raises for a bad file (see `problems`). A file taken away is gone."""
        lists, found = translations.read(self._folder)
        problems = list(found)
        by_file: dict[Path, Procedure] = {}
        with self._lock:
            try:
                blocks = _read_blocks(self._folder / BLOCKS)
            except Broken as broken:
                self._problems = broken.problems
                return self
            paths = sorted(self._folder.glob("*/*.form.yml"))
            if not paths:
                problems.append(BrokenFile(self._folder, FIRST, mistake("no_files")))
            for path in paths:
                try:
                    by_file[path] = translations.translated(_read(path, blocks), lists)
                except Broken as broken:
                    problems += broken.problems
                    if path in self._by_file:
                        by_file[path] = self._by_file[path]
            problems += _same_version(by_file)
            try:
                self._groups = groups.read(self._folder, tuple(by_file.values()), lists)
            except Broken as broken:
                problems += broken.problems
            self._by_file, self._problems = by_file, tuple(problems)
        return self

    @property
    def problems(self) -> tuple[BrokenFile, ...]:
        """What was wrong at the last `load`."""
        return self._problems

    @property
    def groups(self) -> tuple[groups.Group, ...]:
        """The answers of the welcome screen, as last read without a mistake; each procedure its own before that."""
        return self._groups or groups.each_its_own(self.procedures)

    @property
    def procedures(self) -> tuple[Procedure, ...]:
        """Every readable procedure file, drafts and retired ones too, newest version of an id first."""
        return tuple(sorted(self._by_file.values(), key=lambda one: (one.id, [-part for part in _number(one)])))

    def procedure(self, procedure_id: str, version: str | None = None) -> Procedure | None:
        """This version of a procedure (a queued form keeps its own), else the newest published one."""
        same = [one for one in self.procedures if one.id == procedure_id]
        if version is not None:
            return next((one for one in same if one.version == version), None)
        return next((one for one in same if one.status == "published"), None)

    def published(self, on: date) -> tuple[Procedure, ...]:
        """What residents can get done on a day: the newest valid published version of each id."""
        found: dict[str, Procedure] = {}
        for one in self.procedures:
            begun = one.valid.from_ <= on and (one.valid.until is None or on <= one.valid.until)
            if one.status == "published" and begun:
                found.setdefault(one.id, one)
        return tuple(found.values())


def _number(procedure: Procedure) -> list[int]:
    return [int(part) for part in procedure.version.split(".")]


def _same_version(by_file: dict[Path, Procedure]) -> list[BrokenFile]:
    seen: dict[tuple[str, str], Path] = {}
    found = []
    for path, one in by_file.items():
        other = seen.setdefault((one.id, one.version), path)
        if other != path:
            twice = mistake("version_twice", name=one.id, version=one.version, other=other.name)
            found.append(BrokenFile(path, FIRST, twice))
    return found


def _read_blocks(path: Path) -> _Blocks:
    if not path.exists():
        return _Blocks({}, "")
    written = Written.read(path)
    return _Blocks(written.as_a(BlocksFile).blocks, written.text)


def untried(path: Path) -> Procedure:
    """The procedure of one file, also where its tests fail; raise `Broken` for every other mistake."""
    return _whole(path, _read_blocks(path.parent.parent / BLOCKS)).procedure


def _read(path: Path, blocks: _Blocks) -> Procedure:
    whole = _whole(path, blocks)
    whole.refuse(failures(whole.procedure, TRIAL_DAY))
    return whole.procedure


@dataclass(frozen=True)
class _Whole:
    """A procedure, the file it was read from, and where in it each of its pages stands."""

    procedure: Procedure
    written: Written
    places: tuple[Place, ...]

    def refuse(self, findings: Iterable[Finding]) -> None:
        """Raise `Broken` where there is a finding."""
        if found := [self.written.found(one, self._in_file(one.place), self.procedure) for one in findings]:
            raise Broken(*found)

    def _in_file(self, place: Place) -> Place:
        if len(place) > 1 and place[0] == "pages" and isinstance(place[1], int):
            return (*self.places[place[1]], *place[2:])
        return place


def _whole(path: Path, blocks: _Blocks) -> _Whole:
    written = Written.read(path)
    file = written.as_a(ProcedureFile)
    if path.parent.name != file.procedure:
        wrong = mistake("wrong_folder", name=file.procedure, folder=path.parent.name)
        raise Broken(written.broken(("procedure",), wrong))
    pages, places = _assembled(written, file, blocks)
    digest = hashlib.sha256(written.text.encode() + b"\0" + blocks.text.encode()).hexdigest()
    whole = _Whole(Procedure.model_validate({**dict(file), "pages": pages, "sha256": digest}), written, places)
    whole.refuse(lint(whole.procedure))
    return whole


def _assembled(written: Written, file: ProcedureFile, blocks: _Blocks) -> tuple[tuple[Page, ...], tuple[Place, ...]]:
    """The pages with shared blocks in place, and for each the place in the file it came from."""
    pages: list[Page] = []
    places: list[Place] = []
    items: list[tuple[Place, Page | Use]] = [(("pages", n), one) for n, one in enumerate(file.pages)]
    items += [(("use", n), Use(use=name)) for n, name in enumerate(file.use)]
    for place, item in items:
        if isinstance(item, Use) and item.use not in blocks.pages:
            missing = mistake("no_block", name=item.use, known=", ".join(sorted(blocks.pages)))
            raise Broken(written.broken(place, missing, item.use))
        added = blocks.pages[item.use] if isinstance(item, Use) else (item,)
        pages += added
        places += [place] * len(added)
    return tuple(pages), tuple(places)
