"""Makes a preview: the screens, the papers and the page, into one folder."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import JsonValue

from kiosk.applications.typesetting import Typesetter
from kiosk.authoring.offices import calendars_beside
from kiosk.authoring.preview import papers, pictures
from kiosk.authoring.preview.page import Drawn, page
from kiosk.authoring.preview.shots import shots
from kiosk.procedures.catalog import Catalog
from kiosk.procedures.files.broken import Broken, BrokenFile, Written
from kiosk.procedures.files.conditions import no_field
from kiosk.procedures.files.mistakes import FIRST, Language, mistake
from kiosk.procedures.files.samples import unfit
from kiosk.procedures.files.translations import read, translated
from kiosk.procedures.kinds.table import fits
from kiosk.procedures.procedure import Procedure
from kiosk.values import dataclass

INDEX = "index.html"


@dataclass(frozen=True)
class Wanted:
    """A preview of one procedure in one language of residents; pictures are `width_px` wide at most."""

    procedure: Procedure
    folder: Path
    answers: Mapping[str, JsonValue]
    locale: str = "ja"
    width_px: int = 1920


def make(wanted: Wanted, out: Path, language: Language) -> Path:
    """Make the preview in `out`, and name the page that shows it; `language` is that of the page's own words."""
    out.mkdir(parents=True, exist_ok=True)
    lists, _ = read(wanted.folder)
    procedure = translated(wanted.procedure, lists)
    taken = shots(procedure, wanted.answers, wanted.locale, calendars_beside(wanted.folder))
    groups = Catalog(wanted.folder).load().groups
    drawn = Drawn(pictures.names(pictures.screens(taken.shots, groups, out, wanted.width_px)))
    if taken.form is not None and taken.handed is not None:
        setter = Typesetter()
        form = papers.application(taken.form, wanted.folder, wanted.locale, setter)
        slip = papers.slip(taken.handed, procedure, wanted.locale, setter)
        drawn = Drawn(
            drawn.screens,
            pictures.names(pictures.paper(form, out, "application", wanted.width_px)),
            pictures.names(pictures.paper(slip, out, "slip", wanted.width_px)),
        )
    index = out / INDEX
    index.write_text(page(procedure, taken, drawn, wanted.locale, language), encoding="utf-8")
    return index


def answers(path: Path, procedure: Procedure) -> dict[str, JsonValue]:
    """The answers of a file (YAML: the field, a colon, the answer); raise `Broken` for what no field takes."""
    written = Written.read(path)
    given = written.document.value
    if not isinstance(given, dict):
        raise Broken(BrokenFile(path, FIRST, mistake("no_answers")))
    found: list[BrokenFile] = []
    for name, value in given.items():
        field = procedure.field(name)
        if field is None:
            missing = no_field(procedure, (name,), name)
            found.append(written.broken(missing.place, missing.mistake, missing.at))
        elif not fits(field, value):
            found.append(written.broken((name,), unfit(field, value)))
    if found:
        raise Broken(*found)
    return given
