"""Every event of a call has its rule; what may be private is not in its words."""

import typing

from kiosk.booth.call import decide, events
from kiosk.protocol.identity import CardFace


def test_every_event_has_its_rule() -> None:
    assert set(decide._RULES) == set(typing.get_args(events.Event))


def test_a_face_that_was_read_is_not_in_its_words() -> None:
    read = events.FaceRead("ask", CardFace(photograph="cGljdHVyZQ==", birth_date="19590506"))
    assert repr(read) == "FaceRead(ask_id='ask')"
