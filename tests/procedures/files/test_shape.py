"""What pydantic refuses, in the words of whoever wrote the file; each case is one real model and one slip."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails, InitErrorDetails

from kiosk.procedures.fields import FormField, Page
from kiosk.procedures.files.broken import Broken, Written
from kiosk.procedures.files.shape import of_shape
from kiosk.procedures.papers.layout import Column
from kiosk.procedures.procedure import Keeps, Office, ProcedureFile, Valid

TEXT = "{ja: 語, easy: あ, en: a}"
FIELD = f"id: x\ntype: text\nlabel: {TEXT}\n"
PROCEDURE = f"""\
procedure: x
version: 1.0.0
status: draft
valid: {{from: 2026-04-01}}
title: {TEXT}
purpose_of_use: {TEXT}
office: {{counter: a}}
identity: {{self: A0}}
keeps: {{headquarters_days: 1}}
pages:
  - id: x
    title: {TEXT}
    fields:
      - {{id: x, type: name, label: {TEXT}}}
"""


def told(model: type[BaseModel], text: str) -> list[str]:
    with pytest.raises(Broken) as caught:
        Written.of(Path("x"), text).as_a(model)
    return [one.mistake.kind for one in caught.value.problems]


@pytest.mark.parametrize(
    ("model", "text", "kind"),
    [
        (FormField, FIELD.replace("label", "lable"), "unknown_key"),
        (FormField, FIELD.partition("label")[0], "key_missing"),
        (FormField, FIELD + "max\u00a0chars: 3\n", "full_width_key"),
        (FormField, FIELD.replace("id: x", "id: x、y"), "full_width_comma"),
        (FormField, FIELD + "requird: true\n", "unknown_key"),
        (FormField, FIELD + "zzzz: true\n", "no_such_key"),
        (FormField, FIELD + "ｎote: x\n", "full_width_key"),
        (FormField, FIELD + "note：x: y\n", "full_width_colon"),
        (FormField, FIELD + "required: hai\n", "yes_no_expected"),
        (FormField, FIELD + "max_chars: many\n", "number_expected"),
        (FormField, FIELD + "max_chars: ３０\n", "full_width_digits"),
        (FormField, FIELD + "max_chars: 0\n", "number_too_small"),
        (FormField, FIELD + "max_chars: 999\n", "number_too_large"),
        (FormField, FIELD + "check: ap_name\n", "list_expected"),
        (FormField, FIELD + "check:\n", "nothing_written"),
        (FormField, FIELD + "hint: 語\n", "languages_expected"),
        (FormField, FIELD + "hint: [語]\n", "wrong_shape"),
        (FormField, FIELD + "hint: {ja: , easy: あ}\n", "nothing_written"),
        (FormField, FIELD + "hint: {ja: 3, easy: あ}\n", "value_needs_quotes"),
        (FormField, FIELD + "hint: {ja: [x], easy: あ}\n", "no_text"),
        (FormField, FIELD + "hint: {easy: あ, en: a}\n", "no_japanese"),
        (FormField, FIELD + "show_if: false\n", "value_needs_quotes"),
        (FormField, FIELD + "show_if: ''\n", "too_few"),
        (FormField, FIELD + f"show_if: {'x' * 500}\n", "too_many"),
        (FormField, FIELD + "follows: name\n", "part_expected"),
        (FormField, FIELD + "follows: [name]\n", "wrong_shape"),
        (FormField, FIELD.replace("text", "txet"), "near_one_of"),
        (FormField, FIELD.replace("text", "xyzzy"), "one_of"),
        (FormField, FIELD.replace("id: x", "id: X 1"), "plain_id_expected"),
        (FormField, FIELD.replace("text", "choice"), "key_needed"),
        (Page, f"id: x\ntitle: {TEXT}\nfields: []\n", "too_few"),
        (Keeps, "headquarters_days: 0", "number_too_small"),
        (Valid, "from: 2026-13-01", "day_expected"),
        (Valid, "from: ２０２６-04-01", "full_width_digits"),
        (Valid, "from:", "day_expected"),
        (Office, "counter: a\nopens: 8:35-17:00", "hours_expected"),
        (Office, 'counter: a\nopens: "17:00-08:35"', "hours_expected"),
        (ProcedureFile, PROCEDURE.replace("1.0.0", "1.0"), "version_expected"),
        (ProcedureFile, PROCEDURE.replace("{self: A0}", ""), "nothing_written"),
        (ProcedureFile, PROCEDURE.replace("{self: A0}", "A0"), "languages_expected"),
        (ProcedureFile, PROCEDURE + "stops:\n  - nobody\n", "keys_expected"),
    ],
)
def test_what_a_model_refuses_is_told_as_what_was_written(model: type[BaseModel], text: str, kind: str) -> None:
    assert kind in told(model, text)


def test_a_good_file_is_read() -> None:
    assert Written.of(Path("x"), PROCEDURE).as_a(ProcedureFile).procedure == "x"


def test_what_nothing_is_known_of_is_told_as_it_is() -> None:
    error: ErrorDetails = {"type": "frozen_set_type", "loc": ("x",), "msg": "as it is", "input": 3}
    assert of_shape(error, ("x",), 3, []).reason() == "as it is"
    own: Any = ValidationError.from_exception_data(
        "x", [InitErrorDetails(type="value_error", loc=("x",), input=3, ctx={"error": ValueError("its own words")})]
    )
    assert of_shape(own.errors()[0], (), 3, []).reason() == "its own words"


@pytest.mark.parametrize(
    ("model", "text", "kind", "mend"),
    [
        (FormField, FIELD + "follows: ap_addr\n", "part_expected", "follows: {field: ap_addr"),
        (ProcedureFile, PROCEDURE + "fee: 300\n", "part_expected", 'fee: {formula: "300"}'),
        (FormField, FIELD + "max_chars: [3]\n", "one_number_expected", "max_chars: 4"),
        (Column, "{item: x, field: y, share: 2}", "no_such_key_here", "item, label, share, ticks"),
    ],
)
def test_the_way_to_write_it_is_shown(model: type[BaseModel], text: str, kind: str, mend: str) -> None:
    with pytest.raises(Broken) as caught:
        Written.of(Path("x"), text).as_a(model)
    (found,) = caught.value.problems
    assert (found.mistake.kind, mend in found.mistake.mend("en")) == (kind, True)
    assert mend in found.mistake.mend("ja")
