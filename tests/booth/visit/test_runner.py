"""Every command of a visit is carried out, in order; the PIN leaves no trace."""

import asyncio
import io
from collections.abc import Iterator
from hashlib import sha256
from typing import Literal

import pytest

from kiosk import log
from kiosk.booth.storage.faults import StoreFull
from kiosk.booth.trouble import Trouble
from kiosk.booth.uplink.http import Unreachable
from kiosk.booth.uplink.identity_client import Refused
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.decide import Rules, Visit
from kiosk.booth.visit.ports import NotSubmitted, Submitted
from kiosk.booth.visit.runner import VisitRunner
from kiosk.booth.visit.stages import (
    Answering,
    ConfirmingLastTry,
    CountingTries,
    EnteringPassword,
    EnteringPin,
    Errand,
    HandedIn,
    ListingCases,
    NoCasesTold,
    NotHandedIn,
    OutOfService,
    WaitingForCard,
    Welcoming,
)
from kiosk.card import card
from kiosk.card.card import ReaderAbsent, ReaderWhy, SlotEmpty, Tries
from kiosk.procedures.identity import Identity
from kiosk.protocol.faults import Code
from kiosk.protocol.forms import Proposal
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.identity import (
    Method,
    NonceGiven,
    Outcome,
    TapJudged,
)
from tests.booth.visit_parts import CASE, PRESENT, Counter, Parts, found
from tests.until import PATIENCE_S, until


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    log.to_stream(stream)
    yield stream
    log.to_stream(None)


@pytest.fixture
def parts() -> Parts:
    return Parts()


@pytest.fixture
async def counter(parts: Parts, rules: Rules) -> Counter:
    return Counter(parts, rules)


async def test_the_pin_goes_to_the_card_it_was_typed_for_and_is_overwritten(counter: Counter, parts: Parts) -> None:
    counter.at_pin()
    await counter.type_pin()
    await counter.reaches(EnteringPin)
    assert parts.seen_pins == [b"1234"]
    assert parts.insertions == [5]
    assert parts.pins == [bytearray(4)]
    assert parts.pad.count == 0
    assert not any(parts.pad._digits)
    assert counter.stage == EnteringPin(2, wrong=True)


async def test_no_digit_is_taken_before_the_curtain_is_drawn(counter: Counter, parts: Parts) -> None:
    parts.curtain_done.clear()
    counter.at_pin()
    await asyncio.sleep(0)
    parts.pad.press(1)
    assert parts.pad.count == 0
    parts.curtain_done.set()
    await parts.pad_opened()
    parts.pad.press(1)
    assert parts.pad.count == 1


async def test_the_curtain_is_drawn_while_a_pin_is_typed(counter: Counter, parts: Parts, kasai: Identity) -> None:
    parts.outcome = card.IdentityRead(identity=kasai)
    counter.at_pin()
    assert parts.done[-1] == ("curtain", True)
    await counter.type_pin()
    assert ("curtain", False) in parts.done
    await counter.reaches(Answering)
    await counter.does("card_forgotten")
    await counter.does(("count", "card_read"))


async def test_pulling_the_card_wipes_what_was_typed(counter: Counter, parts: Parts) -> None:
    counter.at_pin()
    parts.pad.press(9)
    counter.runner.card_event(SlotEmpty(reader="R"))
    assert counter.stage == WaitingForCard(Code("C-01"))
    assert parts.pad.count == 0
    assert not any(parts.pad._digits)


async def test_a_reader_that_goes_away_is_told_with_its_code(counter: Counter) -> None:
    counter.at_pin()
    counter.runner.card_event(ReaderAbsent(why=ReaderWhy.NO_READER))
    assert counter.stage == WaitingForCard(Code("C-24"))


async def test_a_reader_with_a_bug_leaves_nobody_waiting(counter: Counter, parts: Parts) -> None:
    parts.broken = True
    counter.at_pin()
    await counter.type_pin()
    await counter.reaches(WaitingForCard)
    assert counter.stage == WaitingForCard(Code("C-27"))


