"""Numbers and times are written where aiortc reads them; reports are taken out of what they came with."""

from typing import Any

import pytest
from aiortc.rtcrtpparameters import RTCRtpHeaderExtensionParameters, RTCRtpParameters
from aiortc.rtp import HeaderExtensions, HeaderExtensionsMap, RtcpByePacket, RtpPacket

from kiosk.media.line.feedback import FORMAT, GENERIC, TRANSPORT_WIDE, Feedback
from kiosk.media.line.stamps import place_of, repeated, split_reports, write_number, write_sent

SENT_AT = "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time"
MID = "urn:ietf:params:rtp-hdrext:sdes:mid"


def _map() -> HeaderExtensionsMap:
    agreed = HeaderExtensionsMap()
    ids = {MID: 1, SENT_AT: 3, TRANSPORT_WIDE: 4}
    agreed.configure(
        RTCRtpParameters(headerExtensions=[RTCRtpHeaderExtensionParameters(id=n, uri=u) for u, n in ids.items()])
    )
    return agreed


def _packet(**values: Any) -> bytearray:
    packet = RtpPacket(payload_type=97, sequence_number=1, timestamp=9, payload=b"picture")
    packet.extensions = HeaderExtensions(**values)
    return bytearray(packet.serialize(_map()))


def test_what_is_written_is_what_aiortc_reads() -> None:
    packet = _packet(mid="video", abs_send_time=0, transport_sequence_number=0)
    assert write_number(packet, 4, 70_000)
    write_sent(packet, 3, 64_000_000 * 5 + 1_500_000)
    read = RtpPacket.parse(bytes(packet), _map())
    assert read.extensions.transport_sequence_number == 70_000 & 0xFFFF
    assert read.extensions.abs_send_time == 3 << 17  # 1.5 s
    assert (read.extensions.mid, read.payload) == ("video", b"picture")


def test_a_packet_without_a_place_stays_as_it_was() -> None:
    for packet in (
        _packet(mid="video"),
        _packet(),
        bytearray(b"\x80"),
        bytearray(b"\x90" + bytes(11) + b"\xbe\xde\x00\x09"),
    ):
        before = bytes(packet)
        assert not write_number(packet, 4, 1)
        write_sent(packet, 3, 1)
        assert bytes(packet) == before
        assert place_of(before, 4, 2) is None


def test_reports_are_taken_out_and_the_rest_is_whole() -> None:
    feedback = Feedback()
    feedback.add(7, 1_000_000)
    (report,) = feedback.reports(1, 2)
    bye = bytes(RtcpByePacket(sources=[5]))
    assert split_reports(bye + report + bye, GENERIC, FORMAT) == ([report], bye + bye)
    assert split_reports(bye, GENERIC, FORMAT) == ([], bye)
    assert split_reports(b"\x80", GENERIC, FORMAT) == ([], b"\x80")


@pytest.mark.parametrize("extended", [False, True])
def test_a_repeat_says_which_packet_it_brings_again(extended: bool) -> None:
    packet = RtpPacket(payload_type=98, sequence_number=7, timestamp=9, payload=b"\x12\x34the rest", ssrc=5)
    if extended:
        packet.extensions = HeaderExtensions(transport_sequence_number=3)
    assert repeated(packet.serialize(_map())) == 0x1234
