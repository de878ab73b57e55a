"""Before a visit ends its resident reads what is erased, and that what was handed in is not."""

from dataclasses import replace
from types import MappingProxyType

from kiosk.booth.views.life.ending import finish_text, idle_text
from kiosk.booth.views.words import Words
from kiosk.booth.visit.life.plan import Plan
from kiosk.booth.visit.stages import Handed
from kiosk.booth.visit.state import Rules, Visit
from tests.procedures.life.invented_event import begun, fire


def test_what_is_handed_in_is_said_to_be_safe() -> None:
    words, plan = Words.load(), Plan(fire(), begun())
    some = replace(plan, handed_in=MappingProxyType({"residence": Handed("IE-1")}))
    for visit, safe in ((Visit(), False), (Visit(plan=plan), False), (Visit(plan=some), True)):
        assert ("なくなりません" in idle_text(words, visit, Rules({}))) == safe
        assert ("控えの紙が 出ます" in finish_text(words, visit)) == safe
