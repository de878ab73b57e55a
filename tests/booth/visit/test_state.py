"""What a visit remembers and shows."""

from kiosk.booth.visit import events as ev
from tests.booth.transcripts import Story


def test_a_state_never_shows_what_a_person_wrote(at_review: Story) -> None:
    at_review.then(ev.ForwardPressed(), ev.SignatureChanged(b"ink"))
    told = repr(at_review.visit)
    for secret in ("葛", "安田", "079-221-0000", "ink"):
        assert secret not in told
