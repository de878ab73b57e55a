"""Every event of a call has its rule; what may be private is not in its words."""

import typing

from kiosk.booth import call, call_events
from kiosk.protocol.identity import CardFace


def test_every_event_has_its_rule() -> None:
    assert set(call._RULES) == set(typing.get_args(call_events.Event))


def test_a_face_that_was_read_is_not_in_its_words() -> None:
    read = call_events.FaceRead("ask", CardFace(photograph="cGljdHVyZQ==", birth_date="19590506"))
    assert repr(read) == "FaceRead(ask_id='ask')"
