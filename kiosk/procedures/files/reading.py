"""Reading a folder of procedure files as people wrote them: each checked and tried, each mistake with its place."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from kiosk.procedures.files import groups, life_events, translations
from kiosk.procedures.files.blocks import BLOCKS, Assembled, Blocks, assembled, read_blocks
from kiosk.procedures.files.broken import Broken, BrokenFile, Written
from kiosk.procedures.files.lint import lint
from kiosk.procedures.files.mistakes import FIRST, Finding, Place, mistake
from kiosk.procedures.files.trial import failures
from kiosk.procedures.kept import Held
from kiosk.procedures.procedure import Page, Procedure, ProcedureFile, Use
from kiosk.values import dataclass

TRIAL_DAY = date(2026, 11, 21)
"""The day on which tests inside files are run, so that they mean the same on every day."""


def read(folder: Path, before: Held) -> tuple[Held, tuple[BrokenFile, ...]]:
    """What `folder` holds, and what is wrong with it; never raises for a bad file.

    Of what cannot be read the last good state stays, as it was `before`.
    """
    lists, found = translations.read(folder)
    problems = list(found)
    try:
        blocks = read_blocks(folder / BLOCKS)
    except Broken as broken:
        return before, broken.problems
    by_file: dict[Path, Procedure] = {}
    paths = sorted(folder.glob("*/*.form.yml"))
    if not paths:
        problems.append(BrokenFile(folder, FIRST, mistake("no_files")))
    for path in paths:
        try:
            by_file[path] = translations.translated(_read(path, blocks), lists)
        except Broken as broken:
            problems += broken.problems
            if path in before.by_file:
                by_file[path] = before.by_file[path]
    problems += _same_version(by_file)
    held = replace(before, by_file=by_file)
    try:
        held = replace(held, events=life_events.read(folder, tuple(by_file.values()), blocks, lists))
    except Broken as broken:
        problems += broken.problems
    try:
        ids = {one.id for one in held.events}
        held = replace(held, groups=groups.read(folder, tuple(by_file.values()), ids, lists))
    except Broken as broken:
        problems += broken.problems
    return held, tuple(problems)


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
