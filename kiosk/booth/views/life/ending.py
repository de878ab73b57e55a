"""What ending a visit erases and what it does not, in words: whoever handed something in reads that it is safe."""

from kiosk.booth.views.words import Words
from kiosk.booth.visit.anytime import idle_left_s
from kiosk.booth.visit.state import Rules, Visit


def idle_text(words: Words, visit: Visit, rules: Rules) -> str:
    """How long until everything that is begun is forgotten."""
    return words.text(visit.locale, _of("idle-text", visit), count=round(idle_left_s(visit, rules)))


def finish_text(words: Words, visit: Visit) -> str:
    """Asked before おわる."""
    return words.text(visit.locale, _of("finish-text", visit))


def _of(key: str, visit: Visit) -> str:
    return f"{key}-handed" if visit.plan and visit.plan.handed_in else key
