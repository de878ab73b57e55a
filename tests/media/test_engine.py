"""A call between the media child and a real second peer, and what happens when the child dies."""

import asyncio
import os
from pathlib import Path

import pytest

from kiosk.media.engine import MediaEngine, MediaFailed
from kiosk.media.engine_child import FIRST
from kiosk.media.messages import (
    AddCandidate,
    FirstFrame,
    FirstSound,
    LineState,
    MediaGone,
    MediaProblem,
    OfferMade,
    Problem,
    StateChanged,
    Statistics,
)
from tests.media.conftest import Events, MakeEngine
from tests.media.media_calls import WHOLE, connect, virtual_settings
from tests.media.media_peer import Peer
from tests.until import until


async def test_picture_and_sound_go_both_ways(make_engine: MakeEngine, events: Events, peer: Peer) -> None:
    engine = await make_engine(virtual_settings(**WHOLE))
    await connect(engine, peer)
    await events.first(FirstFrame)
    await events.first(FirstSound)
    await events.first(StateChanged, lambda event: event.state is LineState.CONNECTED)
    await peer.until(lambda: peer.frames >= 30 and peer.loudness > 0.01)
    assert peer.size == (1280, 720)
    assert peer.ages
    figures = await events.first(Statistics, lambda event: event.frames_received >= 30 and event.frames_sent >= 30)
    assert (figures.width, figures.height) == (640, 360)
    assert figures.frame_age_ms is not None
    later = await events.first(Statistics, lambda event: event.audio_in_rms > 0.05 and event.audio_out_rms > 0.01)
    assert later.received_kbit > 0 < later.sent_kbit
    frame = engine.remote_frames.latest()
    assert frame is not None
    assert (frame.width, frame.height) == (640, 360)
    assert 120 < frame.y[640 * 200 + 300] < 136
    mirror = engine.mirror_frames.latest()
    assert mirror is not None
    assert (mirror.width, mirror.height) == (1280, 720)
    assert not [event for event in events.all if isinstance(event, OfferMade)]  # it was the answer to a request


async def test_the_curtain_cuts_camera_microphone_and_mirror(engine: MediaEngine, events: Events, peer: Peer) -> None:
    await connect(engine, peer)
    await peer.until(lambda: peer.frames > 5 and peer.brightness > 80 and peer.loudness > 0.01)
    assert engine.mirror_frames.latest() is not None
    await engine.draw_curtain(True)
    assert engine.mirror_frames.latest() is None
    await peer.until(lambda: peer.brightness < 20)
    await events.first(Statistics, lambda event: event.audio_out_rms == 0)
    assert engine.mirror_frames.latest() is None
    await peer.until(lambda: peer.loudness < 0.001)
    await engine.draw_curtain(False)
    await peer.until(lambda: peer.brightness > 80 and peer.loudness > 0.01)
    assert engine.mirror_frames.latest() is not None


async def test_a_curtain_drawn_before_a_call_is_carried_by_its_offer(engine: MediaEngine, peer: Peer) -> None:
    await engine.draw_curtain(True)
    await connect(engine, peer)
    await peer.until(lambda: peer.frames > 10)
    assert peer.brightness < 20
    await engine.draw_curtain(False)
    await peer.until(lambda: peer.brightness > 80)


async def test_mute_cuts_only_the_microphone(engine: MediaEngine, events: Events, peer: Peer) -> None:
    await connect(engine, peer)
    await peer.until(lambda: peer.loudness > 0.01)
    await engine.mute(True)
    await events.first(Statistics, lambda event: event.audio_out_rms == 0 and event.frames_sent > 0)
    await peer.until(lambda: peer.brightness > 80)


