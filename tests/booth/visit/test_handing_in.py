"""Signing and handing in, told as transcripts."""

from kiosk.booth.visit import commands
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.stages import (
    HandingIn,
    NotHandedIn,
    Signing,
)
from kiosk.printing.outcome import ProblemKind
from tests.booth.transcripts import Story


def test_signing_nothing_is_noticed_kindly(at_review: Story) -> None:
    at_review.then(ev.ForwardPressed(), ev.ForwardPressed())
    assert at_review.stage == Signing(empty=True)


def test_who_cannot_sign_still_hands_in(at_review: Story) -> None:
    at_review.then(ev.ForwardPressed(), ev.CannotSignChosen())
    assert at_review.stage == HandingIn()
    hand_in = at_review.commands[-1]
    assert isinstance(hand_in, commands.HandIn)
    assert hand_in.signature is None


def test_a_full_disk_keeps_what_was_written(at_review: Story) -> None:
    at_review.then(ev.ForwardPressed(), ev.SignatureChanged(b"ink"), ev.ForwardPressed(), ev.StoreFailed("B-02"))
    assert at_review.stage == NotHandedIn("B-02")
    assert at_review.visit.form is not None
    assert at_review.then(ev.ForwardPressed()).did(ev.HandIn)


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
