"""The layouts of a folder of procedures; a broken one is named, and its procedure keeps the general paper."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from pydantic import ValidationError
from typing_extensions import override

from kiosk.procedures.files import yaml_lines
from kiosk.procedures.papers.check import check
from kiosk.procedures.papers.layout import Layout
from kiosk.procedures.procedure import Procedure
from kiosk.values import dataclass

_ENDING = ".paper.yml"


@dataclass(frozen=True)
class BadLayout:
    """A layout that cannot be used, and why; the reason begins with the keys that lead to what is wrong."""

    path: Path
    reason: str

    @override
    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


class _Bad(Exception):
    """Reading a layout stopped; carries everything found in it."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(f"{len(reasons)} problems")
        self.reasons = reasons


@dataclass(frozen=True)
class Shelf:
    """The layouts by procedure and version, and what was wrong with those that are not here."""

    layouts: Mapping[tuple[str, str], Layout]
    problems: tuple[BadLayout, ...] = ()

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
    problems: list[BadLayout] = []
    for path in sorted(folder.glob(f"*/*{_ENDING}")):
        try:
            for procedure, layout in _read(path, every):
                layouts[procedure.id, procedure.version] = layout
        except _Bad as bad:
            problems += [BadLayout(path, reason) for reason in dict.fromkeys(bad.reasons)]
    return Shelf(MappingProxyType(layouts), tuple(problems))


def _read(path: Path, procedures: tuple[Procedure, ...]) -> list[tuple[Procedure, Layout]]:
    try:
        layout = Layout.model_validate(yaml_lines.read(path.read_text(encoding="utf-8")).value)
    except yaml_lines.BadYaml as error:
        raise _Bad(str(error)) from None
    except ValidationError as error:
        raise _Bad(
            *(f"{_told(one['loc'])}: {one['msg'].removeprefix('Value error, ')}" for one in error.errors())
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise _Bad(f"cannot be read: {error}") from None
    number = path.name.removesuffix(_ENDING).partition(".v")[2]
    whose = [one for one in procedures if one.id == layout.paper and one.version.split(".")[0] == number]
    if not whose or path.parent.name != layout.paper:
        raise _Bad(f"paper: there is no good file of questions for '{layout.paper}' v{number} here")
    if reasons := [f"{_told(one.place)}: {one.reason}" for procedure in whose for one in check(layout, procedure)]:
        raise _Bad(*reasons)
    return [(procedure, layout) for procedure in whose]


def _told(place: tuple[str | int, ...]) -> str:
    """A place as people count: blocks.2.rows.1.1.field."""
    return ".".join(str(part + 1 if isinstance(part, int) else part) for part in place)
