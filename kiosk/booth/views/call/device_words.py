"""What the screen says of devices that are out, here or at the desk of staff."""

from collections.abc import Set as AbstractSet

from kiosk.booth.call.state import Call, Talking
from kiosk.protocol.call_state import Part


def trouble(call: Call) -> str:
    """The worst of what cannot be heard or seen now, by which the page finds its words; empty for nothing.

    `sound`, `microphone`, `speaker` and `camera` of the booth, `staff-microphone` and `staff-camera`.
    """
    stage = call.stage
    return _worst(set(call.without), set(stage.without_there)) if isinstance(stage, Talking) else ""


def _worst(here: AbstractSet[Part], there: AbstractSet[Part]) -> str:
    if {"microphone", "speaker"} <= here:
        return "sound"
    if "microphone" in here:
        return "microphone"
    if "speaker" in here:
        return "speaker"
    if "microphone" in there:
        return "staff-microphone"
    if "camera" in here:
        return "camera"
    return "staff-camera" if "camera" in there else ""
