"""What is out here or at the desk of staff: the worst of it is said first."""

from dataclasses import replace
from typing import Final

import pytest

from kiosk.booth.call.state import Call, NoCall, Talking
from kiosk.booth.views.call.device_words import trouble
from kiosk.protocol.call_state import Parts
from kiosk.protocol.calls import StaffShown
from kiosk.protocol.identifiers import new_id

TALKING: Final = Talking(new_id(), 1, StaffShown(name="田中 恵子", section="市民課"), 1)


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
        (("voice", "camera"), ("voice",), "voice"),
        ((), ("camera", "voice"), "staff-voice"),
    ],
)
def test_the_worst_is_said_first(here: Parts, there: Parts, says: str) -> None:
    talking = replace(TALKING, without_there=there)
    assert trouble(Call(talking, without=here)) == says
    assert trouble(Call(NoCall(), without=here)) == ""


def test_what_staff_keep_back_is_said_after_what_is_out() -> None:
    held = replace(TALKING, held_there=("camera", "microphone"))
    assert trouble(Call(held)) == "staff-holds-microphone"
    assert trouble(Call(replace(held, held_there=("camera",)))) == "staff-holds-camera"
    assert trouble(Call(replace(held, without_there=("voice",)))) == "staff-voice"
    assert trouble(Call(held, without=("microphone",))) == "microphone"


def test_who_stopped_their_own_voice_is_not_told_of_a_microphone_that_is_off() -> None:
    assert trouble(Call(replace(TALKING, muted=True), without=("voice",))) == ""
    assert trouble(Call(replace(TALKING, muted=True), without=("voice", "camera"))) == "camera"