async def test_counting_that_fails_changes_nothing_for_the_resident(counter: Counter, parts: Parts) -> None:
    async def fail(_what: str) -> None:
        parts.done.append("tried to count")
        raise StoreFull("disk")

    object.__setattr__(counter.runner._edges, "count", fail)
    counter.at_pin()
    await counter.does("tried to count")
    assert isinstance(counter.stage, EnteringPin)


async def test_handing_in_stores_wakes_the_courier_and_prints(counter: Counter, parts: Parts, kasai: Identity) -> None:
    await counter.hand_in(kasai)
    await counter.reaches(HandedIn)
    await counter.does("stored")
    await counter.does(("slip", "IE-4731-08K"))
    await until(lambda: counter.stage.slip == "printed")
    assert counter.runner.visit.form is None
    assert counter.runner.visit.identity is None
    assert counter.runner.visit.signature is None


@pytest.mark.parametrize("paper", [False, None], ids=["no_paper", "a_bug"])
async def test_no_paper_is_said_and_the_number_stays(
    counter: Counter, parts: Parts, kasai: Identity, paper: bool | None
) -> None:
    parts.paper = paper
    await counter.hand_in(kasai)
    await counter.reaches(HandedIn)
    await until(lambda: counter.stage.slip == "failed")
    assert counter.stage.reference == "IE-4731-08K"


@pytest.mark.parametrize(
    ("handed", "code"),
    [
        (NotSubmitted(Trouble.DISK_FULL), "B-02"),
        (NotSubmitted(Trouble.BAD_SEALING_KEY), "B-08"),
        (KeyError("bug"), "B-03"),
    ],
)
async def test_what_could_not_be_stored_keeps_the_answers(
    counter: Counter, parts: Parts, kasai: Identity, handed: NotSubmitted | Exception, code: str
) -> None:
    parts.handed = handed
    await counter.hand_in(kasai)
    await counter.reaches(NotHandedIn)
    assert counter.stage == NotHandedIn(Trouble(code))
    assert counter.runner.visit.form is not None
    assert "stored" not in parts.done
    parts.handed = Submitted("IE-4731-08K", new_id())
    counter.post(ev.ForwardPressed())
    await counter.reaches(HandedIn)


async def test_finishing_hangs_up_and_forgets_everything(counter: Counter, parts: Parts, kasai: Identity) -> None:
    parts.outcome = card.IdentityRead(identity=kasai)
    counter.at_pin()
    await counter.type_pin()
    await counter.reaches(Answering)
    counter.post(ev.FinishPressed())
    assert isinstance(counter.stage, Welcoming)
    assert "hung_up" in parts.done
    await counter.does("forgotten")
    visit = counter.runner.visit
    assert (visit.form, visit.identity, visit.signature, visit.procedure) == (None, None, None, None)


async def test_staff_see_the_form_change_and_hear_the_answer(counter: Counter, parts: Parts, kasai: Identity) -> None:
    parts.outcome = card.IdentityRead(identity=kasai)
    counter.at_pin()
    await counter.type_pin()
    await counter.reaches(Answering)
    assert parts.forms
    assert parts.forms[-1] is counter.runner.visit.form
    proposal = Proposal(call_id=new_id(), epoch=1, proposal_id=new_id(), field="copies", value=2)
    counter.post(ev.ProposalMade(proposal), ev.ProposalSettled(proposal.proposal_id, accepted=True))
    assert ("settled", proposal.proposal_id, True, None) in parts.done
    assert parts.forms[-1] is counter.runner.visit.form


async def test_staff_hear_which_language_the_form_is_read_in(counter: Counter, parts: Parts, kasai: Identity) -> None:
    parts.outcome = card.IdentityRead(identity=kasai)
    counter.post(ev.LanguageChosen("vi"))
    assert parts.forms == [], "without a form there is nothing to be read"
    counter.at_pin()
    await counter.type_pin()
    await counter.reaches(Answering)
    assert parts.locales[-1] == "vi"
    counter.post(ev.LanguageChosen("en"))
    assert parts.locales[-1] == "en"
    assert parts.forms[-1] is counter.runner.visit.form


