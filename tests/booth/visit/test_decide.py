"""The visit as a whole, told as a transcript."""

from datetime import datetime

from kiosk.booth.trouble import Trouble
from kiosk.booth.visit import commands as do
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.decide import Rules, Visit
from kiosk.booth.visit.stages import (
    EnteringPin,
    Errand,
    Handed,
    HandedIn,
    HandingIn,
    ReadingCard,
    Reviewing,
    Signing,
    WaitingForCard,
)
from kiosk.procedures.identity import Identity
from kiosk.procedures.japanese.calendar import JAPAN
from kiosk.protocol.forms import Source
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.identity import Evidence, Method, Outcome
from tests.booth.transcripts import SELF_ANSWERS, Story


def test_from_the_first_touch_to_the_reference(at_card: Story, kasai: Identity) -> None:
    assert at_card.stage == WaitingForCard()
    at_card.then(ev.CardSeen(tries_left=3))
    assert at_card.stage == EnteringPin(3)
    assert at_card.commands == [do.DrawCurtain(drawn=True)]
    at_card.then(ev.PinEntered())
    assert at_card.stage == ReadingCard()
    assert at_card.commands == [do.ReadIdentity(), do.DrawCurtain(drawn=False)]
    at_card.then(ev.IdentityGiven(kasai))
    assert at_card.stage_name == "Answering"
    assert at_card.did(do.ForgetCard)
    name = at_card.answer("ap_name")
    assert (name.value, name.source) == (kasai.name, Source.CARD)
    at_card.answer_everything(SELF_ANSWERS)
    assert at_card.stage == Reviewing()
    at_card.then(ev.ForwardPressed())
    assert at_card.stage == Signing()
    at_card.then(ev.SignatureChanged(b"ink"), ev.ForwardPressed())
    assert at_card.stage == HandingIn()
    command = at_card.commands[-1]
    assert isinstance(command, do.HandIn)
    assert command.signature == b"ink"
    assert [(one.method, one.outcome) for one in command.seen] == [("card_pin", "not_checked")]
    at_card.then(ev.Stored("IE-4731-08K"))
    monday_is_a_holiday = datetime(2026, 11, 24, 8, 35, tzinfo=JAPAN)
    handed = (Handed("IE-4731-08K", "juminhyo", fee=300),)
    done = HandedIn(handed, finish_at_s=at_card.visit.now_s + 30, opens_at=monday_is_a_holiday)
    assert at_card.stage == done
    assert at_card.did(do.PrintSlip)


def test_what_was_written_is_gone_the_moment_it_is_stored(at_review: Story) -> None:
    at_review.then(ev.ForwardPressed(), ev.SignatureChanged(b"ink"), ev.ForwardPressed(), ev.Stored("IE-4731-08K"))
    visit = at_review.visit
    assert (visit.form, visit.identity, visit.signature, visit.procedure) == (None, None, None, None)


def test_staff_hear_that_there_is_no_form_any_more_once_it_is_stored(at_review: Story) -> None:
    at_review.then(ev.ForwardPressed(), ev.SignatureChanged(b"ink"), ev.ForwardPressed())
    assert do.TellFormChanged() in at_review.then(ev.Stored("IE-4731-08K")).commands


def test_staff_hear_of_a_form_as_soon_as_it_is_begun(story: Story) -> None:
    assert do.TellFormChanged() in story.then(ev.ProcedureChosen("juminhyo")).commands


def test_what_changes_nothing_of_the_form_is_told_nobody(at_review: Story) -> None:
    at_review.then(ev.Touched(), ev.ReviewTurned(down=True), ev.CardRemoved(), ev.CardSeen(3), ev.TextSizeChosen(1))
    assert not at_review.after_seconds(1).did(do.TellFormChanged)
    assert do.TellFormChanged() not in at_review.then(ev.LanguageChosen("ja")).commands


def test_the_receipt_number_appears_when_it_comes(at_review: Story) -> None:
    at_review.then(ev.ForwardPressed(), ev.SignatureChanged(b"ink"), ev.ForwardPressed(), ev.Stored("IE-4731-08K"))
    at_review.then(ev.Received("IE-9999-99Z", "R-1"))
    assert at_review.stage.receipt_number is None
    at_review.then(ev.Received("IE-4731-08K", "R-2"))
    assert at_review.stage.receipt_number == "R-2"


