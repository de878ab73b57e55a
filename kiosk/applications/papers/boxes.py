"""Blocks of a layout as the template reads them: boxes with their widths in millimetres, and what stands in them.

Pure but for the fonts, which are asked character by character (`kiosk.applications.glyphs`).
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from kiosk.applications.glyphs import Guard, Span
from kiosk.applications.papers.filling import Digits, Hand, Pen, Piece, Said, Tick
from kiosk.procedures.field_types import FieldType
from kiosk.procedures.fields import FormField
from kiosk.procedures.japanese import ruby
from kiosk.procedures.japanese.names import chars
from kiosk.procedures.papers.layout import (
    Block,
    Box,
    Column,
    Layout,
    Listing,
    Official,
    Section,
    Signing,
    Stamping,
    Statement,
)
from kiosk.procedures.procedure import Procedure

WIDTH_MM: Final = 170.0
"""Between the margins of the paper: 25 mm for filing holes on the left, 15 mm on the right."""
_FIRST_LABEL_MM: Final = 34.0
_LABEL_MM: Final = 26.0
_SHORT_LABEL: Final = 5
_NUMBER_MM: Final = 8.0
_LEAST_PT: Final = 12
_TEXT_PT: Final = 14
_NAME_PT: Final = 18
_FULL_WIDTH_DIGITS: Final = "０１２３４５６７８９"
_UNBROKEN: Final = re.compile(r"([!-~À-ɏḀ-ỿ]{12,})")
_STEP: Final = 6
_NOT_SURE: Final = "　※"


class Boxes:
    """Makes the blocks of one paper."""

    def __init__(self, procedure: Procedure | None, pen: Pen, mincho: Guard, gothic: Guard) -> None:
        self._procedure = procedure
        self._pen = pen
        self._mincho = mincho
        self._gothic = gothic

    def blocks(self, layout: Layout) -> list[dict[str, Any]]:
        """Every block, those with a heading numbered."""
        made, number = [], 0
        for block in layout.blocks:
            number += not isinstance(block, Statement | Official)
            made.append(self._block(block, _in_full_width(number)))
        return made

    def _block(self, block: Block, number: str) -> dict[str, Any]:
        match block:
            case Section():
                rows = [self._row(row) for row in block.rows]
                return self._headed("section", number, block.section, block.note) | {"rows": rows}
            case Listing():
                return self._headed("list", number, block.list, block.note) | self._listed(block)
            case Signing():
                return self._headed("signature", number, block.signature, block.note)
            case Stamping():
                places = [self._plain(place) for place in block.places]
                return self._headed("stamps", number, block.stamp, block.note) | {"places": places}
            case Official():
                stamps = [self._plain(stamp) for stamp in block.boxes]
                return self._headed("office", number, block.office, None) | {"stamps": stamps}
            case Statement():
                return {"kind": "say", "said": self._plain(block.say)}

    def _headed(self, kind: str, number: str, title: str, note: str | None) -> dict[str, Any]:
        return {
            "kind": kind,
            "number": number,
            "title": self._plain(title),
            "note": None if note is None else self._plain(note),
        }

    def _row(self, row: Sequence[Box]) -> list[dict[str, Any]]:
        whole = sum(box.share for box in row)
        return [self._cell(box, WIDTH_MM * box.share / whole, first=not number) for number, box in enumerate(row)]

    def _cell(self, box: Box, width_mm: float, *, first: bool) -> dict[str, Any]:
        label = box.label or self._label(box.field)
        label_mm = _FIRST_LABEL_MM if first or chars(label) > _SHORT_LABEL else _LABEL_MM
        field = self._field(box.entries[0].field)
        pieces = [piece for entry in box.entries for piece in self._pen.pieces(entry, self._field(entry.field))]
        alone = pieces[0] if len(pieces) == 1 else None
        doubted = isinstance(alone, Said) and not alone.sure
        if isinstance(alone, Said):
            pieces = [replace(alone, sure=True)]
        return self._filled(pieces, width_mm - label_mm, box.lines or _usual_lines(field)) | {
            "doubt": doubted,
            "label": self._plain(label),
            "label-width": label_mm,
            "mark": self._pen.mark(box.field) if box.field else "",
            **self._helped(box, label, field),
        }

    def _filled(self, pieces: Sequence[Piece], width_mm: float, lines: int) -> dict[str, Any]:
        names = [piece for piece in pieces if isinstance(piece, Said) and piece.is_name]
        return {
            "value": width_mm,
            "lines": lines,
            "from": _NAME_PT if names and len(pieces) == 1 else _TEXT_PT if lines == 1 else _LEAST_PT + 1,
            "parts": [self._piece(piece) for piece in pieces],
            "chars": sum(len(piece.words) for piece in pieces),
            "mark": "",
            "doubt": False,
        }

    def _piece(self, piece: Piece) -> dict[str, Any]:
        match piece:
            case Tick():
                return {"kind": "tick", "on": piece.on, "spans": self._plain(piece.words)}
            case Hand():
                return {"kind": "hand", "shape": piece.shape, "spans": self._plain(piece.words)}
            case Digits():
                digits = [piece.digits[at : at + 1] for at in range(piece.count)]
                return {"kind": "digits", "digits": digits, "spans": self._plain(piece.digits)}
            case Said():
                spans = breakable(self._mincho.write(piece.words).spans)
                return {"kind": "text", "spans": spans if piece.sure else [*spans, *self._plain(_NOT_SURE)]}

    def _listed(self, block: Listing) -> dict[str, Any]:
        """Columns, the rows of the form itself, and those that go on to a further sheet."""
        whole = sum(column.share for column in block.columns)
        widths = [(WIDTH_MM - _NUMBER_MM) * column.share / whole for column in block.columns]
        rows = [
            [
                self._filled(self._pen.item(column, entry, self._item(block, column)), width, block.lines)
                for column, width in zip(block.columns, widths, strict=True)
            ]
            for entry in self._pen.entries(block)
        ]
        return {
            "number-width": _NUMBER_MM,
            "columns": [
                {"label": self._plain(column.label or self._item_label(block, column)), "value": width}
                for column, width in zip(block.columns, widths, strict=True)
            ],
            "rows": rows[: block.rows],
            "more": rows[block.rows :],
        }

    def _field(self, field_id: str | None) -> FormField | None:
        return self._procedure.field(field_id) if self._procedure and field_id else None

    def _item(self, block: Listing, column: Column) -> FormField | None:
        group = self._field(block.field)
        return next((one for one in group.fields if one.id == column.item), None) if group else None

    def _item_label(self, block: Listing, column: Column) -> str:
        item = self._item(block, column)
        return item.label.in_("ja") if item else ""

    def _label(self, field_id: str | None) -> str:
        field = self._field(field_id)
        if field is not None:
            return field.label.in_("ja")
        answer = self._pen.answer(field_id) if field_id else None
        return answer.label if answer else ""

    def _helped(self, box: Box, label: str, field: FormField | None) -> dict[str, Any]:
        """For a hand: the label with its readings (`read`), or the same in やさしい日本語 below it (`hint`)."""
        easy = box.hint or (field.label.in_("easy") if field is not None and not box.holds else "")
        if not self._pen.needs_hints or not easy or easy == label:
            return {"read": None, "hint": None}
        same = ruby.plain(easy).replace(" ", "") == label
        return {"read": self.with_readings(easy) if same else None, "hint": None if same else self.with_readings(easy)}

    def with_readings(self, easy: str) -> list[list[dict[str, Any]]]:
        """A sentence in やさしい日本語, phrase by phrase, where it may break, each in pieces, some with a reading."""
        return [
            [
                {"t": self._plain(text)} | ({"r": self._plain(reading)} if reading else {})
                for text, reading in ruby.pieces(phrase)
            ]
            for phrase in easy.split(" ")
        ]

    def _plain(self, text: str) -> Sequence[Span]:
        return self._gothic.write(text).spans


def breakable(spans: Sequence[Span]) -> list[dict[str, Any]]:
    """Spans in which long runs without a space (`b`: may break after) cannot leave their box."""
    pieces: list[dict[str, Any]] = []
    for span in spans:
        for part in _UNBROKEN.split(span["t"]):
            step = _STEP if _UNBROKEN.fullmatch(part) else len(part) or 1
            cut = [part[at : at + step] for at in range(0, len(part), step)]
            pieces += [{"t": piece, "f": span["f"], "b": len(cut) > 1} for piece in cut]
    return pieces


def _usual_lines(field: FormField | None) -> int:
    return 2 if field is not None and field.type in (FieldType.ADDRESS, FieldType.NAME) else 1


def _in_full_width(number: int) -> str:
    return "".join(_FULL_WIDTH_DIGITS[int(digit)] for digit in str(number))
