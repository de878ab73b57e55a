"""What a card answers says nothing private of itself."""

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
