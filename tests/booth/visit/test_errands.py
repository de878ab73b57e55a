"""Where each errand of the card leads; signing by card, told as transcripts."""

from dataclasses import replace

import pytest

from kiosk.booth.trouble import Trouble
from kiosk.booth.visit import commands as do
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.decide import Rules
from kiosk.booth.visit.errands import PAPERS_AT_ONCE, at_hand
from kiosk.booth.visit.stages import (
    Choosing,
    ConfirmingLastTry,
    EnteringPassword,
    EnteringPin,
    Errand,
    HandedIn,
    HandingIn,
    NotHandedIn,
    Preparing,
    ReadingCard,
    Reviewing,
    Signing,
    WaitingForCard,
    Welcoming,
)
from kiosk.card.card import Certificates, Tries
from kiosk.procedures.identity import Identity
from kiosk.procedures.procedure import Procedure
from kiosk.protocol.faults import Code
from kiosk.protocol.forms import Proposal
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.identity import Integrity
from tests.booth.transcripts import Story

BOTH = Certificates(sign=True, auth=True)
CARD = ev.CardSeen(3, 3, 5, BOTH)


@pytest.fixture
def command(signed_rules: Rules) -> Story:
    """The review of a procedure that is signed by card."""
    story = Story(signed_rules).after_seconds(1)
    story.then(ev.GroupChosen("certificates"), ev.ProcedureChosen("sealed_wish"), ev.WithoutCardChosen())
    story.then(ev.AnswerGiven("command", "yes"), ev.ForwardPressed())
    assert story.stage == Reviewing()
    return story


def handed(story: Story) -> do.HandIn:
    return next(one for one in story.commands if isinstance(one, do.HandIn))


def test_from_the_review_to_a_signature_by_card(command: Story) -> None:
    assert command.then(ev.ForwardPressed()).stage == WaitingForCard(errand=Errand.SIGNING)
    assert command.then(CARD).stage == EnteringPassword(5)
    assert do.DrawCurtain(drawn=True) in command.commands
    assert command.then(ev.PinEntered()).stage == ReadingCard(Errand.SIGNING)
    wanted = handed(command)
    assert (wanted.by_card, wanted.signature) == (True, None)
    assert [(one.method, one.outcome) for one in wanted.seen] == [
        ("declared", "not_confirmed"), ("card_signature", "not_checked"),
    ]  # fmt: skip
    assert command.then(ev.CardDone(Errand.SIGNING)).stage == HandingIn()
    assert isinstance(command.then(ev.Stored("IE-4731-08K", "x")).stage, HandedIn)


def test_a_card_without_the_certificate_is_never_asked_for_the_password(command: Story) -> None:
    command.then(ev.ForwardPressed(), ev.CardSeen(3, 3, None, Certificates(sign=False, auth=True)))
    assert command.stage == WaitingForCard(Code("C-11"), Errand.SIGNING)
    assert not command.did(do.DrawCurtain)
    assert command.then(ev.WithoutCardChosen()).stage == Signing(instead=True)
    command.then(ev.SignatureChanged(b"ink"))
    assert command.stage == Signing(instead=True)
    wanted = handed(command.then(ev.ForwardPressed()))
    assert (wanted.by_card, wanted.signature) == (False, b"ink")
    level_missed = wanted.seen[-1]
    assert (level_missed.level, level_missed.method, level_missed.outcome, level_missed.code) == (
        "A4", "card_signature", "not_confirmed", "C-11",
    )  # fmt: skip


def test_who_has_no_card_may_sign_by_finger_or_not_at_all(command: Story) -> None:
    command.then(ev.ForwardPressed(), ev.WithoutCardChosen(), ev.CannotSignChosen())
    wanted = handed(command)
    assert wanted.signature is None
    assert (wanted.seen[-1].outcome, wanted.seen[-1].code) == ("not_confirmed", None)


def test_from_the_finger_back_to_the_card(command: Story) -> None:
    command.then(ev.ForwardPressed(), ev.WithoutCardChosen(), ev.BackPressed())
    assert command.stage == Reviewing()
    assert command.then(ev.ForwardPressed()).stage == WaitingForCard(errand=Errand.SIGNING)
    assert command.then(ev.BackPressed()).stage == Reviewing()


def test_a_misformed_password_goes_nowhere(command: Story) -> None:
    command.then(ev.ForwardPressed(), CARD, ev.PinMisformed())
    assert command.stage == EnteringPassword(5, misformed=True)
    assert not command.did(do.WipePin)
    assert not command.did(do.HandIn)


def test_the_last_password_needs_a_second_yes(command: Story) -> None:
    command.then(ev.ForwardPressed(), CARD, ev.PinEntered(), ev.PinWrong(1, Errand.SIGNING))
    assert command.stage == ConfirmingLastTry(Errand.SIGNING)
    assert command.then(ev.LastTryConfirmed()).stage == EnteringPassword(1)
    assert command.then(ev.PinEntered(), ev.PinWrong(0, Errand.SIGNING)).stage == WaitingForCard(
        Code("C-08"), Errand.SIGNING
    )
    command.then(ev.WithoutCardChosen(), ev.SignatureChanged(b"ink"), ev.ForwardPressed())
    assert handed(command).seen[-1].code == "C-08"


