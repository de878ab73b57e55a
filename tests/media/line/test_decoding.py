"""Transcripts: a picture that arrives and is not decoded wants a key picture, then another connection."""

from collections.abc import Iterable

from kiosk.media.line.decoding import Decoding, Remedy, decoding_after


def _remedies(seen: Iterable[tuple[float, int, int]]) -> dict[float, Remedy]:
    """What is wished for when; `seen` is time, whole pictures that came, and decoded ones."""
    decoding = Decoding()
    remedies: dict[float, Remedy] = {}
    for at_s, came, decoded in seen:
        decoding, remedy = decoding_after(decoding, came, decoded, at_s)
        if remedy is not Remedy.NOTHING:
            remedies[at_s] = remedy
    return remedies


def _halves(until_s: float) -> Iterable[float]:
    return (step / 2 for step in range(int(2 * until_s) + 1))


def test_a_picture_that_is_decoded_wants_nothing() -> None:
    assert not _remedies((at, int(10 * at), int(5 * at)) for at in _halves(30))


def test_one_small_picture_a_second_is_a_picture() -> None:
    assert not _remedies((at, int(at), int(at)) for at in _halves(30))


def test_pictures_that_are_not_decoded_want_a_key_picture_again_and_again_then_another_connection() -> None:
    remedies = _remedies((at, 10 + int(10 * at), 3) for at in _halves(10.5))
    assert remedies == {2.5: Remedy.KEY, 4.5: Remedy.KEY, 6.5: Remedy.KEY, 8.5: Remedy.KEY, 10.5: Remedy.ANEW}


def test_a_picture_decoded_meanwhile_begins_the_count_anew() -> None:
    remedies = _remedies((at, 10 + int(10 * at), 3 if at < 9 else 4) for at in _halves(18))
    assert Remedy.ANEW not in remedies.values()
    assert max(remedies) == 17.5


def test_pictures_that_come_one_by_one_count_too() -> None:
    remedies = _remedies((at, 10 + int(at / 2), 3) for at in _halves(14))
    assert Remedy.KEY in remedies.values()
    assert Remedy.ANEW in remedies.values()


def test_a_connection_that_never_showed_anything_is_not_made_anew() -> None:
    assert set(_remedies((at, 10 + int(10 * at), 0) for at in _halves(60)).values()) == {Remedy.KEY}


def test_who_sends_nothing_owes_no_picture() -> None:
    assert not _remedies((at, 50, 3) for at in _halves(60))
    stopped = _remedies((at, 10 + int(10 * min(at, 1.5)), 3) for at in _halves(60))
    assert not {at: remedy for at, remedy in stopped.items() if at > 4}


def test_after_another_connection_was_wished_for_the_count_begins_anew() -> None:
    remedies = _remedies((at, 10 + int(10 * at), 3) for at in _halves(40))
    assert [at for at, remedy in remedies.items() if remedy is Remedy.ANEW] == [10.5, 21.0, 31.5]
