"""Boxes of a layout: numbered, as wide as the paper, labelled, with readings where a hand writes."""

from typing import Any

import pytest

from kiosk.applications.application import Answered
from kiosk.applications.papers.boxes import WIDTH_MM, Boxes, breakable
from kiosk.applications.papers.filling import Answers, Blank
from kiosk.applications.typesetting import Typesetter
from kiosk.procedures.fields import FormField
from kiosk.procedures.papers.layout import Layout
from kiosk.procedures.procedure import Procedure
from tests.applications.application_samples import MADE, answered, applicant
from tests.applications.papers.forms import form_of


def text(spans: Any) -> str:
    return "".join(span["t"] for span in spans)


def boxes(typesetter: Typesetter, procedure: Procedure | None, *answers: Answered) -> Boxes:
    pen = Answers(answers, MADE.date(), marked=True) if answers else Blank()
    return Boxes(procedure, pen, typesetter.mincho, typesetter.gothic)


def layout(*blocks: dict[str, Any]) -> Layout:
    return Layout.model_validate({"paper": "x", "title": "題", "blocks": blocks})


def test_sections_are_numbered_and_sentences_are_not(typesetter: Typesetter) -> None:
    one = {"section": "い", "rows": [[{"field": "a"}]]}
    made = boxes(typesetter, None).blocks(
        layout({"say": "文"}, one, {"signature": "ろ"}, {"office": "は", "boxes": ["印"]}, one)
    )
    assert [block.get("number") for block in made] == [None, "１", "２", "２", "３"]
    assert [block["kind"] for block in made] == ["say", "section", "signature", "office", "section"]


def test_a_seal_is_put_into_a_named_square(typesetter: Typesetter) -> None:
    (made,) = boxes(typesetter, None).blocks(layout({"stamp": "印影", "places": ["登録する印鑑", "保証人"]}))
    assert (made["kind"], made["number"]) == ("stamps", "１")
    assert [text(place) for place in made["places"]] == ["登録する印鑑", "保証人"]


def test_boxes_of_a_row_are_as_wide_as_the_paper(typesetter: Typesetter) -> None:
    form = form_of("juminhyo")
    assert form.layout is not None
    for block in boxes(typesetter, form.procedure).blocks(form.layout):
        for row in block.get("rows", []):
            assert sum(cell["label-width"] + cell["value"] for cell in row) == pytest.approx(WIDTH_MM)


def test_columns_of_a_list_are_as_wide_as_the_paper(typesetter: Typesetter) -> None:
    columns = [{"item": "name", "label": "氏名", "share": 2}, {"item": "birth", "label": "生年月日"}]
    (made,) = boxes(typesetter, None).blocks(layout({"list": "人", "field": "them", "rows": 3, "columns": columns}))
    assert made["number-width"] + sum(column["value"] for column in made["columns"]) == pytest.approx(WIDTH_MM)
    assert (len(made["rows"]), made["more"]) == (3, [])


def test_a_column_is_called_as_its_item_is_where_the_layout_does_not_say(typesetter: Typesetter) -> None:
    procedure = form_of("juminhyo").procedure
    assert procedure is not None
    said = {"ja": "氏名"}
    group = FormField.model_validate({
        "id": "them", "type": "group", "label": said, "item": said, "add": said, "maximum": 3,
        "fields": [{"id": "name", "type": "name", "label": said}],
    })  # fmt: skip
    page = procedure.pages[0].model_copy(update={"fields": (group,)})
    columns = [{"item": "name"}, {"item": "other"}]
    (made,) = boxes(typesetter, procedure.model_copy(update={"pages": (page,)})).blocks(
        layout({"list": "人", "field": "them", "columns": columns})
    )
    assert [text(column["label"]) for column in made["columns"]] == ["氏名", ""]


def test_a_label_comes_from_the_layout_the_question_or_the_answer(typesetter: Typesetter) -> None:
    procedure = form_of("juminhyo").procedure
    rows = [[{"field": "ap_name", "label": "お名前"}], [{"field": "ap_addr"}], [{"field": "mood"}], [{"field": "none"}]]
    made = boxes(typesetter, procedure, answered("mood", "ご機嫌", "上々")).blocks(
        layout({"section": "い", "rows": rows})
    )
    assert [text(row[0]["label"]) for row in made[0]["rows"]] == ["お名前", "住所", "ご機嫌", ""]


def test_a_hand_is_told_in_easy_words(typesetter: Typesetter) -> None:
    procedure = form_of("juminhyo").procedure
    rows = [
        [{"field": "ap_name"}],
        [{"field": "ap_addr"}],
        [{"field": "who", "hint": "だれ ですか"}],
        [{"field": "none"}],
    ]
    made = boxes(typesetter, procedure).blocks(layout({"section": "い", "rows": rows}))
    name, address, who, none = (row[0] for row in made[0]["rows"])
    assert [(text(piece["t"]), text(piece.get("r", ()))) for piece in name["hint"][0]] == [("名前", "なまえ")]
    assert (address["hint"], [text(piece["r"]) for piece in address["read"][0]]) == (None, ["じゅうしょ"])
    assert [[text(piece["t"]) for piece in phrase] for phrase in who["hint"]] == [["だれ"], ["ですか"]]
    assert (none["hint"], none["read"]) == (None, None)


def test_a_form_that_is_filled_needs_no_hints(typesetter: Typesetter) -> None:
    procedure = form_of("juminhyo").procedure
    made = boxes(typesetter, procedure, *applicant()).blocks(
        layout({"section": "い", "rows": [[{"field": "ap_name"}]]})
    )
    assert (made[0]["rows"][0][0]["hint"], made[0]["rows"][0][0]["read"]) == (None, None)


def test_an_answer_in_doubt_is_marked(typesetter: Typesetter) -> None:
    doubted = answered("mood", "ご機嫌", "上々", doubts=[{"code": "C-14"}])
    made = boxes(typesetter, None, doubted).blocks(layout({"section": "い", "rows": [[{"field": "mood"}]]}))
    cell = made[0]["rows"][0][0]
    assert (cell["doubt"], text(cell["parts"][0]["spans"])) == (True, "上々")
    beside = {"label": "ご機嫌と", "holds": [{"field": "mood"}, {"tick": "良い", "when": "true"}]}
    (both,) = boxes(typesetter, None, doubted).blocks(layout({"section": "い", "rows": [[beside]]}))
    assert text(both["rows"][0][0]["parts"][0]["spans"]) == "上々　※"


def test_long_runs_may_break_and_japanese_is_left_alone() -> None:
    long, short = breakable([{"t": "W" * 13, "f": "x"}]), breakable([{"t": "山田花子と長い名前の人", "f": "x"}])
    assert [piece["t"] for piece in long if piece["t"]] == ["W" * 6, "W" * 6, "W"]
    assert [piece["b"] for piece in short] == [False]
