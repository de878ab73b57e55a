"""The layouts of a folder of procedures; a broken one is named, and its procedure keeps the general paper."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

from kiosk.procedures.files.broken import Broken, BrokenFile, Written
from kiosk.procedures.files.mistakes import mistake
from kiosk.procedures.papers.check import check
from kiosk.procedures.papers.layout import Layout
from kiosk.procedures.procedure import Procedure
from kiosk.values import dataclass

ENDING: Final = ".paper.yml"


@dataclass(frozen=True)
class Shelf:
    """The layouts by procedure and version, and what was wrong with those that are not here."""

    layouts: Mapping[tuple[str, str], Layout]
    problems: tuple[BrokenFile, ...] = ()

    def layout(self, procedure: Procedure | None) -> Layout | None:
        """The town's own paper of this version of a procedure; None where it has none."""
        return self.layouts.get((procedure.id, procedure.version)) if procedure else None


EMPTY = Shelf(MappingProxyType({}))


def read(folder: Path, procedures: Iterable[Procedure]) -> Shelf:
    """Read every `<id>/<id>.v<n>.paper.yml`; never raises for a bad file.

    A layout is for all versions whose file name has its number: what they ask must stand on it.
    """
    every = tuple(procedures)
    layouts: dict[tuple[str, str], Layout] = {}
    problems: list[BrokenFile] = []
    for path in sorted(folder.glob(f"*/*{ENDING}")):
        try:
            for procedure, layout in _read(path, every):
                layouts[procedure.id, procedure.version] = layout
        except Broken as broken:
            problems += dict.fromkeys(broken.problems)
    return Shelf(MappingProxyType(layouts), tuple(problems))


def _read(path: Path, procedures: tuple[Procedure, ...]) -> list[tuple[Procedure, Layout]]:
    written = Written.read(path)
    layout = written.as_a(Layout)
    number = path.name.removesuffix(ENDING).partition(".v")[2]
    whose = [one for one in procedures if one.id == layout.paper and one.version.split(".")[0] == number]
    if not whose or path.parent.name != layout.paper:
        alone = mistake("paper_alone", name=layout.paper, number=number)
        raise Broken(replace(written.broken(("paper",), alone), within="paper"))
    if found := [written.found(one, one.place, layout) for procedure in whose for one in check(layout, procedure)]:
        raise Broken(*found)
    return [(procedure, layout) for procedure in whose]
