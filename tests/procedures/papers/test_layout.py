"""A layout file: what may be written, and what makes no sense."""

import json
from datetime import date
from typing import Any

import jsonschema
import pytest
from pydantic import ValidationError

from kiosk.procedures.files.yaml_lines import read
from kiosk.procedures.papers.layout import Layout, schema
from tests.town import DELIVERED


def layout(*blocks: dict[str, Any], **more: Any) -> Layout:
    return Layout.model_validate({"paper": "x", "title": "題", "blocks": blocks, **more})


def box(**written: Any) -> dict[str, Any]:
    return {"section": "い", "rows": [[written]]}


def test_it_knows_what_has_a_place() -> None:
    columns = [{"item": "name"}]
    made = layout(
        box(field="a"),
        box(label="ろ", holds=[{"field": "b"}, {"tick": "同じ", "when": "b == 'x'"}]),
        {"list": "は", "field": "c", "columns": columns},
        {"say": "文"},
        {"signature": "署名"},
        {"office": "事務処理欄", "boxes": ["受付"]},
    )
    assert made.placed == {"a", "b", "c"}
    assert [entry.field for entry in made.entries] == ["a", "b", None]
    assert [one.field for one in made.listings] == ["c"]


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ({}, "write either"),
        ({"field": "a", "tick": "同じ", "when": "true", "label": "い"}, "write either"),
        ({"tick": "同じ", "label": "い"}, "belong together"),
        ({"tick": "同じ", "when": "true"}, "needs a 'label'"),
        ({"tick": "同じ", "when": "true", "label": "い", "ticks": {"a": "い"}}, "belong to a 'field'"),
        ({"holds": [{"field": "a"}]}, "needs a 'label'"),
        ({"holds": [{"field": "a"}], "label": "い", "field": "b"}, "of its own"),
        ({"holds": [{"field": "a"}], "label": "い", "ticks": {"b": "い"}}, "of its own"),
        ({"field": "a", "colour": "red"}, "colour"),
        ({"field": "a", "lines": 0}, "lines"),
    ],
)
def test_a_box_that_makes_no_sense_is_refused(written: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValidationError, match=reason):
        layout(box(**written))


def test_a_block_of_no_known_kind_is_refused() -> None:
    with pytest.raises(ValidationError, match="table"):
        layout({"table": "い"})


def test_an_editor_is_told_what_each_key_means() -> None:
    made = schema()
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "様式番号" in str(made["properties"])


def test_the_schema_beside_the_files_is_true_and_accepts_the_real_file() -> None:
    kept = json.loads((DELIVERED / "schema" / "paper.schema.json").read_text(encoding="utf-8"))
    assert kept == schema(), "run: kiosk procedures schema --of paper > config/procedures/schema/paper.schema.json"
    real = (DELIVERED / "juminhyo" / "juminhyo.v3.paper.yml").read_text(encoding="utf-8")
    jsonschema.Draft202012Validator(kept).validate(read(real).value)


def test_a_form_of_several_applications_shows_what_was_applied_for() -> None:
    section = {"section": "死亡", "when": "kind == 'funeral'", "rows": [[{"field": "died"}]]}
    stamp = {"stamp": "印影", "when": "kind != 'funeral'", "places": ["登録する印鑑"]}
    made = layout(
        {"say": "文"}, section, stamp, box(field="name"), titles=[{"when": "kind == 'funeral'", "title": "葬祭費"}]
    )
    funeral = made.filled_with({"kind": "funeral"}, date(2026, 11, 21))
    assert (funeral.title, len(funeral.blocks), funeral.placed) == ("葬祭費", 3, {"died", "name"})
    other = made.filled_with({"kind": "reissue"}, date(2026, 11, 21))
    assert (other.title, len(other.blocks), other.placed) == ("題", 3, {"name"})
    assert made.filled_with({}, date(2026, 11, 21)).placed == {"name"}, "nobody said what for"


def test_an_answer_that_is_none_leaves_out_what_stands_under_it_and_nothing_else() -> None:
    made = layout(
        {**box(field="a"), "when": "copies > 1"},
        box(field="b"),
        titles=[{"when": "chars(name) > 3", "title": "別の題"}],
    )
    filled = made.filled_with({"copies": "many", "name": 5}, date(2026, 11, 21))
    assert (filled.title, [box.field for box in filled.boxes]) == ("題", ["b"])
    assert len(made.filled_with({"copies": 2, "name": "山田"}, date(2026, 11, 21)).boxes) == 2
