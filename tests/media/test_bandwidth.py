"""The floor under what we ask for, the wish in our offer, and that aiortc still has the parts we replace."""

import asyncio

from aiortc import RTCConfiguration, RTCPeerConnection

from kiosk.media.bandwidth import FlooredEstimator, improve, unsynchronised, with_start_bitrate
from kiosk.media.jitter import PictureJitterBuffer, SoundJitterBuffer

SDP = (
    "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 96\r\na=rtpmap:96 opus/48000/2\r\n"
    "m=video 9 UDP/TLS/RTP/SAVPF 97 98 99\r\na=rtpmap:97 VP8/90000\r\na=rtpmap:98 rtx/90000\r\na=fmtp:98 apt=97\r\n"
    "a=rtpmap:99 H264/90000\r\na=fmtp:99 packetization-mode=1;profile-level-id=42e01f\r\na=setup:actpass\r\n"
)


def test_the_wish_is_written_to_every_picture_codec_and_nowhere_else() -> None:
    wish = "x-google-start-bitrate=1500;x-google-max-bitrate=2500"
    lines = with_start_bitrate(SDP, 1500, 2500).split("\r\n")
    assert f"a=fmtp:97 {wish}" in lines
    assert f"a=fmtp:99 packetization-mode=1;profile-level-id=42e01f;{wish}" in lines
    assert "a=fmtp:98 apt=97" in lines
    assert not [line for line in lines if line.startswith("a=fmtp:96")]
    assert [line for line in lines if "fmtp:9" not in line] == [x for x in SDP.split("\r\n") if "fmtp:9" not in x]


async def test_sound_and_picture_of_an_offer_are_streams_of_their_own() -> None:
    connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
    try:
        for kind in ("audio", "video"):
            connection.addTransceiver(kind)
        before = (await connection.createOffer()).sdp
    finally:
        await connection.close()
    after = unsynchronised(before)
    streams = [line.split()[0] for line in after.splitlines() if line.startswith("a=msid:")]
    assert len(streams) == len(set(streams)) == 2
    assert after.replace("msid:picture-", "msid:") == before


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
