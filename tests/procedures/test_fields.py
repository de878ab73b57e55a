from typing import Any

import pytest
from pydantic import ValidationError

from kiosk.procedures.fields import FormField, Page, Text

LABEL = {"ja": "項目"}
GROUP: dict[str, Any] = {
    "type": "group", "label": LABEL, "item": LABEL, "add": LABEL, "maximum": 3,
    "fields": [{"id": "y", "type": "text", "label": LABEL}],
}  # fmt: skip


def test_a_text_falls_back_to_japanese() -> None:
    text = Text({"ja": "通数", "en": "Copies"})
    assert (text.in_("en"), text.in_("easy"), text.in_("vi")) == ("Copies", "通数", "通数")


def test_other_languages_fall_back_to_easy_japanese() -> None:
    text = Text({"ja": "通数", "easy": "何枚(なんまい)", "en": "Copies"})
    assert (text.in_("vi"), text.in_("ja"), text.in_("en")) == ("何枚(なんまい)", "通数", "Copies")
    assert Text({"ja": "通数", "easy": "何枚(なんまい)"}).in_("ja") == "通数"


@pytest.mark.parametrize("languages", [{}, {"en": "Copies"}, {"ja": " "}])
def test_a_text_without_japanese_is_refused(languages: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="at least 'ja'"):
        Text(languages)


@pytest.mark.parametrize(
    ("field", "reason"),
    [
        ({"type": "choice"}, "choice needs 'options'"),
        (
            {"type": "text", "options": [{"id": "a", "label": LABEL}]},
            "'options' does not belong to text, only to choice, several",
        ),
        ({"type": "boolean"}, "boolean needs 'on'"),
        ({"type": "boolean", "on": LABEL}, "boolean needs 'off'"),
        ({"type": "text", "on": LABEL, "off": LABEL}, "'on' does not belong to text"),
        ({"type": "several"}, "several needs 'options'"),
        ({"type": "choice", "options": [{"id": "a", "label": LABEL, "alone": True}]}, "can be 'alone'"),
        ({"type": "text", "maximum": 3}, "'maximum' does not belong to text"),
        ({"type": "text", "none": LABEL}, "'none' does not belong to text"),
        ({"type": "digits"}, "digits needs 'maximum'"),
        ({"type": "digits", "minimum": 4, "maximum": 3}, "1 to 20 digits"),
        ({"type": "digits", "maximum": 21}, "1 to 20 digits"),
        (
            {"type": "text", "fields": [{"id": "y", "type": "text", "label": LABEL}]},
            "does not belong to text, only to group",
        ),
        ({"type": "text", "first": {"y": "z"}}, "does not belong to text, only to group"),
        ({"type": "group", "maximum": 3, "item": LABEL}, "group needs 'fields'"),
        ({**GROUP, "maximum": None}, "group needs 'maximum'"),
        ({**GROUP, "maximum": 13}, "needs a 'maximum' from 1 to 12"),
        ({**GROUP, "minimum": 5}, "not below its 'minimum'"),
        ({**GROUP, "fields": [{**GROUP, "id": "y"}]}, "inside 'x' there can be no group, bank account or slot"),
        (
            {**GROUP, "fields": [{"id": "y", "type": "name", "label": LABEL, "fill": "name"}]},
            "nothing the card fills and nothing staff",
        ),
        ({**GROUP, "default": []}, "'x' is a group: it takes no"),
        ({"type": "computed", "formula": "1"}, "computed needs 'show'"),
        ({"type": "text", "formula": "1", "show": "number"}, "only to computed"),
        ({"type": "computed", "formula": "1", "show": "number", "default": 1}, "is computed: it takes no"),
        ({"type": "text", "unknown": False}, "it cannot say 'unknown'"),
        ({"type": "signature"}, "Input should be"),
        ({"type": "text", "requird": True}, "Extra inputs"),
    ],
)
def test_a_field_that_does_not_fit_its_type_is_refused(field: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValidationError, match=reason):
        FormField.model_validate({"id": "x", "label": LABEL, **field})


def test_a_page_asks_one_to_three_close_things() -> None:
    field = {"id": "x", "type": "text", "label": LABEL}
    assert Page.model_validate({"id": "p", "title": LABEL, "fields": [field] * 3}).quiet is False
    for count in (0, 4):
        with pytest.raises(ValidationError):
            Page.model_validate({"id": "p", "title": LABEL, "fields": [field] * count})