async def test_events_posted_by_a_listener_come_after_the_one_being_judged(parts: Parts, rules: Rules) -> None:
    seen: list[str] = []

    def listen(visit: Visit) -> None:
        seen.append(type(visit.stage).__name__)
        if len(seen) == 1:
            runner.post(ev.ServiceStopped(Trouble("B-01")))
            assert isinstance(runner.visit.stage, type(visit.stage)), "not in the middle of another"

    runner = VisitRunner(parts.edges, lambda: rules, listen)
    runner.post(ev.GroupChosen("certificates"))
    assert seen == ["Choosing", "OutOfService"]
    assert runner.visit.stage == OutOfService(Trouble("B-01"))
    await runner.stop()


async def test_what_changes_nothing_tells_nobody(counter: Counter) -> None:
    counter.post(ev.SlipPrinted(), ev.SlipFailed())
    assert counter.changes == []


async def test_stopping_wipes_the_pad(counter: Counter, parts: Parts) -> None:
    counter.at_pin()
    parts.pad.press(7)
    await counter.runner.stop()
    assert not any(parts.pad._digits)


async def test_a_broken_exchange_asks_the_card_for_its_counter_before_another_pad(
    counter: Counter, parts: Parts
) -> None:
    parts.outcome = card.Removed(pin_uncertain=True)
    parts.tries = card.TriesRead(tries=Tries(card_face=1))
    counter.at_pin()
    await counter.type_pin()
    await counter.reaches(WaitingForCard)
    counter.post(ev.ForwardPressed())
    assert isinstance(counter.stage, CountingTries)
    await counter.reaches(ConfirmingLastTry)
    assert parts.seen_pins == [b"1234"], "one entry, one showing"


async def test_a_card_that_does_not_count_gets_no_pad(counter: Counter, parts: Parts) -> None:
    parts.outcome, parts.tries = card.Damaged(code=Code.GARBLED), card.Silent()
    counter.at_pin()
    await counter.type_pin()
    await counter.reaches(WaitingForCard)
    counter.post(ev.ForwardPressed())
    await counter.reaches(WaitingForCard)
    assert counter.stage == WaitingForCard(Code("C-27"))


# -- tap --------------------------------------------------------------------------------------------------------------


async def test_a_tap_shows_what_was_applied_for_without_any_pin(counter: Counter, parts: Parts) -> None:
    counter.post(ev.GroupChosen("progress"))
    counter.runner.card_event(PRESENT)
    await counter.reaches(ListingCases)
    assert counter.stage == ListingCases((CASE,))
    assert (parts.seen_pins, parts.insertions) == ([], [5])
    await counter.does("card_forgotten")
    assert ("curtain", True) not in parts.done


@pytest.mark.parametrize(
    ("told", "why"), [(Unreachable(), "offline"), (Refused(403), "refused"),
                      (TapJudged(evidence=found(Method.TAP, Outcome.NOT_CONFIRMED, "C-30")), Code.NOT_REGISTERED)],
)  # fmt: skip
async def test_a_tap_that_tells_nothing_says_why(
    counter: Counter, parts: Parts, told: TapJudged | Refused | Unreachable, why: Code | Literal["offline", "refused"]
) -> None:
    parts.told = told
    counter.post(ev.GroupChosen("progress"))
    counter.runner.card_event(PRESENT)
    await counter.reaches(NoCasesTold)
    assert counter.stage == NoCasesTold(why)


async def test_a_card_that_fails_at_a_tap_is_told_with_its_code(counter: Counter, parts: Parts) -> None:
    parts.certificate = card.Damaged(code=Code.TRUNCATED)
    counter.post(ev.GroupChosen("progress"))
    counter.runner.card_event(PRESENT)
    await counter.reaches(WaitingForCard)
    assert counter.stage == WaitingForCard(Code("C-12"), Errand.TAP)


async def test_an_answer_for_somebody_who_left_is_never_shown_to_the_next(counter: Counter, parts: Parts) -> None:
    parts.answer.clear()
    counter.post(ev.GroupChosen("progress"))
    counter.runner.card_event(PRESENT)
    await counter.does(("tap", "aa"))
    counter.post(ev.FinishPressed())
    parts.certificate = card.Busy()
    counter.post(ev.GroupChosen("progress"))
    parts.answer.set()
    await counter.reaches(WaitingForCard)
    assert counter.stage == WaitingForCard(Code("C-28"), Errand.TAP)


