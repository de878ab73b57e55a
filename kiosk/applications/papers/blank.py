"""Blank forms (手書き用) for days without power: the same boxes, empty, with rules for a hand and kind hints."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from kiosk.applications.papers import general
from kiosk.applications.papers.boxes import Boxes
from kiosk.applications.papers.filling import Blank
from kiosk.applications.typesetting import FOR_READERS, PdfDocument, Typesetter
from kiosk.procedures.japanese.calendar import day_in_japan
from kiosk.procedures.papers.layout import Layout
from kiosk.procedures.procedure import Procedure

_TEMPLATE: Final = "form"
_HINT: Final = "わからない ところは 書(か)かないで、窓口(まどぐち)の 人(ひと)に 聞(き)いて ください。"


def blank(
    procedure: Procedure, layout: Layout | None, addressee: str, typesetter: Typesetter, at: datetime
) -> PdfDocument:
    """Set the blank form of a procedure as PDF/A-2a and PDF/UA-1; `addressee` as 姫路市長, `at` (aware) its date.

    Raise `TypesettingFailed` when the template itself is wrong.
    """
    chosen = layout or general.of_procedure(procedure)
    boxes = Boxes(procedure, Blank(), typesetter.mincho, typesetter.gothic)
    day = day_in_japan(at)

    def plain(text: str) -> Sequence[Any]:
        return typesetter.gothic.write(text).spans

    content: dict[str, Any] = {
        "copy": "blank",
        "title": typesetter.mincho.write(chosen.title).spans,
        "plain-title": chosen.title,
        "plain-spans": plain(chosen.title),
        "number": None if chosen.number is None else plain(chosen.number),
        "day": [day.year, day.month, day.day],
        "addressee": typesetter.mincho.write(chosen.to or addressee).spans,
        "place": None,
        "reference": None,
        "blocks": [{"kind": "hint", "said": boxes.with_readings(_HINT)}, *boxes.blocks(chosen)],
        "doubts": [],
        "legend": False,
        "fee": None,
        "papers": [],
        "rehearsal": False,
        "version": procedure.version,
        "law": plain("、".join(procedure.law)),
    }
    return PdfDocument(typesetter.set_pdf(_TEMPLATE, content, at, FOR_READERS))
