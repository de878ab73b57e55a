"""What is written into one place: ticks in the paper's words, answers as confirmed, room for a hand."""

from typing import Any

import pytest
from pydantic import JsonValue

from kiosk.applications.papers.filling import Answers, Blank, Digits, Hand, Listed, Said, Tick
from kiosk.procedures.field_types import FieldType
from kiosk.procedures.fields import FormField, Text
from kiosk.procedures.papers.layout import Column, Entry, Listing
from kiosk.protocol.faults import Code
from kiosk.protocol.forms import Doubt, Source
from tests.applications.application_samples import MADE, answered

DAY = MADE.date()
BORN: dict[str, JsonValue] = {"year": 1959, "month": 5, "day": 6, "as_written": "昭和34年5月6日"}


def field(kind: FieldType, **more: Any) -> FormField:
    return FormField.model_validate({"id": "it", "type": kind, "label": {"ja": "それ"}, **more})


CHOICE = field(
    FieldType.CHOICE, options=[{"id": "a", "label": {"ja": "甲"}}, {"id": "b", "label": {"ja": "乙"}}]
)  # fmt: skip
SEVERAL = CHOICE.model_copy(update={"type": FieldType.SEVERAL})
YES_NO = field(FieldType.BOOLEAN, on={"ja": "のせる"}, off={"ja": "のせない"})
NUMBER = field(FieldType.DIGITS, maximum=4, none={"ja": "わかりません"})
COPIES = field(FieldType.INTEGER, unit={"ja": "通"})
IT = Entry(field="it")
MOVERS = Listing.model_validate(
    {"list": "人", "field": "it", "rows": 2, "columns": [{"item": "name", "label": "氏名"}]}
)  # fmt: skip


def pen(value: Any, text: str = "", **more: Any) -> Answers:
    return Answers([answered("it", "それ", text, value=value, **more)], DAY, marked=True)


@pytest.mark.parametrize(
    ("item", "entry", "answers", "expected"),
    [
        (CHOICE, IT, pen("b"), (Tick("甲", on=False), Tick("乙", on=True))),
        (CHOICE, Entry(field="it", ticks={"a": "一"}), pen("a"), (Tick("一", on=True), Tick("乙", on=False))),
        (CHOICE, IT, pen("c", "丙"), (Tick("甲", on=False), Tick("乙", on=False), Said("丙"))),
        (CHOICE, IT, Answers([], DAY, marked=True), (Tick("甲", on=False), Tick("乙", on=False))),
        (SEVERAL, IT, pen(["a", "b"]), (Tick("甲", on=True), Tick("乙", on=True))),
        (SEVERAL, IT, pen([], "なし"), (Tick("甲", on=False), Tick("乙", on=False))),
        (YES_NO, IT, pen(False), (Tick("のせる", on=False), Tick("のせない", on=True))),
        (YES_NO, Entry(field="it", ticks={"on": "本籍"}), pen(True), (Tick("本籍", on=True),)),
        (YES_NO, Entry(field="it", ticks={"on": "本籍"}), pen(False), (Tick("本籍", on=False),)),
        (COPIES, IT, pen(2, "2通（600円）"), (Said("2通"),)),
        (NUMBER, IT, pen("123", "123"), (Digits("123", 4),)),
        (NUMBER, IT, pen("none", "わかりません"), (Said("わかりません"),)),
        (None, IT, pen("乙", "乙", choices=("甲", "乙")), (Tick("甲", on=False), Tick("乙", on=True))),
        (None, IT, pen(["x"], "甲", choices=("甲", "乙"), chosen=("甲",)), (Tick("甲", on=True), Tick("乙", on=False))),
        (None, IT, Answers([], DAY, marked=True), ()),
        (field(FieldType.DATE), IT, pen(BORN, "昭和34年5月6日（1959年）"), (Said("昭和34年5月6日"),)),
        (
            field(FieldType.TEXT),
            Entry(field="it", before="（", after="）"),
            pen("あ", "あ", is_name=True, doubts=[Doubt(code=Code.SUBSTITUTED)]),
            (Said("（あ）", is_name=True, sure=False),),
        ),
        (None, Entry(tick="同じ", when="it == 'a'"), pen("a"), (Tick("同じ", on=True),)),
        (None, Entry(tick="同じ", when="it == 'a'"), pen("b"), (Tick("同じ", on=False),)),
    ],
)
def test_an_answer_is_written_into_its_place(
    item: FormField | None, entry: Entry, answers: Answers, expected: tuple[object, ...]
) -> None:
    assert tuple(answers.pieces(entry, item)) == expected


@pytest.mark.parametrize(
    ("item", "entry", "expected"),
    [
        (CHOICE, IT, (Tick("甲", on=False), Tick("乙", on=False))),
        (None, Entry(tick="同じ", when="true"), (Tick("同じ", on=False),)),
        (None, IT, (Hand("line"),)),
        (field(FieldType.NAME), IT, (Hand("line"),)),
        (field(FieldType.TEXT), Entry(field="it", before="（"), (Hand("inside"),)),
        (field(FieldType.DATE), IT, (Hand("birth"),)),
        (field(FieldType.DATE, future=True), IT, (Hand("date"),)),
        (field(FieldType.DATE, future=True, fill="birth_date"), IT, (Hand("birth"),)),
        (field(FieldType.ADDRESS), IT, (Hand("address"),)),
        (COPIES, IT, (Hand("unit", "通"),)),
        (field(FieldType.INTEGER), IT, (Hand("unit"),)),
        (field(FieldType.AMOUNT), IT, (Hand("unit", "円"),)),
        (NUMBER, IT, (Digits("", 4),)),
        (field(FieldType.BANK), IT, (Hand("bank"),)),
    ],
)
def test_a_hand_has_room_of_the_right_shape(item: FormField | None, entry: Entry, expected: tuple[object, ...]) -> None:
    assert tuple(Blank().pieces(entry, item)) == expected


