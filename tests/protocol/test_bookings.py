"""Messages about bookings keep their bounds."""

from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from kiosk.protocol.bookings import HoldAsked, HoldGiven, SlotsGiven

HOLD = "0190c8f0-0000-7000-8000-0000000000aa"
AT = datetime(2026, 12, 1, 0, 30, tzinfo=UTC)


def test_a_time_lasts_at_least_five_minutes_and_needs_a_zone() -> None:
    with pytest.raises(ValidationError):
        HoldGiven(hold_id=HOLD, start=AT, minutes=4, until=AT)
    with pytest.raises(ValidationError):
        HoldAsked.model_validate({"hold_id": HOLD, "start": "2026-12-01T09:30:00"})
    given = SlotsGiven(place="1階", slots=(AT,))
    assert SlotsGiven.model_validate_json(given.model_dump_json()) == given
