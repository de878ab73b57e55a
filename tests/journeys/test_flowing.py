"""When something flows again is told from the moments at which it moved."""

import pytest

from tests.journeys.flowing import back_at


@pytest.mark.parametrize(
    ("moments", "back"),
    [
        ([0, 1, 2, 3, 4], 0),
        ([0, 1, 4, 5, 6, 7], 4),  # a twitch is no flow
        ([0, 1, 2], None),  # not long enough to tell
        ([0, 2, 4, 6, 8], None),
        ([], None),
    ],
)
def test_it_is_back_when_it_goes_on_without_a_longer_gap(moments: list[float], back: float | None) -> None:
    assert back_at([5 + moment for moment in moments], 5) == (None if back is None else 5 + back)
    assert back_at([3, 4, *[5 + moment for moment in moments]], 5) == (None if back is None else 5 + back)