async def test_after_the_child_was_killed_a_new_offer_brings_the_picture_back(
    engine: MediaEngine, events: Events, peer: Peer
) -> None:
    await connect(engine, peer)
    await events.first(FirstFrame)
    await engine.draw_curtain(True)
    before, number = engine.pid, engine.remote_frames.newest()
    engine.kill()
    await events.first(MediaGone, lambda event: event.attempt == 1)
    assert engine.remote_frames.latest() is None
    second = Peer()
    try:
        await connect(engine, second, attempt=2)
        await events.first(FirstFrame, lambda event: event.attempt == 2)
        await second.until(lambda: second.frames > 10)
        assert second.brightness < 20, "a restarted child must not send what the curtain cut"
        assert engine.mirror_frames.latest() is None
        assert engine.pid != before
        assert engine.remote_frames.newest() > number
        await engine.draw_curtain(False)
        await second.until(lambda: second.brightness > 80)
    finally:
        await second.close()


async def test_ending_a_call_wipes_the_pictures_and_the_next_call_works(
    engine: MediaEngine, events: Events, peer: Peer
) -> None:
    await connect(engine, peer)
    await events.first(FirstFrame)
    await engine.draw_curtain(True)
    await engine.end_call()
    assert engine.remote_frames.latest() is None
    assert engine.mirror_frames.latest() is None
    events.all.clear()
    next_peer = Peer()
    try:
        await connect(engine, next_peer)
        await events.first(FirstFrame)
        await next_peer.until(lambda: next_peer.brightness > 80)
    finally:
        await next_peer.close()


async def test_each_call_has_a_child_of_its_own_and_no_death_is_told(engine: MediaEngine, events: Events) -> None:
    children = []
    for _ in range(3):
        await engine.make_offer((), 1)
        assert engine.pid is not None
        children.append(engine.pid)
        before = os.getpriority(os.PRIO_PROCESS, 0)
        first = os.getpriority(os.PRIO_PROCESS, engine.pid)
        assert first == (FIRST if os.geteuid() == 0 else before), "sound goes first where that is allowed"
        await engine.end_call()
    assert len(set(children)) == 3
    await engine.find_devices()  # the last renewal is over
    assert not [child for child in children if Path(f"/proc/{child}").exists()]
    await engine.end_call()
    assert not [event for event in events.all if isinstance(event, MediaGone)]


@pytest.mark.soak
async def test_memory_does_not_grow_over_two_hundred_calls(engine: MediaEngine, events: Events) -> None:
    sizes = []
    for _ in range(200):
        peer = Peer()
        events.all.clear()
        await connect(engine, peer)
        await events.first(FirstFrame)
        sizes.append(int(Path(f"/proc/{engine.pid}/statm").read_text(encoding="ascii").split()[1]))
        await engine.end_call()
        await peer.close()
    assert max(sizes[100:]) < 1.2 * max(sizes[:20])


async def test_a_new_attempt_without_a_death_replaces_the_old_one(
    engine: MediaEngine, events: Events, peer: Peer
) -> None:
    await connect(engine, peer)
    await events.first(FirstFrame)
    second = Peer()
    try:
        await connect(engine, second, attempt=2)
        await events.first(FirstFrame, lambda event: event.attempt == 2)
        await events.first(StateChanged, lambda event: event == StateChanged(attempt=1, state=LineState.CLOSED))
    finally:
        await second.close()


async def test_an_attempt_that_leads_nowhere_leaves_the_earlier_one_as_it_is(
    engine: MediaEngine, events: Events, peer: Peer
) -> None:
    await connect(engine, peer)
    await events.first(FirstFrame)
    await engine.make_offer((), 2)
    number, seen = engine.remote_frames.newest(), peer.frames
    await peer.until(lambda: peer.frames >= seen + 10 and peer.loudness > 0.01)
    await until(lambda: engine.remote_frames.newest() >= number + 10)
    third = Peer()
    try:
        await connect(engine, third, attempt=3)
        await events.first(FirstFrame, lambda event: event.attempt == 3)
        await third.until(lambda: third.frames > 2 and third.loudness > 0.01)
        await events.first(StateChanged, lambda event: event == StateChanged(attempt=1, state=LineState.CLOSED))
        assert engine.remote_frames.latest() is not None
    finally:
        await third.close()


