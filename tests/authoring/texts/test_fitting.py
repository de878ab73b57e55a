from typing import Any

import pytest

from kiosk.authoring.texts.fitting import unfit
from kiosk.authoring.texts.rows import Row

GOOD: dict[str, Any] = {
    "own": {"ja": "{count}枚", "easy": "{count}枚(まい)", "en": "{count} sheets"},
    "words": {"vi": "{count} tờ"},
    "reviewed_by": {"vi": ""},
}


def told(*rows: Row) -> list[tuple[int, str]]:
    return [(one.row, one.mistake.kind) for one in unfit(list(enumerate(rows, 2)), {"a", "b"})]


def row(place: str = "a", **changes: Any) -> Row:
    return Row(place, **{name: {**GOOD[name], **changes.get(name, {})} for name in GOOD})


def test_what_fits_is_let_through() -> None:
    assert told(row(), row("b")) == []
    assert told(row(words={"vi": ""})) == [], "not yet translated"


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        (row("c"), "row_unknown_place"),
        (row(own={"en": " "}), "row_blank"),
        (row(own={"easy": "{count}枚"}), "no_reading"),
        (row(own={"en": "sheets"}), "row_gaps"),
        (row(words={"vi": "{coutn} tờ"}), "row_gaps"),
        (row(words={"english": "{count}"}), "no_language"),
        (row(words={"vi": ""}, reviewed_by={"vi": "Nguyen"}), "row_reviewed_nothing"),
    ],
)
def test_what_does_not_fit_is_told_with_its_row(changed: Row, kind: str) -> None:
    assert told(changed) == [(2, kind)]


def test_a_place_stands_there_once_and_a_text_is_translated_in_one_way() -> None:
    assert told(row(), row()) == [(3, "row_twice")]
    assert told(row(), row("b", words={"vi": "{count} bản"})) == [(3, "row_conflict")]
    assert told(row(), row("b", reviewed_by={"vi": "Nguyen"})) == [(3, "row_conflict")]
