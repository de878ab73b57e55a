from datetime import date

from kiosk.card import card
from kiosk.procedures.identity import BirthDate, Identity, Sex
from kiosk.protocol.faults import Code

WHO = Identity("葛\U000e0102西　辻\U000e0102子", "兵庫県姫路市", BirthDate("19590506", 1959, 5, 6), Sex.FEMALE, "2")


def test_an_identity_shows_nothing_of_itself() -> None:
    shown = repr(card.IdentityRead(identity=WHO)) + str(card.IdentityRead(identity=WHO))
    assert not [part for part in ("葛", "姫路", "1959") if part in shown]


def test_a_certificate_shows_nothing_of_itself() -> None:
    assert "3031" not in repr(card.CertificateRead(der="3031"))


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