async def test_answers_and_candidates_of_an_older_attempt_are_dropped(engine: MediaEngine, events: Events) -> None:
    await engine.make_offer((), 2)
    await engine.take_answer("nonsense", 1)
    await engine.add_candidate(AddCandidate(attempt=1, candidate="nonsense", sdp_mid="0", sdp_m_line_index=0))
    await engine.mute(False)
    await engine.draw_curtain(False)  # everything before it was read
    assert not [event for event in events.all if isinstance(event, MediaProblem)]


async def test_a_bad_answer_is_refused_and_the_engine_goes_on(engine: MediaEngine, events: Events, peer: Peer) -> None:
    await engine.make_offer((), 1)
    with pytest.raises(MediaFailed, match=Problem.ANSWER_REFUSED):
        await engine.take_answer("v=0\r\nthis is no answer", 1)
    await connect(engine, peer, attempt=2)
    await events.first(FirstFrame, lambda event: event.attempt == 2)


async def test_a_second_answer_is_dropped_and_candidates_may_come_before_the_first(
    engine: MediaEngine, events: Events, peer: Peer
) -> None:
    answer = await peer.answer(await engine.make_offer((), 1))
    lines = answer.split("\r\n")
    for line in lines:
        if line.startswith("a=candidate"):
            await engine.add_candidate(
                AddCandidate(attempt=1, candidate=line.removeprefix("a="), sdp_mid="0", sdp_m_line_index=0)
            )
    await engine.add_candidate(AddCandidate(attempt=1, candidate=""))
    await engine.take_answer("\r\n".join(line for line in lines if "candidate" not in line), 1)
    await engine.take_answer(answer, 1)
    await events.first(FirstFrame)
    assert not [event for event in events.all if isinstance(event, MediaProblem)]


NONSENSE = ["", "v=0", "v=0\r\nm=video\r\n", "v=0\r\no=- 1 1 IN IP4 x\r\na=mid\r\nm=a b c d\r\n"]


@pytest.mark.parametrize("answer", NONSENSE)
async def test_any_nonsense_is_refused_without_a_restart(engine: MediaEngine, answer: str) -> None:
    await engine.make_offer((), 1)
    before = engine.pid
    with pytest.raises(MediaFailed, match=Problem.ANSWER_REFUSED):
        await engine.take_answer(answer, 1)
    assert engine.pid == before


async def test_a_bad_candidate_is_reported_and_does_no_harm(engine: MediaEngine, events: Events, peer: Peer) -> None:
    offer = await engine.make_offer((), 1)
    await engine.take_answer(await peer.answer(offer), 1)
    await engine.add_candidate(AddCandidate(attempt=1, candidate="candidate:broken", sdp_mid="0", sdp_m_line_index=0))
    problem = await events.first(MediaProblem)
    assert problem.code is Problem.CANDIDATE_REFUSED
    await events.first(FirstFrame)


async def test_missing_devices_are_said_and_the_call_still_connects(
    make_engine: MakeEngine, events: Events, peer: Peer
) -> None:
    engine = await make_engine(virtual_settings(camera="none", microphone="none", speaker="none"))
    await connect(engine, peer)
    await events.first(FirstFrame)
    await peer.until(lambda: peer.frames > 2)
    missing = {event.code for event in events.all if isinstance(event, MediaProblem)}
    assert missing == {Problem.CAMERA_MISSING, Problem.MICROPHONE_MISSING, Problem.SPEAKER_MISSING}


async def test_offers_never_name_a_server_that_was_not_given(engine: MediaEngine) -> None:
    offer = await engine.make_offer((), 1)
    assert "typ srflx" not in offer
    assert "typ host" in offer
    assert "a=end-of-candidates" in offer


async def test_attempts_count_from_one(engine: MediaEngine) -> None:
    with pytest.raises(ValueError, match="from 1"):
        await engine.make_offer((), 0)


async def test_a_child_that_dies_while_it_makes_an_offer_is_a_failure_not_a_hang(engine: MediaEngine) -> None:
    asyncio.get_running_loop().call_soon(engine.kill)
    with pytest.raises(MediaFailed, match="ChildGone"):
        await engine.make_offer((), 1)
