"""かざし, told as transcripts."""

from typing import Literal

import pytest

from kiosk.booth.visit import commands as do
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.stages import (
    AskingHeadquarters,
    Errand,
    ListingCases,
    NoCasesTold,
    ReadingCard,
    WaitingForCard,
    Welcoming,
)
from kiosk.card.card import Certificates
from kiosk.protocol.faults import Code
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.identity import CaseShown, Evidence, Method, Outcome
from tests.booth.transcripts import START, Story

CARD = ev.CardSeen(3, 3, 5, Certificates(sign=True, auth=True))
CASE = CaseShown(
    procedure="juminhyo", title="住民票の写し", reference="IE-4731-08K", receipt_number="2026-001234",
    received_at=START, state="new",
)  # fmt: skip


def found(outcome: Outcome = Outcome.CONFIRMED, code: str | None = None) -> Evidence:
    return Evidence(evidence_id=new_id(), level="A2", method=Method.TAP, outcome=outcome, at=START, code=code)


def asking(story: Story) -> Story:
    return story.then(ev.GroupChosen("progress"), CARD, ev.CardDone(Errand.TAP))


def test_from_the_welcome_screen_to_the_list(story: Story) -> None:
    assert story.then(ev.GroupChosen("progress")).stage == WaitingForCard(errand=Errand.TAP)
    assert story.then(CARD).stage == ReadingCard(Errand.TAP)
    assert story.commands == [do.AskCases()], "no PIN, no curtain"
    assert story.then(ev.CardDone(Errand.TAP)).stage == AskingHeadquarters(Errand.TAP)
    assert story.did(do.ForgetCard)
    assert story.then(ev.CasesTold(found(), (CASE,))).stage == ListingCases((CASE,))


def test_a_card_that_lies_there_already_is_read_at_once(story: Story) -> None:
    assert story.then(CARD, ev.GroupChosen("progress")).stage == ReadingCard(Errand.TAP)


def test_a_locked_pin_is_no_hindrance(story: Story) -> None:
    story.then(ev.GroupChosen("progress"), ev.CardSeen(0, 0, 0, Certificates(auth=True)))
    assert story.stage == ReadingCard(Errand.TAP)


def test_a_card_without_a_certificate_is_told(story: Story) -> None:
    story.then(ev.GroupChosen("progress"), ev.CardSeen(3, None, None, Certificates(sign=False, auth=False)))
    assert story.stage == WaitingForCard(Code("C-11"), Errand.TAP)


@pytest.mark.parametrize("code", ["C-02", "C-04", "C-05", "C-24"])
def test_every_card_that_cannot_be_used_is_named(story: Story, code: str) -> None:
    story.then(ev.GroupChosen("progress"), ev.CardRefused(Code(code)))
    assert story.stage == WaitingForCard(Code(code), Errand.TAP)
    assert story.then(ev.CardRemoved()).stage == WaitingForCard(errand=Errand.TAP)


@pytest.mark.parametrize("code", ["C-01", "C-12", "C-26", "C-27", "C-28"])
def test_what_goes_wrong_while_reading_is_told_and_can_be_tried_again(story: Story, code: str) -> None:
    story.then(ev.GroupChosen("progress"), CARD, ev.CardFailed(Code(code), Errand.TAP))
    assert story.stage == WaitingForCard(Code(code), Errand.TAP)
    assert story.then(ev.ForwardPressed()).stage == ReadingCard(Errand.TAP)


def test_a_card_pulled_while_it_is_read_waits_for_the_outcome(story: Story) -> None:
    assert story.then(ev.GroupChosen("progress"), CARD, ev.CardRemoved()).stage == ReadingCard(Errand.TAP)
    assert story.then(ev.CardFailed(Code("C-01"), Errand.TAP)).stage == WaitingForCard(Code("C-01"), Errand.TAP)


