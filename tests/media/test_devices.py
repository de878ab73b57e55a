"""The choice among devices, and looking at a machine that may have none."""

from pathlib import Path
from typing import Any

import pytest

from kiosk.media.devices import Plugged, Present, _cameras, _named, choose, look, plugged
from kiosk.media.messages import Device, DeviceState
from kiosk.media.settings import MediaSettings

CAMERA = Device(state=DeviceState.REAL, name="/dev/video0")
SECOND = Device(state=DeviceState.REAL, name="/dev/video2")
MICROPHONE = Device(state=DeviceState.REAL, name="USB microphone")
FULL = Present((CAMERA, SECOND), (MICROPHONE,), ())
EMPTY = Present((), (), ())
FACTORY = "kiosk.rehearsal.virtual_camera:open_camera"


@pytest.mark.parametrize(
    ("settings", "present", "state", "name"),
    [
        ({}, FULL, DeviceState.REAL, "/dev/video0"),
        ({"camera": "/dev/video2"}, FULL, DeviceState.REAL, "/dev/video2"),
        ({"camera": "/dev/video9"}, FULL, DeviceState.NONE, "/dev/video9"),
        ({"camera": "none"}, FULL, DeviceState.NONE, ""),
        ({}, EMPTY, DeviceState.NONE, ""),
        ({"virtual_camera": FACTORY}, EMPTY, DeviceState.NONE, ""),
        ({"virtual_camera": FACTORY, "rehearsal": True}, EMPTY, DeviceState.VIRTUAL, ""),
        ({"virtual_camera": FACTORY, "rehearsal": True}, FULL, DeviceState.REAL, "/dev/video0"),
        ({"virtual_camera": FACTORY, "rehearsal": True, "camera": "virtual"}, FULL, DeviceState.VIRTUAL, ""),
        ({"virtual_camera": FACTORY, "camera": "virtual"}, FULL, DeviceState.NONE, ""),
    ],
)
def test_which_camera(settings: dict[str, Any], present: Present, state: DeviceState, name: str) -> None:
    assert choose(MediaSettings.model_validate(settings), present).camera == Device(state=state, name=name)


def test_each_kind_is_chosen_by_its_own() -> None:
    found = choose(MediaSettings(rehearsal=True), FULL)
    assert (found.microphone, found.speaker.state) == (MICROPHONE, DeviceState.VIRTUAL)


def test_the_system_default_comes_first() -> None:
    listed = [
        {"name": "HDMI", "max_output_channels": 2},
        {"name": "microphone", "max_output_channels": 0},
        {"name": "speaker", "max_output_channels": 2},
    ]
    assert [device.name for device in _named(listed, "max_output_channels", 2)] == ["speaker", "HDMI"]
    assert [device.name for device in _named(listed, "max_output_channels", -1)] == ["HDMI", "speaker"]


def test_a_file_that_is_no_camera_is_not_one(tmp_path: Path) -> None:
    (tmp_path / "video0").write_bytes(b"")
    (tmp_path / "video-notes").mkdir()
    assert _cameras(tmp_path) == ()


def test_looking_at_this_machine_does_not_fail() -> None:
    present = look()
    for devices in (present.cameras, present.microphones, present.speakers):
        assert all(device.state is DeviceState.REAL for device in devices)


def test_plugging_in_and_pulling_out_is_seen_without_opening_anything(tmp_path: Path) -> None:
    cards = tmp_path / "cards"
    assert plugged(tmp_path, cards) == Plugged((), "")
    cards.write_text(" 0 [Headset        ]: USB-Audio - Headset\n")
    (tmp_path / "video0").touch()
    assert plugged(tmp_path, cards) == Plugged(("video0",), cards.read_text())
