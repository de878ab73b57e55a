"""The layout of a procedure that the town has given none: who applies, for whom, what for, as asked (pure)."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from kiosk.applications.application import Answered, Application, Part, part_of
from kiosk.procedures.field_types import FieldType
from kiosk.procedures.fields import FormField
from kiosk.procedures.japanese.names import chars
from kiosk.procedures.papers.layout import Block, Box, Column, Layout, Listing, Official, Section, Signing, Statement
from kiosk.procedures.procedure import Procedure

INTRODUCTION: Final = "次のとおり申請します。"
SIGNATURE: Final = "署名"
OFFICE: Final = "事務処理欄"
_OFFICIAL: Final = ("受付", "本人確認", "審査", "処理", "完了")
_HEADINGS: Final = {Part.APPLICANT: "申請する方", Part.AGENT: "代理人の方", Part.REQUEST: "申請の内容"}
_AGAIN: Final = "（つづき）"
_MORE: Final = "そのほかの記入内容"
_BY_STAFF: Final = "職員が記入するところ"
_BESIDE: Final = frozenset({FieldType.DATE, FieldType.INTEGER, FieldType.AMOUNT, FieldType.TEL})
"""Kinds that need no whole row."""
_A_LINE: Final = 26
_MOST_LINES: Final = 4
_SHORT: Final = 12
_MOST_FIELDS: Final = 400
_MOST_COLUMNS: Final = 8
_MOST_ROWS: Final = 4
"""On the form itself; more go on to a further sheet."""
_COLUMNS_A_LINE: Final = 3
_SHARES: Final = {FieldType.NAME: 3, FieldType.KANA: 3, FieldType.ADDRESS: 5, FieldType.TEXT: 3, FieldType.DATE: 3}


def of_procedure(procedure: Procedure) -> Layout:
    """A layout with a place for every field of a procedure."""
    places = [_listing_of(field) or _box(field) for field in procedure.fields if not field.by_staff]
    layout = _layout(procedure.id, procedure.title.in_("ja"), places)
    return _with_more(layout, _BY_STAFF, [_box(field) for field in procedure.fields if field.by_staff])


def of_application(application: Application) -> Layout:
    """A layout for an application whose procedure nobody here knows any more."""
    places = [_place_of(answer) for answer in application.answers]
    return _layout(application.form.procedure, application.form.title, places)


def with_the_rest(layout: Layout, application: Application) -> Layout:
    """The layout with a place for whatever the application answers and the layout does not know, so nothing is lost."""
    known = layout.placed | layout.left_out.keys()
    rest = [_place_of(answer) for answer in application.answers if answer.field not in known]
    return _with_more(layout, _MORE, [*rest, *_more_columns(layout, application)])


def _more_columns(layout: Layout, application: Application) -> Iterator[Listing]:
    """A table for what was answered about each one of a list and has no column there."""
    answers = {answer.field: answer for answer in application.answers}
    for listing in layout.listings:
        known = {column.item for column in listing.columns} | layout.left_out.keys()
        rows = answers[listing.field].rows if listing.field in answers else ()
        rest = {part.field: part.label for row in rows for part in row.parts if part.field not in known}
        for at in range(0, len(rest), _MOST_COLUMNS):
            columns = [
                Column(item=name, label=label[:120]) for name, label in list(rest.items())[at : at + _MOST_COLUMNS]
            ]
            yield _listing(listing.field, listing.list, min(len(rows), _MOST_ROWS), columns)


def _with_more(layout: Layout, heading: str, places: Sequence[Box | Listing]) -> Layout:
    """The layout with some places more, before the signature."""
    if not places:
        return layout
    last = len(layout.blocks)
    at = next((number for number, one in enumerate(layout.blocks) if isinstance(one, Signing | Official)), last)
    added = _blocks(heading, places)
    return layout.model_copy(update={"blocks": (*layout.blocks[:at], *added, *layout.blocks[at:])})


def _layout(procedure: str, title: str, places: Sequence[Box | Listing]) -> Layout:
    blocks: list[Block] = [Statement(say=INTRODUCTION)]
    for part, heading in _HEADINGS.items():
        here = [place for place in places if place.field is not None and part_of(place.field) is part]
        blocks += _blocks(heading, here)
    blocks += [Signing(signature=SIGNATURE), Official(office=OFFICE, boxes=_OFFICIAL)]
    return Layout(paper=procedure, title=title, blocks=tuple(blocks))


def _blocks(heading: str, places: Iterable[Box | Listing]) -> Iterator[Section | Listing]:
    """A section of boxes with this heading, and each list where it stands between them; after one it goes on."""
    told = heading
    for listed, some in groupby(places, lambda place: isinstance(place, Listing)):
        if listed:
            yield from (place for place in some if isinstance(place, Listing))
        else:
            yield Section(section=told, rows=tuple(_rows(place for place in some if isinstance(place, Box))))
            told = heading + _AGAIN


def _listing_of(field: FormField) -> Listing | None:
    """A table for a group, a column for each of its fields; None where they are too many, or it is none."""
    columns = [
        Column(item=one.id, label=one.label.in_("ja")[:120], share=_SHARES.get(one.type, 2)) for one in field.fields
    ]
    if not 0 < len(columns) <= _MOST_COLUMNS:
        return None
    return _listing(field.id, field.label.in_("ja"), min(field.maximum or 1, _MOST_ROWS), columns)


def _place_of(answer: Answered) -> Box | Listing:
    """A place for an answer of which nothing is known but what the record says."""
    labels = {part.field: part.label for row in answer.rows for part in row.parts}
    if not 0 < len(labels) <= _MOST_COLUMNS:
        return Box(field=answer.field, lines=_lines(len(answer.text)))
    columns = [Column(item=name, label=label[:120]) for name, label in labels.items()]
    return _listing(answer.field, answer.label, min(len(answer.rows), _MOST_ROWS), columns)


def _listing(field: str, label: str, rows: int, columns: Sequence[Column]) -> Listing:
    """The more columns, the narrower each is, and the more lines it has."""
    lines = -(-len(columns) // _COLUMNS_A_LINE)
    return Listing(list=label[:120], field=field, rows=rows, lines=lines, columns=tuple(columns))


def _box(field: FormField) -> Box:
    lines = _lines(field.max_chars // 2) if field.type is FieldType.TEXT else None
    return Box(field=field.id, lines=lines, share=1 if _is_short(field) else 2)


def _lines(characters: int) -> int:
    return max(1, min(_MOST_LINES, -(-characters // _A_LINE)))


def _is_short(field: FormField) -> bool:
    """Whether two such fields go into one row."""
    if field.type is FieldType.BOOLEAN and field.on and field.off:
        return sum(chars(words.in_("ja")) for words in (field.on, field.off)) <= _SHORT
    return field.type in _BESIDE


def _rows(boxes: Iterable[Box]) -> Iterator[tuple[Box, ...]]:
    """Two short boxes that follow each other share a row."""
    waiting: Box | None = None
    for box in boxes:
        if waiting is not None and box.share == 1:
            yield (waiting, box)
            waiting = None
            continue
        if waiting is not None:
            yield (waiting,)
        waiting = box if box.share == 1 else None
        if box.share > 1:
            yield (box,)
    if waiting is not None:
        yield (waiting,)
