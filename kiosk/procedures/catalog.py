"""The catalog: every procedure in a folder of files; a broken file is named, and the last good one stays in service."""

import hashlib
import threading
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import ValidationError
from typing_extensions import override

from kiosk.procedures import yaml_lines
from kiosk.procedures.lint import lint
from kiosk.procedures.procedure import BlocksFile, Page, Procedure, ProcedureFile, Use
from kiosk.procedures.trial import failures

BLOCKS = "blocks.yml"
"""Shared blocks, beside the procedures' folders."""
_TRIAL_DAY = date(2026, 11, 21)
"""The day on which tests inside files are run, so that they mean the same on every day."""


@dataclass(frozen=True)
class BrokenFile:
    """A file that cannot be used: where (line from 1) and why, for the person who mends it."""

    path: Path
    line: int
    reason: str

    @override
    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.reason}"


class _Broken(Exception):
    """Reading stopped; carries everything found in one file."""

    def __init__(self, problems: list[BrokenFile]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


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
        self._problems: tuple[BrokenFile, ...] = ()

    def load(self) -> "Catalog":
        """Read every `<id>/*.form.yml`; never raises for a bad file (see `problems`). A file taken away is gone."""
        problems: list[BrokenFile] = []
        by_file: dict[Path, Procedure] = {}
        with self._lock:
            try:
                blocks = _read_blocks(self._folder / BLOCKS)
            except _Broken as broken:
                self._problems = tuple(broken.problems)
                return self
            paths = sorted(self._folder.glob("*/*.form.yml"))
            if not paths:
                problems.append(BrokenFile(self._folder, 1, "no procedure files (<id>/<id>.v<n>.form.yml) here"))
            for path in paths:
                try:
                    by_file[path] = _read(path, blocks)
                except _Broken as broken:
                    problems += broken.problems
                    if path in self._by_file:
                        by_file[path] = self._by_file[path]
            problems += _same_version(by_file)
            self._by_file, self._problems = by_file, tuple(problems)
        return self

    @property
    def problems(self) -> tuple[BrokenFile, ...]:
        """What was wrong at the last `load`."""
        return self._problems

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
        raise _Broken([BrokenFile(path, 1, f"cannot be read: {error}")]) from None


def _document(path: Path, text: str) -> yaml_lines.Document:
    try:
        return yaml_lines.read(text)
    except yaml_lines.BadYaml as error:
        raise _Broken([BrokenFile(path, error.line, error.reason)]) from None


def _read_blocks(path: Path) -> _Blocks:
    if not path.exists():
        return _Blocks({}, "")
    text = _read_text(path)
    document = _document(path, text)
    try:
        return _Blocks(BlocksFile.model_validate(document.value).blocks, text)
    except ValidationError as error:
        raise _Broken(_explained(path, document, error)) from None


def _read(path: Path, blocks: _Blocks) -> Procedure:
    text = _read_text(path)
    document = _document(path, text)
    try:
        written = ProcedureFile.model_validate(document.value)
    except ValidationError as error:
        raise _Broken(_explained(path, document, error)) from None
    if path.parent.name != written.procedure:
        line = document.line(("procedure",))
        raise _Broken([BrokenFile(path, line, f"'{written.procedure}' belongs in a folder of that name")])
    pages, places = _assembled(path, document, written, blocks)
    whole = hashlib.sha256(text.encode() + b"\0" + blocks.text.encode()).hexdigest()
    procedure = Procedure.model_validate({**dict(written), "pages": pages, "sha256": whole})
    problems = [
        BrokenFile(path, document.line(_in_file(finding.place, places)), f"{_dotted(finding.place)}: {finding.reason}")
        for finding in lint(procedure)
    ]
    if not problems:
        problems = [
            BrokenFile(path, document.line(("tests", number, "expect")), f"test {number}: {why}")
            for number, why in failures(procedure, _TRIAL_DAY)
        ]
    if problems:
        raise _Broken(problems)
    return procedure


def _assembled(
    path: Path, document: yaml_lines.Document, written: ProcedureFile, blocks: _Blocks
) -> tuple[tuple[Page, ...], list[tuple[str | int, ...]]]:
    """The pages with shared blocks in place, and for each the place in the file it came from."""
    pages: list[Page] = []
    places: list[tuple[str | int, ...]] = []
    items: list[tuple[tuple[str | int, ...], Page | Use]] = [(("pages", n), one) for n, one in enumerate(written.pages)]
    items += [(("use", n), Use(use=name)) for n, name in enumerate(written.use)]
    for place, item in items:
        if isinstance(item, Use) and item.use not in blocks.pages:
            reason = f"there is no shared block '{item.use}' in {BLOCKS}"
            raise _Broken([BrokenFile(path, document.line(place), reason)])
        added = blocks.pages[item.use] if isinstance(item, Use) else (item,)
        pages += added
        places += [place] * len(added)
    return tuple(pages), places


def _in_file(place: tuple[str | int, ...], places: list[tuple[str | int, ...]]) -> tuple[str | int, ...]:
    if len(place) > 1 and place[0] == "pages" and isinstance(place[1], int):
        return (*places[place[1]], *place[2:])
    return place


def _dotted(place: tuple[str | int, ...]) -> str:
    return ".".join(str(part) for part in place)


def _explained(path: Path, document: yaml_lines.Document, error: ValidationError) -> list[BrokenFile]:
    found: dict[tuple[int, str], BrokenFile] = {}
    for problem in error.errors(include_input=False):
        place = tuple(part for part in problem["loc"] if part not in ("Page", "Use"))
        if "Use" in problem["loc"] and problem["loc"][-1] != "use":
            continue  # the item was meant as a page, and is explained as one
        if problem["type"] == "extra_forbidden":
            reason = f"unknown key '{place[-1]}'"
        else:
            reason = f"{_dotted(place)}: {problem['msg'].removeprefix('Value error, ')}"
        line = document.line(place)
        found.setdefault((line, reason), BrokenFile(path, line, reason))
    return list(found.values())
