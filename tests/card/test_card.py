from datetime import date

import pytest

from kiosk.card import card
from kiosk.card.card import FROM_READER, TO_READER, Code, FromReader, ToReader
from kiosk.procedures.identity import BirthDate, Identity, Sex

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
    for asked in (card.Watch(wait_for_empty=True), card.AskIdentity(insertion=3), card.Forget()):
        assert TO_READER.validate_json(ToReader(asked=asked).model_dump_json()).asked == asked


def test_an_identity_shows_nothing_of_itself() -> None:
    shown = repr(card.IdentityRead(identity=WHO)) + str(FromReader(told=card.IdentityRead(identity=WHO)))
    assert not [part for part in ("葛", "姫路", "1959") if part in shown]


def test_a_certificate_shows_nothing_of_itself() -> None:
    assert "3031" not in repr(card.CertificateRead(der="3031"))


def test_every_code_is_one_of_the_thirty() -> None:
    assert sorted(code.value for code in Code) == [f"C-{number:02d}" for number in range(1, 31)]


def test_the_last_try_has_a_code_of_its_own() -> None:
    assert (card.WrongPin(left=2).code, card.WrongPin(left=1).code) == (Code.WRONG_PIN, Code.LAST_TRY)


def test_cautions_are_told_beside_a_usable_card() -> None:
    present = card.CardPresent(
        kind=card.CardKind.MY_NUMBER,
        insertion=1,
        expiry="20261231",
        tries=card.Tries(card_face=1),
        certificates=card.Certificates(sign=False, auth=True),
    )
    assert present.cautions(date(2026, 11, 1)) == (Code.LAST_TRY, Code.CARD_EXPIRING, Code.NO_SIGNING_CERTIFICATE)
    assert present.cautions(date(2026, 1, 1)) == (Code.LAST_TRY, Code.NO_SIGNING_CERTIFICATE)
    assert card.CardPresent(kind=card.CardKind.MY_NUMBER, insertion=1).cautions(date(2026, 1, 1)) == ()
