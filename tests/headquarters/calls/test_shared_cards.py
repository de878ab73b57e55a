"""What may pass between resident and staff about a card."""

from typing import Any

from kiosk.headquarters.calls.shared_cards import MOST_ASKS, MOST_LOOKS, SharedCards
from kiosk.headquarters.calls.shared_forms import Passed, Stopped
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.identity import CardAsked, CardFace, CardTold, EvidenceGiven

CALL = new_id()
FACE = CardFace(photograph="iVBOR")


def ask(want: str = "proof", epoch: int = 3, **more: Any) -> CardAsked:
    code = {"code": "59050620302285"} if want == "face" else {}
    return CardAsked.model_validate({"call_id": CALL, "epoch": epoch, "ask_id": new_id(), "want": want} | code | more)


def told(asked: CardAsked, state: str = "done", **more: Any) -> CardTold:
    given = {"call_id": CALL, "epoch": asked.epoch, "ask_id": asked.ask_id, "state": state}
    return CardTold.model_validate(given | more)


def look(method: str = "face_compared", epoch: int = 3) -> EvidenceGiven:
    return EvidenceGiven.model_validate({"call_id": CALL, "epoch": epoch, "method": method, "outcome": "confirmed"})


def test_only_what_was_asked_for_is_told_and_only_to_its_end() -> None:
    cards, asked = SharedCards(), ask()
    assert isinstance(cards.tell(told(asked), 3), Stopped)
    assert cards.ask(asked, 3) == Passed(asked)
    assert isinstance(cards.tell(told(asked, "reading"), 3), Passed)
    assert isinstance(cards.tell(told(asked, "declined"), 3), Passed)
    assert isinstance(cards.tell(told(asked), 3), Stopped)


def test_an_ask_is_made_once_and_not_for_ever() -> None:
    cards, asked = SharedCards(), ask()
    assert isinstance(cards.ask(asked, 3), Passed)
    assert isinstance(cards.ask(asked, 3), Stopped)
    for _ in range(MOST_ASKS - 1):
        assert isinstance(cards.ask(ask(), 3), Passed)
    assert isinstance(cards.ask(ask(), 3), Stopped)


def test_a_withdrawn_ask_is_not_answered() -> None:
    cards, asked = SharedCards(), ask()
    cards.ask(asked, 3)
    cards.withdraw(asked.ask_id)
    assert isinstance(cards.tell(told(asked), 3), Stopped)


def test_pictures_come_only_with_done_and_only_where_a_face_was_asked_for() -> None:
    cards, proof, face = SharedCards(), ask(), ask("face")
    cards.ask(proof, 3)
    cards.ask(face, 3)
    assert isinstance(cards.tell(told(proof, face=FACE), 3), Stopped)
    assert isinstance(cards.tell(told(face, "reading", face=FACE), 3), Stopped)
    assert isinstance(cards.tell(told(face, face=FACE), 3), Passed)


def test_a_number_goes_with_a_face_alone() -> None:
    cards = SharedCards()
    assert isinstance(cards.ask(ask("face", code=None), 3), Stopped)
    assert isinstance(cards.ask(ask("proof", code="59050620302285"), 3), Stopped)


def test_a_face_is_compared_only_with_a_photograph_that_was_shown() -> None:
    cards, face = SharedCards(), ask("face")
    assert isinstance(cards.look(look("paper_seen"), 3), Passed)
    assert isinstance(cards.look(look(), 3), Stopped)
    cards.ask(face, 3)
    cards.tell(told(face, face=FACE), 3)
    assert isinstance(cards.look(look(), 3), Passed)


def test_another_clerk_has_seen_nothing_yet() -> None:
    cards, face = SharedCards(), ask("face")
    cards.ask(face, 3)
    cards.tell(told(face, face=FACE), 3)
    assert isinstance(cards.look(look(epoch=4), 4), Stopped)


def test_an_old_epoch_does_not_pass() -> None:
    cards, asked = SharedCards(), ask(epoch=2)
    assert cards.ask(asked, 3) == Stopped("stale_epoch")
    assert cards.tell(told(asked), 3) == Stopped("stale_epoch")
    assert cards.look(look(epoch=2), 3) == Stopped("stale_epoch")


def test_a_clerk_cannot_write_without_end() -> None:
    cards = SharedCards()
    for _ in range(MOST_LOOKS):
        assert isinstance(cards.look(look("paper_seen"), 3), Passed)
    assert isinstance(cards.look(look("paper_seen"), 3), Stopped)
