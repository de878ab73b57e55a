"""Settings with virtual devices, and the steps of a call."""

from typing import Any, Final

from kiosk.media.engine import MediaEngine
from kiosk.media.messages import AddCandidate
from kiosk.media.settings import MediaSettings
from tests.media.media_peer import Peer

WHOLE: Final = {"width_px": 1280, "height_px": 720}


def virtual_settings(**changes: Any) -> MediaSettings:
    """Virtual camera and microphone, no speaker, whatever this machine has. A quarter of `WHOLE` is enough for most."""
    return MediaSettings.model_validate(
        {
            "camera": "virtual",
            "microphone": "virtual",
            "speaker": "virtual",
            "rehearsal": True,
            "width_px": 640,
            "height_px": 360,
            "virtual_camera": "kiosk.rehearsal.virtual_camera:open_camera",
            "virtual_microphone": "kiosk.rehearsal.virtual_voice:open_microphone",
            **changes,
        }
    )


def parameters(sdp: str) -> list[list[str]]:
    """What each line of a codec's format parameters says: ``["apt=97"]``."""
    lines = [line.partition(" ")[2] for line in sdp.splitlines() if line.startswith("a=fmtp:")]
    return [[one.strip() for one in line.split(";")] for line in lines]


def candidate_of(found: dict[str, Any], attempt: int = 1) -> AddCandidate:
    """A candidate as a browser's script tells it."""
    return AddCandidate(
        attempt=attempt,
        candidate=found["candidate"],
        sdp_mid=found.get("sdpMid"),
        sdp_m_line_index=found.get("sdpMLineIndex"),
    )


async def connect(engine: MediaEngine, peer: Peer, attempt: int = 1) -> None:
    """Offer, answer and the end of candidates."""
    answer = await peer.answer(await engine.make_offer((), attempt))
    await engine.take_answer(answer, attempt)
    await engine.add_candidate(AddCandidate(attempt=attempt, candidate=""))