def test_nothing_at_all_fits_a_fresh_visit(rules: Rules) -> None:
    """An event out of place changes nothing but the touch."""
    for event in (
        ev.PinEntered(), ev.Stored("IE-4731-08K"), ev.StoreFailed(Trouble("B-02")), ev.SlipPrinted(),
        ev.BackPressed(), ev.ForwardPressed(), ev.FixPressed("copies"), ev.AnswerGiven("copies", 2),
        ev.LastTryConfirmed(), ev.LastTryDeclined(), ev.WithoutCardChosen(), ev.CannotSignChosen(),
        ev.SignatureChanged(b"ink"), ev.ProposalSettled(new_id(), accepted=True),
    ):  # fmt: skip
        assert Story(rules).then(event).visit == Visit(at=Story(rules).visit.at)


# -- nobody is left behind on the welcome screen ----------------------------------------------------------------------


def nobody_is_left(story: Story) -> None:
    visit = story.visit
    assert (visit.form, visit.procedure, visit.identity, visit.signature, visit.by_hand) == (None,) * 5
    assert visit.seen == ()


def back_to_welcome(story: Story) -> Story:
    story.then(ev.BackPressed())
    for _ in range(40):
        if story.stage_name == "Welcoming":
            return story
        story.then(ev.BackPressed())
    raise AssertionError(story.stage)


def test_the_next_resident_gets_nothing_of_the_one_who_went_back_to_the_welcome_screen(
    at_review: Story, kasai: Identity
) -> None:
    face = Evidence(
        evidence_id=new_id(), level="A3", method=Method.FACE_COMPARED, outcome=Outcome.CONFIRMED, at=at_review.visit.at
    )
    at_review.then(ev.LanguageChosen("en"), ev.TextSizeChosen(2), ev.EvidenceNoted(face), ev.ForwardPressed())
    at_review.then(ev.SignatureChanged(b"ink"))
    back_to_welcome(at_review)
    nobody_is_left(at_review)
    assert (at_review.visit.locale, at_review.visit.text_size, at_review.visit.card_in) == ("en", 2, True)
    assert at_review.commands[-3:] == [do.WipePin(), do.TellFormChanged(), do.Forget(call_stays=True)]
    at_review.then(
        ev.CardRemoved(), ev.GroupChosen("certificates"), ev.ProcedureChosen("juminhyo"), ev.ForwardPressed()
    )
    assert at_review.stage == WaitingForCard()
    assert at_review.form.answers.get("ap_name") is None


def test_a_booth_that_goes_out_of_service_keeps_nobody(at_card: Story, kasai: Identity) -> None:
    at_card.then(ev.IdentityByCodeGiven(kasai))
    while at_card.stage_name != "Choosing":
        at_card.then(ev.BackPressed())
    at_card.then(ev.ServiceStopped(Trouble("B-02")))
    nobody_is_left(at_card)
    nobody_is_left(at_card.then(ev.ServiceResumed()))


def test_what_a_call_found_before_anything_was_begun_goes_with_the_call(story: Story, kasai: Identity) -> None:
    found = Evidence(
        evidence_id=new_id(), level="A3", method=Method.FACE_COMPARED, outcome=Outcome.CONFIRMED, at=story.visit.at
    )
    story.then(ev.IdentityByCodeGiven(kasai), ev.EvidenceNoted(found)).after_seconds(5000, in_call=True)
    assert (story.visit.identity, len(story.visit.seen)) == (kasai, 2)
    story.then(ev.CallOver())
    nobody_is_left(story)


def test_what_a_call_found_stays_with_the_form_that_was_begun_in_it(story: Story, kasai: Identity) -> None:
    story.then(
        ev.IdentityByCodeGiven(kasai),
        ev.GroupChosen("certificates"),
        ev.ProcedureChosen("juminhyo"),
        ev.ForwardPressed(),
    )
    story.then(ev.CallOver())
    assert (story.visit.identity, len(story.visit.seen)) == (kasai, 1)


def test_a_proof_asked_for_on_the_welcome_screen_stays_for_this_call_only(story: Story) -> None:
    ask = new_id()
    found = Evidence(
        evidence_id=new_id(), level="A3", method=Method.CARD_KEY, outcome=Outcome.CONFIRMED, at=story.visit.at
    )
    story.then(ev.ProofWanted(ask, new_id()), ev.CardSeen(3, 3, 5), ev.PinEntered(), ev.CardDone(Errand.PROVING))
    story.then(ev.ProofJudged(found, registered=False))
    assert (story.stage_name, len(story.visit.seen), story.did(do.Forget)) == ("Welcoming", 1, False)
    story.then(ev.ProofWanted(ask, new_id()), ev.CallOver(), ev.ProofDropped(ask))
    nobody_is_left(story)


def test_whoever_is_known_on_the_welcome_screen_is_forgotten_when_nobody_touches(story: Story, kasai: Identity) -> None:
    story.then(ev.IdentityByCodeGiven(kasai)).after_seconds(180)
    assert story.visit.warned
    nobody_is_left(story.after_seconds(45))
    assert story.did(do.Forget)
