from typing import get_args

from kiosk.booth.shelter import events as ev


def test_every_event_is_in_the_union() -> None:
    defined = {one for one in vars(ev).values() if isinstance(one, type) and one.__module__ == ev.__name__}
    assert set(get_args(ev.Event)) == defined
