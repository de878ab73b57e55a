"""The layout of a procedure that the town has given none: who applies, for whom, what for, as asked (pure)."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from kiosk.applications.application import Application, Part, part_of
from kiosk.procedures.fields import FieldType, FormField
from kiosk.procedures.japanese.names import chars
from kiosk.procedures.papers.layout import Block, Box, Layout, Official, Section, Signing, Statement
from kiosk.procedures.procedure import Procedure

INTRODUCTION: Final = "次のとおり申請します。"
SIGNATURE: Final = "署名"
OFFICE: Final = "事務処理欄"
_OFFICIAL: Final = ("受付", "本人確認", "審査", "処理", "完了")
_HEADINGS: Final = {Part.APPLICANT: "申請する方", Part.AGENT: "代理人の方", Part.REQUEST: "申請の内容"}
_MORE: Final = "そのほかの記入内容"
_BESIDE: Final = frozenset({FieldType.DATE, FieldType.INTEGER, FieldType.AMOUNT, FieldType.TEL})
"""Kinds that need no whole row."""
_A_LINE: Final = 26
_MOST_LINES: Final = 4
_SHORT: Final = 12
_MOST_FIELDS: Final = 400


def of_procedure(procedure: Procedure) -> Layout:
    """A layout with a place for every field of a procedure."""
    return _layout(procedure.id, procedure.title.in_("ja"), [_box(field) for field in procedure.fields])


def of_application(application: Application) -> Layout:
    """A layout for an application whose procedure nobody here knows any more."""
    boxes = [Box(field=answer.field, lines=_lines(len(answer.text))) for answer in application.answers]
    return _layout(application.form.procedure, application.form.title, boxes)


def with_the_rest(layout: Layout, application: Application) -> Layout:
    """The layout with a place for whatever the application answers and the layout does not know, so nothing is lost."""
    known = layout.placed | layout.left_out.keys()
    rest = [
        Box(field=answer.field, lines=_lines(len(answer.text)))
        for answer in application.answers
        if answer.field not in known
    ]
    if not rest:
        return layout
    at = next(
        (number for number, block in enumerate(layout.blocks) if isinstance(block, Signing | Official)),
        len(layout.blocks),
    )
    added = Section(section=_MORE, rows=tuple(_rows(rest)))
    return layout.model_copy(update={"blocks": (*layout.blocks[:at], added, *layout.blocks[at:])})


def _layout(procedure: str, title: str, boxes: Sequence[Box]) -> Layout:
    blocks: list[Block] = [Statement(say=INTRODUCTION)]
    for part, heading in _HEADINGS.items():
        here = [box for box in boxes if box.field is not None and part_of(box.field) is part]
        if here:
            blocks.append(Section(section=heading, rows=tuple(_rows(here))))
    blocks += [Signing(signature=SIGNATURE), Official(office=OFFICE, boxes=_OFFICIAL)]
    return Layout(paper=procedure, title=title, blocks=tuple(blocks))


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