@pytest.mark.parametrize(
    ("source", "mark"), [(Source.CARD, "カ"), (Source.STAFF, "職"), (Source.PRESET, "既"), (Source.RESIDENT, "")]
)
def test_the_paper_says_who_wrote_what(source: Source, mark: str) -> None:
    one = answered("it", "それ", "あ", source=source)
    assert Answers([one], DAY, marked=True).mark("it") == mark
    assert Answers([one], DAY, marked=False).mark("it") == ""
    assert Answers([one], DAY, marked=True).mark("other") == ""
    assert Blank().mark("it") == ""


def test_who_answered_is_found_by_the_field() -> None:
    assert pen("a").answer("it") is not None
    assert pen("a").answer("other") is None
    assert Blank().answer("it") is None


def test_a_list_has_its_entries_and_empty_rows_behind_them() -> None:
    assert pen([{"name": "甲"}]).entries(MOVERS) == [{"name": Listed("甲")}, {}]
    assert pen([{"name": "甲"}] * 3).entries(MOVERS) == [{"name": Listed("甲")}] * 3
    assert pen("no list").entries(MOVERS) == [{}, {}]
    assert Answers([], DAY, marked=True).entries(MOVERS) == [{}, {}]
    assert Blank().entries(MOVERS) == [{}, {}]


def test_an_item_of_a_list_is_written_as_an_answer_is() -> None:
    name, ticks = Column(item="it"), Column(item="it", ticks={"on": "同居", "off": "別居"})
    answers = pen([])
    assert answers.item(name, {"it": Listed("甲")}) == (Said("甲"),)
    assert answers.item(name, {"it": Listed(BORN)}) == (Said("昭和34年5月6日"),)
    assert answers.item(name, {}) == ()
    assert answers.item(ticks, {"it": Listed(value=True)}) == (Tick("同居", on=True), Tick("別居", on=False))
    assert answers.item(ticks, {"it": Listed(value=False)}) == (Tick("同居", on=False), Tick("別居", on=True))
    assert answers.item(ticks, {"it": Listed(["off"])}) == (Tick("同居", on=False), Tick("別居", on=True))
    assert Blank().item(name, {}) == (Hand("line"),)
    assert Blank().item(ticks, {}) == (Tick("同居", on=False), Tick("別居", on=False))
    assert Blank().item(name, {}, field(FieldType.DATE)) == (Hand("birth"),)


def test_what_the_record_says_of_somebody_in_words_is_written_with_the_name_as_a_name() -> None:
    parts = (
        {"field": "name", "label": "氏名", "text": "甲", "is_name": True, "doubts": [{"code": "C-14"}]},
        {"field": "born", "label": "生年月日", "text": "昭和34年5月6日（1959年）"},
        {"field": "kind", "label": "続柄", "text": "子"},
    )
    answers = pen([{"name": "甲", "born": BORN, "kind": "child"}], rows=[{"title": "人 1", "parts": parts}])
    (first, _) = answers.entries(MOVERS)
    written = [answers.item(Column(item=item), first) for item in ("name", "born", "kind")]
    assert written == [(Said("甲", is_name=True, sure=False),), (Said("昭和34年5月6日"),), (Said("子"),)]


def test_what_was_computed_says_so() -> None:
    assert pen(3, "3", computed=True, source="preset").mark("it") == "計"
    assert pen(3, "3", source="preset").mark("it") == "既"


def test_what_was_said_does_not_show_itself_in_a_log() -> None:
    assert repr(Said("山田")) == "Said(...)"
    assert repr(Digits("1234", 4)) == "Digits(4)"


def test_a_unit_need_not_be_said() -> None:
    assert Answers([answered("it", "数", "3", value=3)], DAY, marked=True).pieces(IT, field(FieldType.INTEGER)) == (
        Said("3"),
    )
    assert Text({"ja": "通"}).in_("ja") == "通"


def test_an_option_the_layout_does_not_know_is_never_lost() -> None:
    some = pen(["a", "z"], "甲、丁", chosen=("甲", "丁"))
    assert some.pieces(IT, SEVERAL) == (Tick("甲", on=True), Tick("乙", on=False), Said("甲、丁"))
    assert some.pieces(IT, None) == (Said("甲、丁"),)
    column = Column(item="sex", ticks={"male": "男", "female": "女"})
    said = Said("答えない")
    assert Answers([], DAY, marked=True).item(column, {"sex": Listed("other", said)}) == (
        Tick("男", on=False), Tick("女", on=False), said,
    )  # fmt: skip
    assert Answers([], DAY, marked=True).item(column, {}) == (Tick("男", on=False), Tick("女", on=False))
    only = Column(item="came", ticks={"on": "来た"})
    assert Answers([], DAY, marked=True).item(only, {"came": Listed(False)}) == (Tick("来た", on=False),)


def test_every_digit_has_its_box_also_where_today_fewer_are_asked() -> None:
    assert pen("1234567").pieces(IT, NUMBER) == (Digits("1234567", 7),)
    assert pen("१२३४", "१२३४").pieces(IT, NUMBER) == (Said("१२३४"),)


def test_a_group_without_a_list_is_written_out_as_a_whole() -> None:
    label = "引っ越す人の氏名と住所"
    rows = [
        {"title": f"人 {n}", "parts": [{"field": "address", "label": label, "text": "住" * 400}]} for n in range(1, 13)
    ]
    (said,) = pen([{"address": "住" * 400}] * 12, "人 1 住…", rows=rows).pieces(IT, None)
    assert said.words.count("住" * 400) == 12