def test_a_card_pulled_while_it_signs_is_told_by_its_outcome(command: Story) -> None:
    command.then(ev.ForwardPressed(), CARD, ev.PinEntered(), ev.CardRemoved(), ev.FinishPressed())
    assert command.stage == ReadingCard(Errand.SIGNING)
    assert command.then(ev.CardFailed(Code("C-01"), Errand.SIGNING)).stage == WaitingForCard(
        Code("C-01"), Errand.SIGNING
    )


@pytest.mark.parametrize("end", [ev.CardFailed(Code("C-01"), Errand.SIGNING), ev.StoreFailed(Trouble("B-03"))])
def test_what_is_stored_after_all_is_told_and_not_handed_in_again(command: Story, end: ev.Event) -> None:
    command.then(ev.ForwardPressed(), CARD, ev.PinEntered(), end, ev.Stored("IE-4731-08K", "x"))
    assert isinstance(command.stage, HandedIn)
    assert command.stage.reference == "IE-4731-08K"
    command.then(ev.Stored("IE-9999-99Z", "y"))
    assert command.stage.reference == "IE-4731-08K"


@pytest.mark.parametrize("errand", [Errand.PROVING, Errand.REGISTERING, Errand.TAP, Errand.IDENTITY])
def test_what_comes_late_from_another_errand_is_not_taken_for_the_signature(command: Story, errand: Errand) -> None:
    command.then(ev.ForwardPressed(), CARD, ev.PinEntered())
    for late in (ev.CardDone(errand), ev.PinWrong(2, errand), ev.CardFailed(Code("C-01"), errand)):
        assert command.then(late).stage == ReadingCard(Errand.SIGNING)
    assert command.then(ev.CardDone(Errand.SIGNING)).stage == HandingIn()
    for late in (ev.CardDone(errand), ev.PinWrong(2, errand), ev.CardFailed(Code("C-01"), errand)):
        assert command.then(late).stage == HandingIn()


@pytest.mark.parametrize(
    ("end", "stage"),
    [
        (ev.CardFailed(Code("C-13"), Errand.SIGNING), WaitingForCard(Code("C-13"), Errand.SIGNING)),
        (ev.PinWrong(4, Errand.SIGNING), EnteringPassword(4, wrong=True)),
        (ev.StoreFailed(Trouble("B-03")), NotHandedIn(Trouble("B-03"))),
    ],
)
def test_handing_in_never_lasts_for_ever(command: Story, end: ev.Event, stage: object) -> None:
    command.then(ev.ForwardPressed(), CARD, ev.PinEntered(), ev.CardDone(Errand.SIGNING), end)
    assert command.stage == stage


def test_the_password_belongs_to_the_card_whose_board_was_shown(command: Story) -> None:
    command.then(ev.ForwardPressed(), replace(CARD, insertion=5), replace(CARD, insertion=6), ev.PinEntered())
    assert handed(command).insertion == 5


def test_after_a_broken_exchange_the_card_counts_first(command: Story) -> None:
    command.then(
        ev.ForwardPressed(), CARD, ev.PinEntered(), ev.CardFailed(Code("C-13"), Errand.SIGNING), ev.ForwardPressed()
    )
    assert command.did(do.AskTries)
    assert command.then(ev.TriesCounted(Tries(sign=1))).stage == ConfirmingLastTry(Errand.SIGNING)


@pytest.mark.parametrize("signed", [True, False])
def test_what_could_not_be_stored_is_signed_anew(command: Story, signed: bool) -> None:
    command.then(ev.ForwardPressed(), CARD, ev.PinEntered(), *([ev.CardDone(Errand.SIGNING)] if signed else []))
    command.then(ev.StoreFailed(Trouble("B-02")))
    assert command.stage == NotHandedIn(Trouble("B-02"))
    assert command.then(ev.ForwardPressed()).stage == EnteringPassword(5)


def test_a_procedure_of_a_lower_level_is_signed_by_finger_as_ever(at_review: Story) -> None:
    assert at_review.then(CARD, ev.ForwardPressed()).stage == Signing()


def test_a_card_its_issuer_never_signed_fills_nothing(at_card: Story, kasai: Identity) -> None:
    at_card.then(ev.CardSeen(3), ev.PinEntered(), ev.IdentityGiven(kasai, Integrity.BAD))
    assert at_card.stage == WaitingForCard(Code("C-23"))
    assert at_card.visit.identity is None
    at_card.then(ev.WithoutCardChosen())
    assert at_card.stage_name == "Answering"
    assert [(one.method, one.outcome, one.code) for one in at_card.visit.seen] == [
        ("card_pin", "not_confirmed", "C-23")
    ]


