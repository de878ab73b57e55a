"""What an offer promises of arrivals, that aiortc still has the parts we replace, and that reports are sent."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from aiortc import RTCConfiguration, RTCPeerConnection
from aiortc.codecs import CODECS, HEADER_EXTENSIONS
from aiortc.rtp import HeaderExtensions, RtpPacket

from kiosk.media.line import bandwidth
from kiosk.media.line.assembly import PictureJitterBuffer, ToDecoder
from kiosk.media.line.bandwidth import improve, offer_feedback
from kiosk.media.line.feedback import TRANSPORT_WIDE, outcomes
from kiosk.media.line.jitter import SoundDoor
from kiosk.media.line.repair import PatientNacks
from kiosk.media.line.stamps import AT_ONCE
from kiosk.tasks import Tasks


@pytest.fixture
def offering() -> Iterator[None]:
    """Offers as the media child makes them; other tests' peers are as aiortc makes them."""
    feedbacks = [list(codec.rtcpFeedback) for codec in CODECS["video"]]
    extensions = list(HEADER_EXTENSIONS["video"])
    offer_feedback()
    offer_feedback()
    yield
    HEADER_EXTENSIONS["video"][:] = extensions
    for codec, feedback in zip(CODECS["video"], feedbacks, strict=True):
        codec.rtcpFeedback[:] = feedback


async def test_an_offer_promises_once_for_each_codec_and_with_a_number_of_its_own(offering: None) -> None:
    connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
    try:
        for kind in ("audio", "video"):
            connection.addTransceiver(kind)
        lines = (await connection.createOffer()).sdp.splitlines()
    finally:
        await connection.close()
    numbers = {line.split()[1]: line.split()[0] for line in lines if line.startswith("a=extmap:")}
    assert len(set(numbers.values())) == len(numbers)
    assert {TRANSPORT_WIDE, AT_ONCE} <= set(numbers)
    promised = [line for line in lines if line.endswith(" transport-cc")]
    assert len(promised) == len(set(promised)) == 3  # VP8 and two profiles of H.264


async def test_a_receiver_of_this_aiortc_takes_our_parts_and_reports_what_came(monkeypatch: Any) -> None:
    monkeypatch.setattr(bandwidth, "_REPORT_EVERY_S", 0.0)
    connection, tasks = RTCPeerConnection(RTCConfiguration(iceServers=[])), Tasks("test")
    try:
        for kind in ("audio", "video"):
            connection.addTransceiver(kind)
        await connection.setLocalDescription(await connection.createOffer())
        improve(connection, lambda *_: None, tasks.start)
        inside = {one.kind: vars(one.receiver) for one in connection.getTransceivers()}
        assert isinstance(inside["audio"]["_RTCRtpReceiver__jitter_buffer"], SoundDoor)
        assert isinstance(inside["video"]["_RTCRtpReceiver__jitter_buffer"], PictureJitterBuffer)
        assert isinstance(inside["video"]["_RTCRtpReceiver__nack_generator"], PatientNacks)
        assert isinstance(inside["video"]["_RTCRtpReceiver__decoder_queue"], ToDecoder)
        assert inside["video"]["_RTCRtpReceiver__remote_bitrate_estimator"] is not None
        receiver = next(one.receiver for one in connection.getTransceivers() if one.kind == "video")
        sent: asyncio.Queue[bytes] = asyncio.Queue()
        monkeypatch.setattr(receiver.transport, "_send_rtp", sent.put)
        packet = RtpPacket(payload_type=97, sequence_number=1, timestamp=0)
        packet.extensions = HeaderExtensions(transport_sequence_number=77)
        await receiver._handle_rtp_packet(packet, arrival_time_ms=0)
        assert [number for number, at in outcomes(await sent.get()) if at is not None] == [77]
        assert inside["video"]["_RTCRtpReceiver__remote_bitrate_estimator"] is None
    finally:
        await tasks.end()
        await connection.close()
