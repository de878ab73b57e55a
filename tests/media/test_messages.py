"""Everything that passes the door comes out as it went in, and nothing else does."""

import pytest
from pydantic import BaseModel, ValidationError

from kiosk.media.messages import (
    AddCandidate,
    Device,
    DevicesFound,
    DeviceState,
    DrawCurtain,
    LineState,
    MakeOffer,
    StateChanged,
    media_commands,
    media_events,
)
from kiosk.protocol.calls import IceServer

COMMANDS = [
    MakeOffer(attempt=2, ice_servers=(IceServer(urls=("turn:a",), username="u", credential="c"),), curtain=True),
    AddCandidate(attempt=1, candidate="", sdp_mid="0", sdp_m_line_index=0),
    DrawCurtain(drawn=True),
]
EVENTS = [
    StateChanged(attempt=1, state=LineState.RECONNECTING),
    DevicesFound(
        camera=Device(state=DeviceState.REAL, name="/dev/video0"),
        microphone=Device(state=DeviceState.NONE),
        speaker=Device(state=DeviceState.VIRTUAL),
    ),
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda one: type(one).__name__)
def test_commands(command: BaseModel) -> None:
    assert media_commands.validate_json(command.model_dump_json()) == command


@pytest.mark.parametrize("event", EVENTS, ids=lambda one: type(one).__name__)
def test_events(event: BaseModel) -> None:
    assert media_events.validate_json(event.model_dump_json()) == event


def test_unknown_things_are_refused() -> None:
    with pytest.raises(ValidationError):
        media_commands.validate_json('{"kind": "format_disk"}')
    with pytest.raises(ValidationError):
        media_commands.validate_json('{"kind": "draw_curtain", "drawn": true, "softly": true}')
