"""The catalog: every procedure in a folder of files; a broken file is named, and the last good one stays in service."""

import hashlib
import threading
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from kiosk.procedures import groups
from kiosk.procedures.files import translations, yaml_lines
from kiosk.procedures.files.broken import Broken, BrokenFile, explained, named
from kiosk.procedures.files.lint import lint
from kiosk.procedures.files.trial import failures
from kiosk.procedures.files.yaml_lines import Place
from kiosk.procedures.procedure import BlocksFile, Page, Procedure, ProcedureFile, Use
from kiosk.values import dataclass

BLOCKS = "blocks.yml"
"""Shared blocks, beside the procedures' folders."""
_TRIAL_DAY = date(2026, 11, 21)
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
                problems.append(BrokenFile(self._folder, 1, "no procedure files (<id>/<id>.v<n>.form.yml) here"))
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
            found.append(BrokenFile(path, 1, f"'{one.id}' {one.version} is already in {other.name}"))
    return found


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Broken(BrokenFile(path, 1, f"cannot be read: {error}")) from None


def _document(path: Path, text: str) -> yaml_lines.Document:
    try:
        return yaml_lines.read(text)
    except yaml_lines.BadYaml as error:
        raise Broken(BrokenFile(path, error.line, error.reason)) from None


def _read_blocks(path: Path) -> _Blocks:
    if not path.exists():
        return _Blocks({}, "")
    text = _read_text(path)
    document = _document(path, text)
    try:
        return _Blocks(BlocksFile.model_validate(document.value).blocks, text)
    except ValidationError as error:
        raise explained(path, document, error) from None


def _read(path: Path, blocks: _Blocks) -> Procedure:
    text = _read_text(path)
    document = _document(path, text)
    try:
        written = ProcedureFile.model_validate(document.value)
    except ValidationError as error:
        raise explained(path, document, error) from None
    if path.parent.name != written.procedure:
        line = document.line(("procedure",))
        raise Broken(BrokenFile(path, line, f"'{written.procedure}' belongs in a folder of that name"))
    pages, places = _assembled(path, document, written, blocks)
    whole = hashlib.sha256(text.encode() + b"\0" + blocks.text.encode()).hexdigest()
    procedure = Procedure.model_validate({**dict(written), "pages": pages, "sha256": whole})
    problems = []
    for finding in lint(procedure):
        line = document.line(_in_file(finding.place, places))
        problems.append(BrokenFile(path, line, f"{named(finding.place, procedure)}: {finding.reason}"))
    if not problems:
        problems = [
            BrokenFile(path, document.line(("tests", number, "expect")), f"test {number}: {why}")
            for number, why in failures(procedure, _TRIAL_DAY)
        ]
    if problems:
        raise Broken(*problems)
    return procedure


def _assembled(
    path: Path, document: yaml_lines.Document, written: ProcedureFile, blocks: _Blocks
) -> tuple[tuple[Page, ...], list[Place]]:
    """The pages with shared blocks in place, and for each the place in the file it came from."""
    pages: list[Page] = []
    places: list[Place] = []
    items: list[tuple[Place, Page | Use]] = [(("pages", n), one) for n, one in enumerate(written.pages)]
    items += [(("use", n), Use(use=name)) for n, name in enumerate(written.use)]
    for place, item in items:
        if isinstance(item, Use) and item.use not in blocks.pages:
            reason = f"there is no shared block '{item.use}' in {BLOCKS}"
            raise Broken(BrokenFile(path, document.line(place), reason))
        added = blocks.pages[item.use] if isinstance(item, Use) else (item,)
        pages += added
        places += [place] * len(added)
    return tuple(pages), places


def _in_file(place: Place, places: list[Place]) -> Place:
    if len(place) > 1 and place[0] == "pages" and isinstance(place[1], int):
        return (*places[place[1]], *place[2:])
    return place