def test_another_procedure_touched_by_mistake_costs_no_answer(signed_rules: Rules) -> None:
    story = Story(signed_rules).then(ev.GroupChosen("certificates"), ev.ProcedureChosen("juminhyo"))
    story.then(ev.ForwardPressed(), ev.WithoutCardChosen())
    story.then(ev.AnswerGiven("who", "agent"), ev.ForwardPressed(), ev.AnswerGiven("ap_name", "乙山　次郎"))
    form = story.form
    while not isinstance(story.stage, Choosing):
        story.then(ev.BackPressed())
    story.then(ev.ProcedureChosen("sealed_wish"), ev.WithoutCardChosen(), ev.AnswerGiven("command", "yes"))
    assert "who" not in story.form.answers
    while not isinstance(story.stage, Choosing):
        story.then(ev.BackPressed())
    assert story.then(ev.ProcedureChosen("juminhyo")).form == form
    while not isinstance(story.stage, Choosing):
        story.then(ev.BackPressed())
    assert story.then(ev.ProcedureChosen("sealed_wish")).answer("command").value == "yes"
    while not isinstance(story.stage, Welcoming):
        story.then(ev.BackPressed())
    assert not story.visit.others  # the next one may be somebody else


def chosen(story: Story) -> Story:
    return story.then(ev.GroupChosen("certificates"), ev.ProcedureChosen("juminhyo"))


def test_what_may_have_to_be_shown_is_said_before_the_card_is_asked_for(story: Story) -> None:
    chosen(story)
    assert story.stage == Preparing()
    story.then(ev.ForwardPressed())
    assert story.stage == WaitingForCard()
    story.then(ev.BackPressed())
    assert story.stage == Preparing()
    story.then(ev.BackPressed())
    assert story.stage == Choosing()


def test_more_papers_than_a_screen_has_room_for_are_turned_like_pages(story: Story, juminhyo: Procedure) -> None:
    (paper, *_) = juminhyo.documents
    many = tuple(paper.model_copy(update={"id": f"paper_{number}"}) for number in range(PAPERS_AT_ONCE + 1))
    story.rules = replace(story.rules, procedures={"juminhyo": juminhyo.model_copy(update={"documents": many})})
    chosen(story)
    shown = []
    for part in (1, 2):
        assert story.stage == Preparing(part)
        shown += [one.id for one in at_hand(story.visit, Preparing(part)).papers]
        story.then(ev.ForwardPressed())
    assert shown == [one.id for one in many]
    assert story.stage == WaitingForCard()
    assert at_hand(story.visit, Preparing(9)).number == 2, "fewer are left than were"
    story.then(ev.BackPressed(), ev.ForwardPressed(), ev.BackPressed())
    assert story.stage == Preparing(1)


def test_whoever_has_not_got_it_goes_and_leaves_nothing(story: Story) -> None:
    chosen(story).then(ev.FinishPressed())
    assert story.stage == Welcoming()
    assert (story.visit.form, story.visit.procedure) == (None, None)


def test_a_procedure_without_papers_begins_at_once(story: Story, juminhyo: Procedure) -> None:
    bare = juminhyo.model_copy(update={"documents": ()})
    story.rules = replace(story.rules, procedures={"juminhyo": bare})
    assert chosen(story).stage == WaitingForCard()


def test_a_card_laid_down_while_preparing_is_used_afterwards(story: Story) -> None:
    chosen(story).then(ev.CardSeen(3))
    assert story.stage == Preparing()
    story.then(ev.ForwardPressed())
    assert story.stage == EnteringPin(3)


def test_a_page_of_papers_is_left_when_the_last_paper_is_not_needed_any_more(story: Story) -> None:
    chosen(story)
    for value, stage in (("agent", Preparing()), ("self", WaitingForCard())):
        proposal = Proposal(call_id=new_id(), epoch=1, proposal_id=new_id(), field="who", value=value)
        story.then(ev.ProposalMade(proposal), ev.ProposalSettled(proposal.proposal_id, accepted=True))
        assert story.stage == stage


def test_then_a_card_that_lies_there_is_used(story: Story) -> None:
    chosen(story).then(ev.CardSeen(3))
    proposal = Proposal(call_id=new_id(), epoch=1, proposal_id=new_id(), field="who", value="self")
    story.then(ev.ProposalMade(proposal), ev.ProposalSettled(proposal.proposal_id, accepted=True))
    assert story.stage == EnteringPin(3)


def test_the_list_of_procedures_is_turned_and_nothing_else_is(rules: Rules) -> None:
    story = Story(rules).then(ev.ProceduresTurned(1))
    assert story.stage == Welcoming()
    story.then(ev.GroupChosen("certificates"), ev.ProceduresTurned(1))
    assert story.stage == Choosing("certificates", 1)
    assert story.then(ev.ProceduresTurned(-1)).stage == Choosing("certificates", 1)
