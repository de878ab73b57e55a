"""The tables of keys fit the model of a field, and each other."""

from kiosk.procedures.field_types import BELONG, NEEDED, FieldType
from kiosk.procedures.fields import FormField


def test_a_key_that_belongs_to_a_type_is_one_that_a_field_may_leave_out() -> None:
    assert [
        key for key in BELONG if key not in FormField.model_fields or FormField.model_fields[key].is_required()
    ] == []


def test_a_type_may_have_what_it_needs() -> None:
    lacking: list[tuple[FieldType, str]] = [
        (kind, key) for kind, keys in NEEDED.items() for key in keys if kind not in BELONG[key]
    ]
    assert lacking == []
