"""What counts as growing."""

from tests.journeys.growing import grown


def test_what_stays_or_is_only_set_up_does_not_grow() -> None:
    assert grown([{"booth MB": 100.0 + min(step, 25) * 9} for step in range(100)]) == []


def test_what_goes_on_growing_is_named() -> None:
    seen = [{"booth MB": 100.0 + step, "media files": 20.0, "page MB": 9.0} for step in range(100)]
    assert grown(seen) == ["booth MB: 137, later 187"]
    assert grown([{"media files": 20.0 + step / 10} for step in range(100)]) == ["media files: 24, later 29"]
    assert grown([{"sound at booth ms": 100.0 + 6 * step} for step in range(100)]) != []
