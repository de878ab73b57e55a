"""Sound goes straight on."""

from aiortc.rtp import RtpPacket

from kiosk.media.line.jitter import SoundDoor


def test_sound_goes_straight_on_and_leaves_nothing_to_decode() -> None:
    heard: list[tuple[int, int, bytes]] = []
    door = SoundDoor(lambda *packet: heard.append(packet))
    for number in (7, 9, 8, 8):
        packet = RtpPacket(sequence_number=number, timestamp=number * 960, payload=b"%d" % number)
        assert door.add(packet) == (False, None)
    assert heard == [(7, 6720, b"7"), (9, 8640, b"9"), (8, 7680, b"8"), (8, 7680, b"8")]
