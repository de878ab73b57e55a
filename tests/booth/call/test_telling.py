"""The booth's words about its call: numbered as they go out, dropped where there is no line."""

from dataclasses import replace

from kiosk.booth.call import events as ev
from kiosk.booth.call.state import Call
from kiosk.booth.call.telling import Telling
from kiosk.protocol import forms
from tests.booth.call.given_clock import GivenClock
from tests.booth.call.talk import Talk
from tests.booth.call_edges import Line


def telling(line: Line, talk: Talk) -> Telling:
    clock = GivenClock()
    return Telling(line, lambda: talk.call, lambda: clock)


def test_each_state_told_has_a_later_number() -> None:
    line = Line()
    words = telling(line, Talk().talking())
    words.tell_now()
    words.tell_now()
    assert [one.number for one in line.told] == [1, 2]


def test_without_a_call_or_a_line_nothing_is_told() -> None:
    line, talk = Line(), Talk()
    telling(line, talk).tell_now()
    assert line.told == []
    line.open = False
    assert not telling(line, talk.talking()).send(forms.FormHidden(call_id=talk.id, epoch=3))


def test_a_hidden_form_is_named_by_the_number_up_to_which_nothing_may_be_seen() -> None:
    line, talk = Line(), Talk().talking()
    talk.then(forms.FormAsked(call_id=talk.id, epoch=3, number=1), ev.FormAgreed(True), ev.FormAgreed(False))
    telling(line, talk).hide_form()
    assert line.sent == [forms.FormHidden(call_id=talk.id, epoch=3, number=2)]
    talk.call = replace(talk.call, stage=Call().stage)
    telling(line, talk).hide_form()
    assert len(line.sent) == 1
