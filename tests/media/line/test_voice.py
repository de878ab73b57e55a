"""The picture yields before the voice, and the voice grows again no sooner than the line did."""

import pytest

from kiosk.media.line.picture import STEPS, Uplink
from kiosk.media.line.voice import Voice, voice_after


def _after(voice: Voice, allowed_kbit: float | None, loss: float = 0.0, *, picture: bool = False) -> Voice:
    return voice_after(voice, Uplink(1.0, allowed_kbit, loss), picture=picture)


def test_while_the_line_carries_a_whole_picture_the_voice_keeps_its_bits() -> None:
    for allowed_kbit in (None, 2000, 240):
        assert _after(Voice(), allowed_kbit, picture=True) == Voice()


def test_beside_a_picture_that_yielded_the_voice_takes_less_but_stays_a_good_one() -> None:
    for allowed_kbit in (239, 150, 60, 40):
        voice = _after(Voice(), allowed_kbit, picture=True)
        assert (voice.bits, voice.packet_ms, voice.pauses) == (24_000, 20, True)
    assert STEPS[-1].from_kbit < 60, "at the smallest picture there is"


@pytest.mark.parametrize(
    ("whole_kbit", "bits", "packet_ms"), [(400, 24_000, 20), (96, 24_000, 20), (95, 16_000, 40), (59, 12_000, 60)]
)
def test_without_one_it_takes_what_there_is_and_leaves_out_silence(
    whole_kbit: float, bits: int, packet_ms: int
) -> None:
    voice = _after(Voice(), whole_kbit - Voice().line_bits / 1000)
    assert (voice.bits, voice.packet_ms, voice.pauses) == (bits, packet_ms, True)


def test_what_it_takes_of_the_line_counts_the_heads_of_packets() -> None:
    assert Voice().line_bits == 60_000
    assert Voice(16_000, 40).line_bits == 26_000


def test_it_grows_again_only_where_there_is_room_to_spare() -> None:
    thin = _after(Voice(), 20)
    assert thin.bits == 16_000
    assert _after(thin, 98).bits == 16_000
    assert _after(thin, 99).bits == 24_000
    middle = _after(Voice(), 200, picture=True)
    assert middle.bits == 24_000
    assert _after(middle, 345, picture=True).bits == 24_000
    assert _after(middle, 346, picture=True).bits == 40_000


def test_what_was_lost_is_expected_to_be_lost_for_a_while() -> None:
    lossy = _after(Voice(), 1000, 0.2, picture=True)
    assert lossy.loss == 0.2
    assert 0.1 < _after(lossy, 1000, 0.0, picture=True).loss < 0.2
    assert Voice().loss > 0
    calm = lossy
    for _ in range(30):
        calm = _after(calm, 50)
    assert calm.loss < 0.01, "on a thin line nothing is spent on losses that do not happen"
