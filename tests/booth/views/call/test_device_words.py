"""What is out here or at the desk of staff: the worst of it is said first."""

import pytest

from kiosk.booth.call.state import Call, NoCall, Talking
from kiosk.booth.views.call.device_words import trouble
from kiosk.protocol.call_state import Parts
from kiosk.protocol.calls import StaffShown
from kiosk.protocol.identifiers import new_id


@pytest.mark.parametrize(
    ("here", "there", "says"),
    [
        ((), (), ""),
        (("camera",), (), "camera"),
        (("microphone",), ("camera",), "microphone"),
        (("speaker",), ("microphone",), "speaker"),
        (("camera", "microphone", "speaker"), (), "sound"),
        (("camera",), ("camera", "microphone"), "staff-microphone"),
        ((), ("camera",), "staff-camera"),
    ],
)
def test_the_worst_is_said_first(here: Parts, there: Parts, says: str) -> None:
    talking = Talking(new_id(), 1, StaffShown(name="田中 恵子", section="市民課"), 1, without_there=there)
    assert trouble(Call(talking, without=here)) == says
    assert trouble(Call(NoCall(), without=here)) == ""