async def test_identity_read_for_somebody_who_left_is_nobodys(counter: Counter, parts: Parts, kasai: Identity) -> None:
    parts.outcome = card.IdentityRead(identity=kasai)
    parts.answer.clear()
    counter.at_pin()
    await counter.type_pin()
    reading = counter.runner._asking
    assert reading is not None
    await until(lambda: parts.pins)
    counter.post(ev.FinishPressed())
    parts.answer.set()
    await asyncio.wait([reading], timeout=PATIENCE_S)
    assert reading.cancelled()
    assert counter.runner.visit.identity is None


# -- registering, proving, signing ------------------------------------------------------------------------------------


async def registering(counter: Counter, kasai: Identity) -> HandedIn:
    await counter.hand_in(kasai)
    await counter.reaches(HandedIn)
    counter.post(ev.RegisterTapChosen())
    await counter.reaches(EnteringPin)
    await counter.type_pin()
    await counter.reaches(HandedIn)
    assert isinstance(counter.stage, HandedIn)
    return counter.stage


async def test_registering_proves_possession_of_headquarters_nonce(
    counter: Counter, parts: Parts, kasai: Identity
) -> None:
    done = await registering(counter, kasai)
    assert (done.tap, done.reference) == ("registered", "IE-4731-08K")
    (proof,) = parts.proofs
    assert isinstance(parts.given, NonceGiven)
    assert (proof.nonce_id, proof.register_tap, proof.call_id) == (parts.given.nonce_id, True, None)
    assert isinstance(parts.handed, Submitted)
    assert proof.submission_id == parts.handed.submission_id
    assert parts.digests == [sha256(bytes.fromhex(parts.given.nonce)).digest()]
    assert parts.pins[-1] == bytearray(4)


async def test_without_a_nonce_no_try_is_risked(counter: Counter, parts: Parts, kasai: Identity) -> None:
    parts.given = Unreachable()
    done = await registering(counter, kasai)
    assert (done.tap, done.tap_code, done.reference) == ("failed", "C-21", "IE-4731-08K")
    assert parts.digests == []


async def test_staff_hear_how_far_their_proof_is(counter: Counter, parts: Parts) -> None:
    ask_id, call_id = new_id(), new_id()
    counter.runner.card_event(PRESENT)
    counter.post(ev.ProofWanted(ask_id, call_id))
    await counter.type_pin()
    await counter.reaches(Welcoming)
    assert [one[2] for one in parts.done if isinstance(one, tuple) and one[0] == "proof"] == ["reading", "done"]
    assert (parts.proofs[0].call_id, parts.proofs[0].register_tap) == (call_id, False)
    assert parts.insertions == [5]


async def proof_asked(counter: Counter, parts: Parts) -> tuple[str, list[bytearray]]:
    """Staff ask, the PIN is typed; what is taken out of the pad is looked at afterwards."""
    ask_id, taken, take = new_id(), [], parts.pad.take

    def noted() -> bytearray:
        taken.append(take())
        return taken[-1]

    object.__setattr__(parts.pad, "take", noted)
    counter.runner.card_event(PRESENT)
    counter.post(ev.ProofWanted(ask_id, new_id()))
    await counter.type_pin()
    return ask_id, taken


async def test_a_dropped_proof_shows_no_pin_and_sends_nothing(counter: Counter, parts: Parts) -> None:
    parts.nonce_comes.clear()
    ask_id, taken = await proof_asked(counter, parts)
    await counter.does("nonce")
    asking = counter.runner._asking
    assert asking is not None
    counter.post(ev.ProofDropped(ask_id))
    parts.nonce_comes.set()
    await asyncio.wait([asking], timeout=PATIENCE_S)
    assert (asking.done(), parts.seen_pins, parts.proofs) == (True, [], [])
    assert taken == [bytearray(4)]
    assert isinstance(counter.stage, Welcoming)


async def test_a_proof_dropped_at_once_leaves_no_pin_in_the_pad(counter: Counter, parts: Parts) -> None:
    ask_id, taken = await proof_asked(counter, parts)
    counter.post(ev.ProofDropped(ask_id))
    assert (taken, parts.pad.count) == ([], 0)
    assert not any(parts.pad._digits)


