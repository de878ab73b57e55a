"""Blank forms on paper, for days without power: printed ahead, and kept where people can reach them."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from kiosk.applications.papers.blank import blank
from kiosk.applications.typesetting import Typesetter
from kiosk.procedures.catalog import Catalog
from kiosk.procedures.papers import shelf
from kiosk.procedures.procedure import Procedure


class NoSuchProcedure(Exception):
    """No procedure has this id; the text is the id, `known` those there are."""

    def __init__(self, wanted: str, known: tuple[str, ...]) -> None:
        super().__init__(wanted)
        self.known = known


def write(folder: Path, wanted: Sequence[str], town: str, out: Path, at: datetime) -> tuple[Path, ...]:
    """Write the blank forms of the `wanted` procedures (none named: of all residents can use) of `folder`.

    `out` is the file of one form where it ends in ``.pdf``, else a folder for one file each. `town` is 姫路市, `at`
    (aware) the day of the forms. Raise `NoSuchProcedure`, `OSError`, or `TypesettingFailed` when the template is wrong.
    """
    catalog = Catalog(folder).load()
    chosen = [_procedure(catalog, one) for one in wanted] or list(catalog.published(at.date()))
    layouts = shelf.read(folder, catalog.procedures)
    typesetter = Typesetter()
    written = []
    for one in chosen:
        path = out if out.suffix == ".pdf" and len(chosen) == 1 else out / f"{one.id}.pdf"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(blank(one, layouts.layout(one), f"{town}長", typesetter, at).content)
        written.append(path)
    return tuple(written)


def _procedure(catalog: Catalog, procedure_id: str) -> Procedure:
    """The published one, else the newest draft: a form may be looked at before residents can use it."""
    every = catalog.procedures
    found = catalog.procedure(procedure_id) or next((one for one in every if one.id == procedure_id), None)
    if found is None:
        raise NoSuchProcedure(procedure_id, tuple(dict.fromkeys(one.id for one in every)))
    return found
