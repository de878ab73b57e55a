"""From the review to the outbox, told as transcripts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from kiosk.booth.trouble import Trouble
from kiosk.booth.visit import commands
from kiosk.booth.visit import commands as do
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.stages import (
    Errand,
    HandingIn,
    NotHandedIn,
    ReadingCard,
    Reviewing,
    Signing,
    Stage,
)
from kiosk.procedures.identity import Identity
from kiosk.protocol.forms import Proposal
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.identity import Evidence, Method, Outcome
from tests.booth.transcripts import Story


def hand_in(story: Story) -> commands.HandIn:
    found = story.commands[-1]
    assert isinstance(found, commands.HandIn)
    return found


def test_signing_nothing_is_noticed_kindly(at_review: Story) -> None:
    at_review.then(ev.ForwardPressed(), ev.ForwardPressed())
    assert at_review.stage == Signing(empty=True)


def test_who_cannot_sign_still_hands_in(at_review: Story) -> None:
    at_review.then(ev.ForwardPressed(), ev.CannotSignChosen())
    assert at_review.stage == HandingIn()
    assert hand_in(at_review).signature is None


def signed(story: Story) -> Story:
    return story.then(ev.ForwardPressed(), ev.SignatureChanged(b"ink"))


def test_ink_is_there_again_after_a_look_back(at_review: Story) -> None:
    signed(at_review).then(ev.BackPressed(), ev.ForwardPressed(), ev.ForwardPressed())
    assert hand_in(at_review).signature == b"ink"


def test_a_changed_answer_asks_for_a_new_signature(at_review: Story) -> None:
    signed(at_review).then(ev.BackPressed(), ev.FixPressed("show_mynumber"), ev.AnswerGiven("show_mynumber", True))
    at_review.then(ev.ForwardPressed(), ev.ForwardPressed())
    assert (at_review.stage, at_review.visit.sign_again) == (Signing(), True)
    assert at_review.then(ev.ForwardPressed()).stage == Signing(empty=True)
    at_review.then(ev.SignatureChanged(b"new ink"), ev.ForwardPressed())
    assert hand_in(at_review).signature == b"new ink"


def evidence(method: Method, at: datetime) -> Evidence:
    return Evidence(evidence_id=new_id(), level="A3", method=method, outcome=Outcome.CONFIRMED, at=at)


PROPOSAL = Proposal(call_id=new_id(), epoch=1, proposal_id=new_id(), field="copies", value=2)


def given_again(story: Story, _kasai: Identity) -> None:
    """The same value, written once more: at another time, so another answer."""
    story.then(ev.BackPressed(), ev.FixPressed("copies")).after_seconds(1)
    story.then(ev.AnswerGiven("copies", 1), ev.ForwardPressed(), ev.ForwardPressed())


def accepted(story: Story, _kasai: Identity) -> None:
    story.then(ev.ProposalMade(PROPOSAL), ev.ProposalSettled(PROPOSAL.proposal_id, accepted=True))


def read_by_code(story: Story, kasai: Identity) -> None:
    story.then(ev.IdentityByCodeGiven(kasai, insertion=1))


def face_compared(story: Story, _kasai: Identity) -> None:
    story.then(ev.EvidenceNoted(evidence(Method.FACE_COMPARED, story.visit.at)))


def proved(story: Story, _kasai: Identity) -> None:
    story.then(ev.ProofWanted(new_id(), new_id()), ev.CardSeen(3, 3, 5), ev.PinEntered(), ev.CardDone(Errand.PROVING))
    story.then(ev.ProofJudged(evidence(Method.CARD_KEY, story.visit.at), registered=False))


def other_words(story: Story, _kasai: Identity) -> None:
    """A procedure file laid down anew while somebody signs."""
    newer = story.form.procedure.model_copy(update={"sha256": "f" * 64})
    story.visit = replace(story.visit, form=replace(story.form, procedure=newer))


@pytest.mark.parametrize(
    "change",
    [given_again, accepted, read_by_code, face_compared, proved, other_words],
    ids=lambda change: change.__name__,
)
def test_ink_stands_under_nothing_but_what_it_was_written_under(
    at_review: Story, kasai: Identity, change: Callable[[Story, Identity], None]
) -> None:
    signed(at_review)
    change(at_review, kasai)
    assert at_review.visit.drawn is None
    for _ in range(3):
        at_review.then(ev.ForwardPressed())
    assert at_review.stage == Signing(empty=True)


def test_a_proposal_accepted_over_the_signature_brings_the_review_back(at_review: Story, kasai: Identity) -> None:
    accepted(signed(at_review), kasai)
    assert at_review.stage == Reviewing()


def test_ink_that_no_longer_counts_is_not_handed_in_after_a_full_disk(at_review: Story, kasai: Identity) -> None:
    signed(at_review).then(ev.ForwardPressed(), ev.StoreFailed(Trouble("B-02")))
    face_compared(at_review, kasai)
    assert not at_review.then(ev.ForwardPressed()).did(do.HandIn)
    assert at_review.stage == Signing()


def test_a_proposal_cannot_be_accepted_while_the_form_is_on_its_way(at_review: Story, kasai: Identity) -> None:
    signed(at_review).then(ev.ForwardPressed())
    accepted(at_review, kasai)
    assert (at_review.stage, at_review.answer("copies").value) == (HandingIn(), 1)
    assert do.TellProposalSettled(PROPOSAL, accepted=True) not in at_review.commands


@pytest.mark.parametrize("stage", [HandingIn(), ReadingCard(Errand.SIGNING)])
def test_staff_who_propose_while_the_form_is_on_its_way_hear_so_at_once(at_review: Story, stage: Stage) -> None:
    signed(at_review).then(ev.ForwardPressed())
    at_review.visit = replace(at_review.visit, stage=stage)
    at_review.then(ev.ProposalMade(PROPOSAL))
    assert at_review.commands == [do.TellProposalSettled(PROPOSAL, accepted=False, why="handing_in")]
    assert not at_review.form.proposals


def test_a_proposal_on_a_form_that_came_back_from_handing_in_waits_for_a_touch(
    at_review: Story, kasai: Identity
) -> None:
    signed(at_review).then(ev.ForwardPressed(), ev.StoreFailed(Trouble("B-02")))
    accepted(at_review, kasai)
    assert do.TellProposalSettled(PROPOSAL, accepted=True) in at_review.commands
    assert at_review.answer("copies").value == 2


def test_a_full_disk_keeps_what_was_written(at_review: Story) -> None:
    at_review.then(
        ev.ForwardPressed(), ev.SignatureChanged(b"ink"), ev.ForwardPressed(), ev.StoreFailed(Trouble("B-02"))
    )
    assert at_review.stage == NotHandedIn(Trouble("B-02"))
    assert at_review.visit.form is not None
    assert at_review.then(ev.ForwardPressed()).did(do.HandIn)