async def test_what_was_typed_for_one_pin_is_not_in_the_pad_of_another(counter: Counter, parts: Parts) -> None:
    counter.at_pin()
    await parts.pad_opened()
    parts.pad.press(1)
    parts.curtain_done.clear()
    counter.post(ev.ProofWanted(new_id(), new_id()))
    assert counter.stage == EnteringPin(3, errand=Errand.PROVING)
    assert not any(parts.pad._digits)
    parts.pad.press(2)
    assert parts.pad.count == 0, "shut until the curtain is drawn"
    parts.curtain_done.set()
    await parts.pad_opened()
    parts.pad.press(3)
    assert parts.pad.count == 1


async def test_a_pin_after_a_password_has_four_digits(parts: Parts, signed_rules: Rules) -> None:
    counter = Counter(parts, signed_rules)
    await to_password(counter)
    parts.pad.letter(0)
    counter.post(ev.ProofWanted(new_id(), new_id()))
    assert counter.stage == EnteringPin(3, errand=Errand.PROVING)
    assert (parts.pad.count, parts.pad.most) == (0, 4)


@pytest.mark.parametrize("laid_down", [5, 6])
async def test_the_pin_goes_with_the_card_whose_pad_was_shown(counter: Counter, parts: Parts, laid_down: int) -> None:
    counter.at_pin()
    parts.present = PRESENT.model_copy(update={"insertion": laid_down})
    counter.runner.card_event(parts.present)
    await counter.type_pin()
    parts.present = PRESENT.model_copy(update={"insertion": 7})
    await counter.reaches(EnteringPin)
    assert parts.insertions == [5]


async def to_password(counter: Counter) -> None:
    counter.post(ev.GroupChosen("certificates"), ev.ProcedureChosen("sealed_wish"), ev.WithoutCardChosen())
    counter.post(ev.AnswerGiven("command", "yes"), ev.ForwardPressed())
    counter.runner.card_event(PRESENT)
    counter.post(ev.ForwardPressed())
    await counter.reaches(EnteringPassword)
    await counter.parts.pad_opened()


async def signing(counter: Counter) -> None:
    await to_password(counter)
    for place in (0, 1, 2):
        counter.parts.pad.letter(place)
    for digit in (1, 2, 3):
        counter.parts.pad.press(digit)
    counter.post(ev.PinEntered())


async def test_the_card_signs_with_the_password_that_is_then_gone(parts: Parts, signed_rules: Rules) -> None:
    counter = Counter(parts, signed_rules)
    await signing(counter)
    await counter.reaches(HandedIn)
    assert parts.seen_pins == [b"ABC123"]
    assert parts.insertions == [5]
    assert parts.pins == [bytearray(6)]
    assert not any(parts.pad._digits)


async def test_a_wrong_password_keeps_the_answers_and_shows_the_cards_counter(
    parts: Parts, signed_rules: Rules
) -> None:
    parts.signed = card.WrongPin(left=4)
    counter = Counter(parts, signed_rules)
    await signing(counter)
    await counter.reaches(EnteringPassword)
    assert counter.stage == EnteringPassword(4, wrong=True)
    assert "stored" not in parts.done
    assert counter.runner.visit.form is not None


async def test_what_cannot_be_stored_after_signing_is_told(parts: Parts, signed_rules: Rules) -> None:
    parts.handed = NotSubmitted(Trouble.DISK_FULL)
    counter = Counter(parts, signed_rules)
    await signing(counter)
    await counter.reaches(NotHandedIn)


async def test_a_refused_answer_is_logged_without_what_it_was(
    counter: Counter, written: io.StringIO, kasai: Identity
) -> None:
    counter.post(ev.GroupChosen("certificates"), ev.ProcedureChosen("juminhyo"), ev.ForwardPressed())
    counter.post(ev.WithoutCardChosen())
    counter.post(ev.AnswerGiven("copies", kasai.name))
    (line,) = [line for line in written.getvalue().splitlines() if "edit_refused" in line]
    assert "copies" in line
    assert "wrong_type" in line
    assert kasai.name not in written.getvalue()
