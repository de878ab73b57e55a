"""What a call gave can be told from another's."""

from kiosk.bench.lines.found import End
from kiosk.bench.lines.hearing import SoundFound
from kiosk.bench.lines.seeing import Seen


def test_two_ends_that_saw_the_same_are_equal() -> None:
    one, other = (
        End(Seen(30.0, 720, 0, 0.0), 60.0, 90.0, SoundFound(0.0, 80.0, 90.0), None, lines) for lines in (1.0, 0.5)
    )
    assert one != other
    assert one == End(Seen(30.0, 720, 0, 0.0), 60.0, 90.0, SoundFound(0.0, 80.0, 90.0), None, 1.0)
