"""What the booth writes into its offer: each parameters once, and streams of their own."""

from aiortc import RTCConfiguration, RTCPeerConnection

from kiosk.media.engine import MediaEngine
from kiosk.media.line.sdp import for_one_voice, unsynchronised, with_start_bitrate
from kiosk.media.settings import RECEIVE_MOST_KBIT, MediaSettings
from tests.media.media_calls import parameters

SDP = (
    "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 96\r\na=rtpmap:96 opus/48000/2\r\n"
    "m=video 9 UDP/TLS/RTP/SAVPF 97 98 99\r\na=rtpmap:97 VP8/90000\r\na=rtpmap:98 rtx/90000\r\na=fmtp:98 apt=97\r\n"
    "a=rtpmap:99 H264/90000\r\na=fmtp:99 packetization-mode=1;profile-level-id=42e01f\r\na=setup:actpass\r\n"
)


def test_the_wish_is_written_to_every_picture_codec_and_nowhere_else() -> None:
    parameters = "x-google-start-bitrate=1500;x-google-max-bitrate=2500"
    lines = with_start_bitrate(SDP, 1500, 2500).split("\r\n")
    assert f"a=fmtp:97 {parameters}" in lines
    assert f"a=fmtp:99 packetization-mode=1;profile-level-id=42e01f;{parameters}" in lines
    assert "a=fmtp:98 apt=97" in lines
    assert not [line for line in lines if line.startswith("a=fmtp:96")]
    assert [line for line in lines if "fmtp:9" not in line] == [x for x in SDP.split("\r\n") if "fmtp:9" not in x]


def test_one_voice_with_copies_of_what_may_be_lost_is_asked_for() -> None:
    lines = for_one_voice(SDP).split("\r\n")
    assert "a=fmtp:96 minptime=10;useinbandfec=1;usedtx=1;stereo=0;maxaveragebitrate=40000" in lines
    assert [line for line in lines if "fmtp:96" not in line] == SDP.split("\r\n")


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


async def test_a_real_offer_names_each_parameter_of_a_codec_once(engine: MediaEngine) -> None:
    offer = await engine.make_offer((), 1)
    asked = {
        f"x-google-start-bitrate={MediaSettings().receive_start_kbit}",
        f"x-google-max-bitrate={RECEIVE_MOST_KBIT}",
    }
    wished = [found for found in parameters(offer) if asked <= set(found)]
    assert wished
    for found in parameters(offer):
        names = [one.partition("=")[0] for one in found]
        assert sorted(names) == sorted(set(names))
