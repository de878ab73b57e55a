"""Sound passes, the picture is numbered and paced, repeats stop at their share, key pictures keep their distance."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiortc import RTCConfiguration, RTCPeerConnection
from aiortc.rtcrtpparameters import RTCRtpHeaderExtensionParameters, RTCRtpParameters
from aiortc.rtp import HeaderExtensions, RtcpByePacket, RtpPacket

from kiosk.media.line.estimate import Estimate, Told
from kiosk.media.line.feedback import TRANSPORT_WIDE, Feedback
from kiosk.media.line.outgoing import Outgoing
from kiosk.media.line.stamps import AT_ONCE, place_of


class _Sending:
    """A connection that sends into a list."""

    def __init__(self, connection: RTCPeerConnection) -> None:
        self.sent: list[bytes] = []
        self.read: list[bytes] = []
        self.moved = 0
        for transceiver in connection.getTransceivers():
            transport: Any = transceiver.sender.transport
            transport._send_rtp, transport._handle_rtcp_data = self._send, self._read
        self.outgoing = Outgoing(connection, Estimate(500_000, 100_000, 3_000_000), lambda: 500_000.0, self._move)
        self.picture: Any = next(one.sender for one in connection.getTransceivers() if one.kind == "video")
        headers = vars(self.picture)["_RTCRtpSender__rtp_header_extensions_map"]
        headers.configure(
            RTCRtpParameters(
                headerExtensions=[
                    RTCRtpHeaderExtensionParameters(id=4, uri=TRANSPORT_WIDE),
                    RTCRtpHeaderExtensionParameters(id=5, uri=AT_ONCE),
                ]
            )
        )
        self.headers = headers

    async def _send(self, data: bytes) -> None:
        self.sent.append(data)

    async def _read(self, data: bytes) -> None:
        self.read.append(data)

    def _move(self) -> None:
        self.moved += 1

    async def packet(self, stream: int, size: int = 1100) -> None:
        payload = (1).to_bytes(2, "big") + bytes(size)  # a repeat says first which packet it is of
        packet = RtpPacket(payload_type=97, sequence_number=1, timestamp=9, payload=payload, ssrc=stream)
        packet.extensions = HeaderExtensions()
        await self.picture.transport._send_rtp(packet.serialize(self.headers))

    def numbers(self) -> list[int]:
        places = [(data, place_of(data, 4, 2)) for data in self.sent]
        return [int.from_bytes(data[at : at + 2], "big") for data, at in places if at]


@pytest.fixture
async def sending() -> AsyncIterator[_Sending]:
    connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
    for kind in ("audio", "video"):
        connection.addTransceiver(kind)
    await connection.setLocalDescription(await connection.createOffer())
    made = _Sending(connection)
    yield made
    made.outgoing.close()
    await connection.close()


async def test_the_picture_is_numbered_and_paced_and_what_became_of_it_moves_the_estimate(
    sending: _Sending, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    for _ in range(20):
        await sending.packet(sending.picture._ssrc)
    assert sending.numbers() == list(range(20))
    assert len(waits) > 10
    feedback = Feedback()
    for number in range(20):
        feedback.add(number, 1_000_000 + number * 9_000)
    (report,) = feedback.reports(1, 2)
    bye = bytes(RtcpByePacket(sources=[5]))
    assert not sending.outgoing.told
    await sending.picture.transport._handle_rtcp_data(bye + report)
    assert sending.read == [bye]
    assert (sending.moved, sending.outgoing.told) == (1, True)
    await sending.picture.transport._handle_rtcp_data(report[:-4])
    assert sending.read == [bye]


async def test_every_packet_of_the_picture_asks_to_be_shown_when_it_is_there_of_whoever_takes_that(
    sending: _Sending,
) -> None:
    await sending.packet(sending.picture._ssrc)
    (packet,) = sending.sent
    at = place_of(packet, 5, 3)
    assert at is not None
    assert packet[at : at + 3] == bytes(3)
    assert RtpPacket.parse(packet, sending.headers).payload[:2] == (1).to_bytes(2, "big")
    sending.headers.configure(RTCRtpParameters())
    await sending.packet(sending.picture._ssrc)
    assert place_of(sending.sent[1], 5, 3) is None


async def test_sound_and_reports_pass_at_once(sending: _Sending, monkeypatch: pytest.MonkeyPatch) -> None:
    async def sleep(seconds: float) -> None:
        raise AssertionError(seconds)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    bye = bytes(RtcpByePacket(sources=[5]))
    for _ in range(20):
        await sending.packet(stream=77)
        await sending.picture.transport._send_rtp(bye)
    assert len(sending.sent) == 40
    assert set(sending.numbers()) == {0}, "not counted"


async def test_repeats_stop_at_their_share_and_never_hold_up_what_is_read(sending: _Sending) -> None:
    await sending.packet(sending.picture._ssrc)
    for _ in range(60):
        await sending.packet(sending.picture._rtx_ssrc)
    assert 1 <= len(sending.sent) - 1 < 30


async def test_what_was_sent_long_ago_is_not_repeated_but_begun_anew(
    sending: _Sending, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys: list[bool] = []
    monkeypatch.setattr(sending.picture, "_send_keyframe", lambda: keys.append(True))
    await sending.packet(sending.picture._ssrc)
    await sending.packet(sending.picture._rtx_ssrc)
    assert (len(sending.sent), keys) == (2, [])
    sending.outgoing._sent_s[1] -= 1.0
    await sending.packet(sending.picture._rtx_ssrc)
    assert (len(sending.sent), keys) == (2, [True])


async def test_what_lost_reports_would_have_told_is_taken_for_come(sending: _Sending) -> None:
    heard: list[float] = []
    take = sending.outgoing.estimate.take

    def taken(told: list[Told], share: float) -> None:
        heard.append(share)
        take(told, share)

    vars(sending.outgoing.estimate)["take"] = taken
    for _ in range(40):
        await sending.packet(stream=sending.picture._rtx_ssrc, size=20)
    feedback = Feedback()
    for number in range(12):
        feedback.add(number, 1_000_000 + number * 9_000)
        (report,) = feedback.reports(1, 2)
        if number % 3 == 0:
            await sending.picture.transport._handle_rtcp_data(report)
    assert heard == pytest.approx([1.0, 2 / 4, 3 / 7, 4 / 10])


async def test_key_pictures_that_are_asked_for_all_the_time_come_at_a_distance(
    sending: _Sending, monkeypatch: pytest.MonkeyPatch
) -> None:
    later: list[Any] = []

    class _Loop:
        def call_later(self, _seconds: float, work: Any) -> asyncio.Future[None]:
            later.append(work)
            return asyncio.Future()

    monkeypatch.setattr(asyncio, "get_running_loop", _Loop)
    for _ in range(9):
        sending.picture._send_keyframe()
    assert vars(sending.picture)["_RTCRtpSender__force_keyframe"]
    vars(sending.picture)["_RTCRtpSender__force_keyframe"] = False
    assert len(later) == 1
    later[0]()
    assert vars(sending.picture)["_RTCRtpSender__force_keyframe"]
