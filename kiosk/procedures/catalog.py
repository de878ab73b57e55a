"""The catalog: every procedure in a folder of files; a broken file is named, and the last good one stays in service.

What the folder held is read from what was kept of it, where that is still true; what reads the files themselves
(``files/``) is loaded only where it is not.
"""

import threading
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.log import Log
from kiosk.procedures import kept
from kiosk.procedures.group import Group, each_its_own
from kiosk.procedures.kept import Held
from kiosk.procedures.life.life_event import LifeEvent
from kiosk.procedures.procedure import Procedure

if TYPE_CHECKING:
    from kiosk.procedures.files.broken import BrokenFile

_log = Log("procedures.catalog")


class Catalog:
    """All procedures of one folder, as last read; `load` may be called again while visits run.

    With `keep_at`, what was read without a mistake is kept there and found again at the next start.
    """

    def __init__(self, folder: Path, keep_at: Path | None = None) -> None:
        self._folder = folder
        self._keep_at = keep_at
        self._lock = threading.Lock()
        self._held = Held()
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
                self._held, self._problems = known.held(self._folder), ()
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
        try:
            kept.write(path, kept.Kept.made(of, self._held, self._folder))
        except OSError as error:
            _log.warning("catalog_not_kept", error=type(error).__name__, code=error.errno)

    def _read(self) -> "Catalog":
        from kiosk.procedures.files import reading

        with self._lock:
            self._held, self._problems = reading.read(self._folder, self._held)
        return self

    def become(self, other: "Catalog") -> None:
        """Hold what `other` holds, and read its folder from now on."""
        with self._lock:
            self._folder = other._folder  # noqa: SLF001 -- of the same class
            self._held, self._problems = other._held, other._problems  # noqa: SLF001

    @property
    def problems(self) -> "tuple[BrokenFile, ...]":
        """What was wrong at the last `load`."""
        return self._problems

    @property
    def groups(self) -> tuple[Group, ...]:
        """The answers of the welcome screen, as last read without a mistake; each procedure its own before that."""
        return self._held.groups or each_its_own(self.procedures)

    @property
    def events(self) -> tuple[LifeEvent, ...]:
        """What may have happened to somebody, drafts too, as last read without a mistake."""
        return self._held.events

    @property
    def procedures(self) -> tuple[Procedure, ...]:
        """Every readable procedure file, drafts and retired ones too, newest version of an id first."""
        return tuple(sorted(self._held.by_file.values(), key=lambda one: (one.id, [-part for part in _number(one)])))

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
