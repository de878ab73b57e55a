from typing import Any

import pytest
from pydantic import ValidationError

from kiosk.protocol.shelter import Bands, Need
from kiosk.shelter.people import MOST_IN_FAMILY, Family, Inquiry
from tests.bounds import unbounded
from tests.shelter.shelter_samples import family


@pytest.mark.parametrize(
    "changes",
    [
        {"bands": Bands()},
        {"bands": Bands(adult=MOST_IN_FAMILY, baby=1)},
        {"needs": (Need.CARE, Need.CARE)},
        {"name": "長" * 101},
        {"members": [{"name": "あ"}] * 13},
    ],
)
def test_what_no_family_can_be_is_refused_where_it_comes_in(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        family(**changes)


def test_nobody_need_say_a_name_and_nobody_is_told_of_unasked() -> None:
    one = Family(bands=Bands(aged=1))
    assert (one.name, one.inquiry, one.hidden) == ("", Inquiry.SILENT, False)


def test_everything_about_a_family_is_bounded() -> None:
    assert unbounded(Family) == []
