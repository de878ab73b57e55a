"""The picture yields before the voice, and the voice grows again no sooner than the line did."""

import pytest

from kiosk.media.line.quality import Uplink
from kiosk.media.line.voice import Voice, voice_after


def _after(voice: Voice, allowed_kbit: float | None, loss: float = 0.0, *, picture: bool = False) -> Voice:
    return voice_after(voice, Uplink(1.0, allowed_kbit, loss), picture=picture)


def test_while_there_is_a_picture_the_voice_keeps_its_bits() -> None:
    for allowed_kbit in (None, 2000, 170, 30):
        assert _after(Voice(), allowed_kbit, picture=True) == Voice()


@pytest.mark.parametrize(
    ("allowed_kbit", "bits", "packet_ms"), [(400, 24_000, 20), (120, 24_000, 20), (119, 16_000, 40), (59, 12_000, 60)]
)
def test_on_a_thin_line_it_takes_less_and_leaves_out_silence(allowed_kbit: float, bits: int, packet_ms: int) -> None:
    voice = _after(Voice(), allowed_kbit)
    assert (voice.bits, voice.packet_ms, voice.pauses) == (bits, packet_ms, True)


def test_it_grows_again_only_where_there_is_room_to_spare() -> None:
    thin = _after(Voice(), 100)
    assert _after(thin, 130).bits == 16_000
    assert _after(thin, 160).bits == 24_000
    assert _after(thin, 160, picture=True).bits == 40_000


def test_what_was_lost_is_expected_to_be_lost_for_a_while() -> None:
    lossy = _after(Voice(), 1000, 0.2, picture=True)
    assert lossy.loss == 0.2
    assert 0.1 < _after(lossy, 1000, 0.0, picture=True).loss < 0.2
    assert Voice().loss > 0
    calm = lossy
    for _ in range(30):
        calm = _after(calm, 50)
    assert calm.loss < 0.01, "on a thin line nothing is spent on losses that do not happen"
