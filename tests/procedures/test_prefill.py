from dataclasses import replace
from datetime import UTC, datetime

from kiosk.procedures.identity import BirthDate, Identity
from kiosk.procedures.prefill import prefill
from kiosk.procedures.procedure import CardItem, FormField, Page, Procedure, Text
from kiosk.protocol.forms import Source

AT = datetime(2026, 11, 21, tzinfo=UTC)


def test_the_card_fills_name_address_and_birth_date(juminhyo: Procedure, kasai: Identity) -> None:
    edits = {edit.field: edit for edit in prefill(juminhyo, kasai, AT)}
    assert edits["ap_name"].value == kasai.name  # code point by code point
    assert edits["ap_addr"].value == kasai.address
    assert edits["ap_birth"].value == {"year": 1959, "month": 5, "day": 6, "as_written": "昭和34年5月6日"}
    assert {(edit.source, edit.at) for edit in edits.values()} == {(Source.CARD, AT)}


def test_unknown_parts_of_a_birth_date_are_not_invented(juminhyo: Procedure, kasai: Identity) -> None:
    unknown = replace(kasai, birth_date=BirthDate("19310000", 1931))
    edits = {edit.field: edit.value for edit in prefill(juminhyo, unknown, AT)}
    assert edits["ap_birth"] == {"year": 1931, "month": None, "day": None, "as_written": "昭和6年月日不詳"}


def test_what_the_card_could_not_say_is_left_to_the_resident(juminhyo: Procedure, kasai: Identity) -> None:
    unreadable = replace(kasai, name="", birth_date=BirthDate(""))
    assert [edit.field for edit in prefill(juminhyo, unreadable, AT)] == ["ap_addr"]


def test_a_day_that_never_was_is_not_taken(juminhyo: Procedure, kasai: Identity) -> None:
    odd = replace(kasai, birth_date=BirthDate("20230230", 2023, 2, 30))
    assert "ap_birth" not in {edit.field for edit in prefill(juminhyo, odd, AT)}


def test_sex_is_filled_only_where_the_form_asks_for_it(juminhyo: Procedure, kasai: Identity) -> None:
    assert not [edit for edit in prefill(juminhyo, kasai, AT) if edit.value == "female"]
    words = Text({"ja": "女"})
    field = FormField.model_validate(
        {
            "id": "ap_sex",
            "type": "choice",
            "label": words,
            "fill": CardItem.SEX,
            "options": [{"id": "female", "label": words}],
        }
    )
    asking = juminhyo.model_copy(update={"pages": (Page(id="sex", title=words, fields=(field,)),)})
    assert [(edit.field, edit.value) for edit in prefill(asking, kasai, AT)] == [("ap_sex", "female")]
