"""What ending a visit erases and what it does not, in words: whoever handed something in reads that it is safe."""

from kiosk.booth.views.words import Words
from kiosk.booth.visit.anytime import idle_left_s
from kiosk.booth.visit.state import Rules, Visit


def idle_text(words: Words, visit: Visit, rules: Rules) -> str:
    """How long until everything that is begun is forgotten."""
    key = "idle-text-handed" if _handed_in(visit) else "idle-text"
    return words.text(visit.locale, key, count=round(idle_left_s(visit, rules)))


def finish_text(words: Words, visit: Visit) -> str:
    """Asked before おわる."""
    return words.text(visit.locale, "finish-text-handed" if _handed_in(visit) else "finish-text")


def _handed_in(visit: Visit) -> bool:
    return visit.plan is not None and bool(visit.plan.handed_in)
