"""What staff are shown about a person's identity claims nothing that was not checked."""

from kiosk.headquarters.identity.views import IdentityEvent, IdentitySummary
from kiosk.protocol.identity import Method, Outcome


def test_an_event_nobody_checked_says_so() -> None:
    shown = IdentityEvent(method=next(iter(Method)), words="カードを読み取り")
    assert shown.outcome is Outcome.NOT_CHECKED


def test_a_summary_without_evidence_reaches_nothing() -> None:
    assert IdentitySummary(words="本人確認がまだありません").reached is None
