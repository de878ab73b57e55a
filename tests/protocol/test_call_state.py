"""What each end tells of a call is bounded, and kept from peers that do not know it."""

import pytest
from pydantic import BaseModel, ValidationError

from kiosk.protocol.call_state import MOST_PROPOSALS, Settled, Waited
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.message import encode_for
from tests.protocol.test_message import BOOTH_NOW, STAFF_NOW


@pytest.mark.parametrize("now", [BOOTH_NOW, STAFF_NOW])
def test_a_peer_of_an_earlier_minor_is_told_nothing_of_it(now: BaseModel) -> None:
    assert encode_for(now, 1) is None
    assert encode_for(now, 2)


def test_no_end_tells_more_than_the_other_has_to_remember() -> None:
    settled = [Settled(proposal_id=new_id(), accepted=True)] * (MOST_PROPOSALS + 1)
    with pytest.raises(ValidationError):
        type(BOOTH_NOW).model_validate({**BOOTH_NOW.model_dump(), "settled": settled})
    with pytest.raises(ValidationError):
        Waited(waited_s=86_401)
