"""The child carries out commands in order, but curtain and mute at once."""

import json
import subprocess
import sys

from kiosk.media.engine import MediaEngine
from kiosk.media.messages import Device, DevicesFound, DeviceState
from kiosk.protocol.calls import IceServer
from kiosk.protocol.trials import Trial
from kiosk.tasks import Tasks
from tests.media.conftest import MakeEngine
from tests.media.media_calls import connect, virtual_settings
from tests.media.media_peer import Peer


async def test_the_curtain_does_not_wait_for_an_offer_that_is_being_made(engine: MediaEngine) -> None:
    silent_server = IceServer(urls=("stun:192.0.2.1:3478",))  # RFC 5737: answers nobody
    tasks = Tasks("test")
    offer = tasks.start(engine.make_offer((silent_server,), 1), "offer")
    before = engine.pid
    await engine.draw_curtain(True)
    assert not offer.done()
    assert engine.pid == before, "the curtain was confirmed, not enforced by a kill"
    assert "m=video" in await offer


async def test_hanging_up_does_not_open_a_device_again(engine: MediaEngine) -> None:
    await engine.make_offer((), 1)
    await engine.end_call()
    await engine.end_call()
    assert engine.mirror_frames.latest() is None


async def test_devices_can_be_asked_for_without_a_call(make_engine: MakeEngine) -> None:
    engine: MediaEngine = await make_engine(virtual_settings(speaker="none"))
    assert await engine.find_devices() == DevicesFound(
        camera=Device(state=DeviceState.VIRTUAL),
        microphone=Device(state=DeviceState.VIRTUAL),
        speaker=Device(state=DeviceState.NONE),
    )


async def test_devices_are_tried_without_a_call_and_left_alone_in_one(make_engine: MakeEngine) -> None:
    engine: MediaEngine = await make_engine(virtual_settings())
    tried = await engine.try_devices(sound=True)
    assert tried is not None
    assert (tried.camera, tried.microphone, tried.speaker) == (Trial.WORKS, Trial.WORKS, Trial.WORKS)
    await engine.make_offer((), 1)
    assert await engine.try_devices(sound=True) is None


async def test_a_machine_without_an_encoder_in_hardware_makes_its_call_all_the_same(
    make_engine: MakeEngine, peer: Peer
) -> None:
    engine: MediaEngine = await make_engine(virtual_settings(hardware=True))
    await connect(engine, peer)
    await peer.until(lambda: peer.frames > 5)


def test_a_child_whose_booth_ended_before_it_was_there_ends_without_a_fault() -> None:
    gone = "/proc/0/fd/9"  # no process has this number
    ended = subprocess.run(
        [
            sys.executable,
            "-m",
            "kiosk.loading",
            "kiosk.media.engine_child",
            f"--settings={virtual_settings().model_dump_json()}",
            f"--remote={gone}",
            f"--mirror={gone}",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert [json.loads(line)["event"] for line in ended.stderr.splitlines()] == ["booth_gone"]
    assert ended.returncode == 0
