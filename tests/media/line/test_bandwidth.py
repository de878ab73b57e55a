"""The floor under what we ask for, and that aiortc still has the parts we replace."""

import asyncio

from aiortc import RTCConfiguration, RTCPeerConnection

from kiosk.media.line.bandwidth import FlooredEstimator, improve
from kiosk.media.line.jitter import PictureJitterBuffer, SoundJitterBuffer


def test_never_asks_for_less_than_the_floor() -> None:
    reports = []
    for floor in (0, 1_500_000):
        estimator = FlooredEstimator(floor)
        due = [
            estimator.add(
                abs_send_time=(number * 262144 // 200) & 0xFFFFFF,
                arrival_time_ms=number * 9,  # arrives ever later than it was sent: looks like a full line
                payload_size=400,
                ssrc=7,
            )
            for number in range(1, 1200)
        ]
        reports.append([report for report in due if report is not None])
    free, floored = reports
    assert min(bitrate for bitrate, _ in free) < 1_500_000
    assert min(bitrate for bitrate, _ in floored) >= 1_500_000
    assert {tuple(streams) for _, streams in floored} == {(7,)}


async def test_a_receiver_of_this_aiortc_takes_our_parts() -> None:
    connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
    try:
        receivers = {kind: connection.addTransceiver(kind).receiver for kind in ("audio", "video")}
        for kind, receiver in receivers.items():
            improve(receiver, kind, 1_000_000)
        inside = {kind: vars(receiver) for kind, receiver in receivers.items()}
        assert isinstance(inside["audio"]["_RTCRtpReceiver__jitter_buffer"], SoundJitterBuffer)
        assert isinstance(inside["video"]["_RTCRtpReceiver__jitter_buffer"], PictureJitterBuffer)
        assert isinstance(inside["video"]["_RTCRtpReceiver__remote_bitrate_estimator"], FlooredEstimator)
    finally:
        await connection.close()
        await asyncio.sleep(0)
