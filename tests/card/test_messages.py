import pytest

from kiosk.card import card, messages
from kiosk.card.messages import FROM_READER, TO_READER, FromReader, ToReader
from kiosk.procedures.identity import BirthDate, Identity, Sex
from kiosk.protocol.faults import Code

WHO = Identity("葛\U000e0102西　辻\U000e0102子", "兵庫県姫路市", BirthDate("19590506", 1959, 5, 6), Sex.FEMALE, "2")


@pytest.mark.parametrize(
    "told",
    [
        card.ReaderAbsent(why=card.ReaderWhy.NO_READER),
        card.SlotEmpty(reader="A"),
        card.CardSeen(insertion=1),
        card.CardPresent(kind=card.CardKind.MY_NUMBER, insertion=2, tries=card.Tries(card_face=3)),
        card.TriesRead(tries=card.Tries(auth=0)),
        card.IdentityRead(identity=WHO, notes=(card.Note(code=Code.SUBSTITUTED, field="name", positions=(1,)),)),
        card.FaceRead(birth_date="19590506", sex="2", name="00", address="", photograph="01", expiry="20350118"),
        card.CertificateRead(der="30"),
        card.ChallengeSigned(der="30", signature="00"),
        card.Forgotten(),
        card.WrongPin(left=2),
        card.Locked(code=Code.FACE_ONLY),
        card.BadForm(),
        card.Removed(pin_uncertain=True),
        card.Swapped(),
        card.NotSupported(kind=card.CardKind.PHONE, code=Code.PHONE),
        card.Damaged(code=Code.GARBLED),
        card.Busy(),
        card.Silent(),
        card.ReaderLost(),
    ],
)
def test_everything_that_is_told_crosses_the_door_unchanged(told: card.CardEvent | card.Outcome) -> None:
    assert FROM_READER.validate_json(FromReader(told=told).model_dump_json()).told == told


def test_commands_cross_the_door_unchanged() -> None:
    for asked in (messages.Watch(wait_for_empty=True), messages.AskIdentity(insertion=3), messages.Forget()):
        assert TO_READER.validate_json(ToReader(asked=asked).model_dump_json()).asked == asked


def test_what_crosses_shows_nothing_of_a_person() -> None:
    shown = str(FromReader(told=card.IdentityRead(identity=WHO)))
    assert not [part for part in ("葛", "姫路", "1959") if part in shown]
