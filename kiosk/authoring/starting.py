"""A procedure to begin with: a commented file that breaks no rule, in its place, and behind one of the big answers."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

from kiosk.authoring.editing import Document
from kiosk.procedures.files.blocks import BLOCKS
from kiosk.procedures.files.broken import Written
from kiosk.procedures.files.groups import FILE, GroupsFile
from kiosk.procedures.procedure import BlocksFile
from kiosk.values import dataclass

_TEMPLATE: Final = Path(__file__).parent / "templates" / "form.yml"
_ID: Final = re.compile(r"[a-z][a-z0-9_]{0,40}")
_USE: Final = re.compile(r"^  - use: (\w+).*\n", re.MULTILINE)


@dataclass(frozen=True)
class Started:
    """The new file, and the group it is in; "" where the folder has no groups."""

    path: Path
    group: str


class CannotStart(Exception):
    """Nothing was written; `key` names the sentence that says why, with what it names."""

    def __init__(self, key: str, **facts: str) -> None:
        super().__init__(key)
        self.key = key
        self.facts = facts


def start(folder: Path, procedure_id: str, group: str | None, today: date) -> Started:
    """Write the first file of a procedure and add it to `group`, or to the first one; raise `CannotStart`, `Broken`."""
    path = folder / procedure_id / f"{procedure_id}.v1.form.yml"
    if not _ID.fullmatch(procedure_id):
        raise CannotStart("not_an_id", name=procedure_id)
    if not folder.is_dir():
        raise CannotStart("no_procedures", path=str(folder))
    if path.parent.exists():
        raise CannotStart("already_there", path=str(path.parent))
    groups = _with(folder / FILE, procedure_id, group)
    text = _TEMPLATE.read_text(encoding="utf-8").replace("@ID@", procedure_id).replace("@TODAY@", today.isoformat())
    path.parent.mkdir(parents=True)
    path.write_text(_USE.sub(_only(_blocks(folder / BLOCKS)), text), encoding="utf-8")
    if groups is None:
        return Started(path, "")
    name, changed = groups
    (folder / FILE).write_text(changed, encoding="utf-8")
    return Started(path, name)


def _with(path: Path, procedure_id: str, group: str | None) -> tuple[str, str] | None:
    """The group, and the text of the groups' file with the procedure added to it."""
    if not path.is_file():
        return None
    written = Written.read(path)
    groups = written.as_a(GroupsFile).groups
    ids = [one.id for one in groups]
    name = group or ids[0]
    if name not in ids:
        raise CannotStart("no_such_group", name=name, known=", ".join(ids))
    document = Document(written.text)
    document.append(("groups", ids.index(name)), "procedures", procedure_id)
    return name, document.text()


def _blocks(path: Path) -> set[str]:
    return set(Written.read(path).as_a(BlocksFile).blocks) if path.is_file() else set()


def _only(known: set[str]) -> Callable[[re.Match[str]], str]:
    """Leaves out the lines that use blocks which are not there."""
    return lambda found: found[0] if found[1] in known else ""
