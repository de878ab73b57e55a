"""The catalog: every procedure in a folder of files; a broken file is named, and the last good one stays in service."""

import hashlib
import threading
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from kiosk.log import Log
from kiosk.procedures.files import groups, kept, life_events, translations
from kiosk.procedures.files.blocks import BLOCKS, Assembled, Blocks, assembled, read_blocks
from kiosk.procedures.files.broken import Broken, BrokenFile, Written
from kiosk.procedures.files.lint import lint
from kiosk.procedures.files.mistakes import FIRST, Finding, Place, mistake
from kiosk.procedures.files.trial import failures
from kiosk.procedures.life.life_event import LifeEvent
from kiosk.procedures.procedure import Page, Procedure, ProcedureFile, Use
from kiosk.values import dataclass

_log = Log("procedures.catalog")

TRIAL_DAY = date(2026, 11, 21)
"""The day on which tests inside files are run, so that they mean the same on every day."""


class Catalog:
    """All procedures of one folder, as last read; `load` may be called again while visits run.

    With `keep_at`, what was read without a mistake is kept there and found again at the next start.
    """

    def __init__(self, folder: Path, keep_at: Path | None = None) -> None:
        self._folder = folder
        self._keep_at = keep_at
        self._lock = threading.Lock()
        self._by_file: dict[Path, Procedure] = {}
        self._groups: tuple[groups.Group, ...] = ()
        self._events: tuple[LifeEvent, ...] = ()
        self._problems: tuple[BrokenFile, ...] = ()

    def load(self) -> "Catalog":
        """Read every `<id>/*.form.yml`; never raises for a bad file (see `problems`). A file taken away is gone."""
        if self._keep_at is None:
            return self._read()
        try:
            of = kept.digest(self._folder)
        except OSError:
            return self._read()
        if (known := kept.read(self._keep_at, of)) is not None:
            with self._lock:
                self._by_file = {self._folder / name: one for name, one in known.by_file.items()}
                self._groups, self._events, self._problems = known.groups, known.events, ()
            return self
        self._read()
        if not self._problems and self._is_still(of):
            self._keep(self._keep_at, of)
        return self

    def _is_still(self, of: str) -> bool:
        """Whether nobody wrote while the files were read: what is kept would be of neither state."""
        try:
            return kept.digest(self._folder) == of
        except OSError:
            return False

    def _keep(self, path: Path, of: str) -> None:
        by_file = {str(file.relative_to(self._folder)): one for file, one in self._by_file.items()}
        try:
            kept.write(path, kept.Kept(of=of, by_file=by_file, groups=self._groups, events=self._events))
        except OSError as error:
            _log.warning("catalog_not_kept", error=type(error).__name__, code=error.errno)

    def _read(self) -> "Catalog":
        lists, found = translations.read(self._folder)
        problems = list(found)
        by_file: dict[Path, Procedure] = {}
        with self._lock:
            try:
                blocks = read_blocks(self._folder / BLOCKS)
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
                self._events = life_events.read(self._folder, tuple(by_file.values()), blocks, lists)
            except Broken as broken:
                problems += broken.problems
            try:
                self._groups = groups.read(
                    self._folder, tuple(by_file.values()), {one.id for one in self._events}, lists
                )
            except Broken as broken:
                problems += broken.problems
            self._by_file, self._problems = by_file, tuple(problems)
        return self

    def become(self, other: "Catalog") -> None:
        """Hold what `other` holds, and read its folder from now on."""
        with self._lock:
            self._folder = other._folder  # noqa: SLF001 -- of the same class
            self._groups, self._events = other._groups, other._events  # noqa: SLF001
            self._by_file, self._problems = other._by_file, other._problems  # noqa: SLF001

    @property
    def problems(self) -> tuple[BrokenFile, ...]:
        """What was wrong at the last `load`."""
        return self._problems

    @property
    def groups(self) -> tuple[groups.Group, ...]:
        """The answers of the welcome screen, as last read without a mistake; each procedure its own before that."""
        return self._groups or groups.each_its_own(self.procedures)

    @property
    def events(self) -> tuple[LifeEvent, ...]:
        """What may have happened to somebody, drafts too, as last read without a mistake."""
        return self._events

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
            found.append(Written.read(path).broken(("version",), twice))
    return found


def untried(path: Path) -> Procedure:
    """The procedure of one file, also where its tests fail; raise `Broken` for every other mistake."""
    return _whole(path, read_blocks(path.parent.parent / BLOCKS)).procedure


def _read(path: Path, blocks: Blocks) -> Procedure:
    whole = _whole(path, blocks)
    whole.refuse(failures(whole.procedure, TRIAL_DAY))
    return whole.procedure


@dataclass(frozen=True)
class _Whole:
    """A procedure, and the file it was read from."""

    procedure: Procedure
    written: Written
    assembled: Assembled

    def refuse(self, findings: Iterable[Finding]) -> None:
        """Raise `Broken` where there is a finding."""
        told = (_of_block(one, self.assembled) for one in findings)
        if found := [self.written.found(one, self.assembled.in_file(one.place), self.procedure) for one in told]:
            raise Broken(*found)


def _of_block(finding: Finding, made: Assembled) -> Finding:
    """A finding; where a shared block looks at a question that the file does not ask, told so."""
    block = made.block(finding.place)
    if block and finding.mistake.kind in ("no_field", "near_field"):
        name = dict(finding.mistake.facts)["name"]
        return replace(finding, mistake=mistake("block_looks_at", block=block, name=name))
    return finding


def _whole(path: Path, blocks: Blocks) -> _Whole:
    written = Written.read(path)
    file = written.as_a(ProcedureFile)
    if path.parent.name != file.procedure:
        wrong = mistake("wrong_folder", name=file.procedure, folder=path.parent.name)
        raise Broken(written.broken(("procedure",), wrong))
    items: list[tuple[Place, Page | Use]] = [(("pages", n), one) for n, one in enumerate(file.pages)]
    items += [(("use", n), Use(use=name)) for n, name in enumerate(file.use)]
    made = assembled(written, items, blocks)
    digest = hashlib.sha256(written.text.encode() + b"\0" + blocks.text.encode()).hexdigest()
    whole = {**dict(file), "pages": made.pages, "shared": made.shared, "sha256": digest}
    found = _Whole(Procedure.model_validate(whole), written, made)
    found.refuse(lint(found.procedure))
    return found
