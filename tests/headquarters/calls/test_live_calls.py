"""What each end told last, and the numbers under which it is passed on."""

from kiosk.headquarters.calls.live_calls import Told
from tests.protocol.test_message import BOOTH_NOW, STAFF_NOW


def test_what_is_passed_on_is_counted_on_whoever_told_it() -> None:
    told = Told()
    first, second = told.again(BOOTH_NOW), told.again(STAFF_NOW)
    assert (first.number, second.number) == (1, 2)
    assert first.model_copy(update={"number": BOOTH_NOW.number}) == BOOTH_NOW
