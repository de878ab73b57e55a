"""What follows 提出する, told as transcripts."""

from kiosk.booth.trouble import Trouble
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.stages import HandedIn, HandingIn, NotHandedIn, Reviewing
from kiosk.printing.outcome import ProblemKind
from tests.booth.transcripts import Story


def test_no_slip_leaves_the_number_on_the_screen(at_review: Story) -> None:
    at_review.then(
        ev.ForwardPressed(),
        ev.SignatureChanged(b"ink"),
        ev.ForwardPressed(),
        ev.Stored("IE-4731-08K"),
        ev.SlipFailed(ProblemKind.NO_PAPER),
    )
    assert (at_review.stage.slip, at_review.stage.slip_problem) == ("failed", ProblemKind.NO_PAPER)
    assert at_review.stage.reference == "IE-4731-08K"


def test_what_was_not_being_stored_cannot_fail_to_be(at_review: Story) -> None:
    assert at_review.then(ev.StoreFailed(Trouble("B-02")), ev.Stored("IE-4731-08K")).stage == Reviewing()


def test_what_is_stored_is_said_even_to_who_was_told_that_it_failed(at_review: Story) -> None:
    at_review.then(ev.ForwardPressed(), ev.SignatureChanged(b"ink"), ev.ForwardPressed())
    assert at_review.stage == HandingIn()
    assert at_review.then(ev.StoreFailed(Trouble("B-03"))).stage == NotHandedIn(Trouble("B-03"))
    assert isinstance(at_review.then(ev.Stored("IE-4731-08K")).stage, HandedIn)
