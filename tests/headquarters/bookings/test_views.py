"""What staff are shown of bookings."""

from kiosk.headquarters.bookings.views import STATES, NotFree


def test_each_state_has_words_and_what_is_not_free_says_what_to_do() -> None:
    assert set(STATES) == {"held", "booked", "preferred", "cancelled"}
    assert "別の時間" in NotFree().words
