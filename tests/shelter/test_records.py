from typing import Any

import pytest
from pydantic import ValidationError

from kiosk.shelter.records import LAST_NUMBER, Record
from tests.bounds import unbounded
from tests.shelter.shelter_samples import AT, REFERENCES, A, B, Booth, family, mark, uuid


@pytest.mark.parametrize(
    "said",
    [
        {"family": family(), "moved": "in"},
        {"family": family(), "household": uuid(2), "moved": "in"},
        {"household": uuid(2)},
        {"moved": "out"},
        {"moved": "out", "reference": "IE-4731-08"},
        {"moved": "out", "marks": ["12"]},
        {"moved": "out", "marks": [mark(1)], "number": LAST_NUMBER + 1},
    ],
)
def test_a_record_that_says_nothing_of_anybody_is_refused(said: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Record.model_validate({"id": uuid(1), "booth": A, "number": 1, "at": AT} | said)


def test_records_of_all_booths_have_one_order() -> None:
    one, two = Booth(A, 0), Booth(B, 100)
    first, other = one.arrives(1), two.arrives(2)
    one.takes(two.register)
    last = one.writes(reference=REFERENCES[2], moved="out")
    assert first.stamp < other.stamp < last.stamp


def test_everything_in_a_record_is_bounded() -> None:
    assert unbounded(Record) == []
