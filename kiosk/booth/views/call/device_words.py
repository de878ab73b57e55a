"""What the screen says of devices that are out, here or at the desk of staff."""

from typing import Final

from kiosk.booth.call.state import Call, Talking

_WORST_FIRST: Final = (
    "microphone", "speaker", "voice", "staff-microphone", "staff-voice", "staff-holds-microphone",
    "camera", "staff-camera", "staff-holds-camera",
)  # fmt: skip


def trouble(call: Call) -> str:
    """The worst of what cannot be heard or seen now, by which the page finds its words; empty for nothing.

    Of the booth `sound`, `microphone`, `speaker`, `voice` (its microphone is switched off at itself) and `camera`; the
    same of staff, and `staff-holds-…` where they keep back their voice or picture by a button.
    """
    stage = call.stage
    if not isinstance(stage, Talking):
        return ""
    here, there = set[str](call.without), set(stage.without_there)
    if {"microphone", "speaker"} <= here:
        return "sound"
    if stage.muted:
        here.discard("voice")  # the screen says already why nobody hears them
    staffs = {f"staff-{part}" for part in there} | {f"staff-holds-{part}" for part in stage.held_there}
    return next((one for one in _WORST_FIRST if one in here | staffs), "")
