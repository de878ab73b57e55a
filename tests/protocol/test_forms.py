"""The shared form as both sides see it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from kiosk.protocol.forms import FieldEdited, FormShown, Proposal, ShownField, Source
from kiosk.protocol.identifiers import new_id

AT = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize("value", [None, True, 3, 1.5, "葛\U000e0102西", [1, "a"], {"era": "S", "year": 34}])
def test_an_answer_may_be_any_json_and_stays_as_it_is(value: Any) -> None:
    edit = FieldEdited(field="ap_name", value=value, source=Source.CARD, at=AT)
    assert FieldEdited.model_validate_json(edit.model_dump_json()) == edit


def test_an_answer_always_says_where_it_is_from() -> None:
    with pytest.raises(ValidationError, match="source"):
        FieldEdited.model_validate({"field": "ap_name", "value": "x", "at": AT})


def test_a_proposal_needs_a_field_that_can_exist() -> None:
    with pytest.raises(ValidationError, match="field"):
        Proposal(call_id=new_id(), epoch=1, proposal_id=new_id(), field="__class__", value=1)


def test_a_form_that_is_too_long_is_refused() -> None:
    line = ShownField(field="a", label="a")
    with pytest.raises(ValidationError, match="too_long"):
        FormShown(
            call_id=new_id(), epoch=1, procedure="juminhyo", version="1", title="t", locale="ja", fields=(line,) * 201
        )