@pytest.mark.parametrize(
    ("evidence", "why"),
    [
        (found(Outcome.NOT_CONFIRMED, "C-30"), "C-30"),
        (found(Outcome.NOT_CONFIRMED, "C-20"), "C-20"),
        (found(Outcome.NOT_CHECKED, "C-21"), "C-21"),
        (found(Outcome.NOT_CONFIRMED), "C-21"),
        (found(Outcome.NOT_CONFIRMED, "C-77"), "C-21"),  # of a newer headquarters
    ],
)
def test_only_a_card_headquarters_could_use_is_told_anything(story: Story, evidence: Evidence, why: str) -> None:
    assert asking(story).then(ev.CasesTold(evidence, (CASE,))).stage == NoCasesTold(Code(why))


@pytest.mark.parametrize("why", ["offline", "refused"])
def test_without_headquarters_it_is_said(story: Story, why: Literal["offline", "refused"]) -> None:
    assert asking(story).then(ev.HeadquartersDidNot(why)).stage == NoCasesTold(why)
    assert story.then(ev.TapChosen()).stage == ReadingCard(Errand.TAP)


def test_back_and_finish(story: Story) -> None:
    asking(story).then(ev.CasesTold(found(), (CASE,)))
    assert story.then(ev.BackPressed()).stage == Welcoming()
    asking(story).then(ev.CasesTold(found(), (CASE,)))
    story.then(ev.FinishPressed())
    assert (story.stage, story.visit.seen) == (Welcoming(), ())
    assert story.did(do.Forget)
    assert story.then(ev.CardRemoved(), ev.GroupChosen("progress"), ev.BackPressed()).stage == Welcoming()


def test_the_list_is_wiped_when_nobody_touches_even_with_the_card_lying_there(story: Story) -> None:
    asking(story).then(ev.CasesTold(found(), (CASE,)))
    story.after_seconds(story.rules.idle_s)
    assert story.visit.warned
    story.after_seconds(story.rules.warning_s)
    assert story.stage == Welcoming()


def test_the_list_goes_soon_after_its_card_was_taken(story: Story) -> None:
    asking(story).then(ev.CasesTold(found(), (CASE,))).after_seconds(60)
    story.then(ev.CardRemoved()).after_seconds(19)
    assert story.stage == ListingCases((CASE,))
    story.then(ev.Touched()).after_seconds(19)
    assert story.stage == ListingCases((CASE,)), "somebody still reads"
    story.after_seconds(1)
    assert (story.stage, story.visit.seen, story.did(do.Forget)) == (Welcoming(), (), True)


def test_a_reader_that_fails_under_the_card_takes_nothing_away_at_once(story: Story) -> None:
    asking(story).then(ev.CasesTold(found(), (CASE,))).after_seconds(60)
    assert story.then(ev.CardRefused(Code("C-24"))).after_seconds(19).stage == ListingCases((CASE,))
    assert story.then(ev.CardRefused(Code("C-24"))).after_seconds(1).stage == Welcoming()


def test_a_list_told_after_the_card_was_taken_goes_as_soon(story: Story) -> None:
    asking(story).then(ev.CardRemoved(), ev.CasesTold(found(), (CASE,))).after_seconds(20)
    assert story.stage == Welcoming()


def test_a_list_shown_in_a_call_waits_for_its_end(story: Story) -> None:
    asking(story).then(ev.CasesTold(found(), (CASE,)), ev.CardRemoved()).after_seconds(300, in_call=True)
    assert story.stage == ListingCases((CASE,))
    assert story.after_seconds(20).stage == Welcoming()


def test_asking_is_not_idle(story: Story) -> None:
    asking(story).after_seconds(10_000)
    assert story.stage == AskingHeadquarters(Errand.TAP)


def test_an_answer_nobody_waits_for_is_not_shown(story: Story) -> None:
    asking(story).then(ev.FinishPressed(), ev.CasesTold(found(), (CASE,)))
    assert story.stage == Welcoming()


def test_a_look_leaves_nothing_for_an_application(story: Story) -> None:
    asking(story).then(ev.CasesTold(found(), (CASE,)), ev.BackPressed())
    assert (story.stage, story.visit.seen, story.visit.begun(story.rules)) == (Welcoming(), (), False)
