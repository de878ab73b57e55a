from datetime import datetime

from cryptography import x509

from kiosk.card.files.identity_file import parse_identity
from kiosk.rehearsal.card.virtual_card_files import Signing, Twist, identity_file, make_card, token_file
from kiosk.rehearsal.residents import residents


def test_a_token_file_has_160_bytes_and_says_that_it_is_a_rehearsal() -> None:
    raw = token_file("JPKIAPICCTOKEN2")
    assert len(raw) == 160
    assert raw[:15] == b"JPKIAPICCTOKEN2"
    assert b"REHEARSAL" in raw[32:64]
    assert raw[96:100] == bytes.fromhex("0000040D")


def test_an_identity_file_of_any_length_has_a_true_offset_table(now: datetime) -> None:
    for one in residents(now.date()).values():
        identity, notes = parse_identity(identity_file(one.name, one.address, one.birth, one.sex))
        assert (identity.name, identity.address, identity.birth_date.raw) == (one.name, one.address, one.birth)
        assert "file" not in [note.field for note in notes]


def test_a_card_without_signing_certificate_has_neither_file_nor_key(now: datetime) -> None:
    resident = residents(now.date())["kasai"]
    jpki = make_card(resident, Twist(signing=Signing.ABSENT), now).applications[0]
    assert not jpki.has(0x01)
    assert not jpki.has(0x1A)
    assert jpki.files[0x08].content == b"\x00\x8f\x00"
    assert make_card(resident, Twist(signing=Signing.FILLER), now).applications[0].files[0x01].content == b"\xff" * 2048


def test_a_certificate_names_the_base_character_of_a_variant(now: datetime) -> None:
    jpki = make_card(residents(now.date())["kasai"], Twist(filler=0), now).applications[0]
    names = x509.load_der_x509_certificate(jpki.files[0x01].content).extensions.get_extension_for_class(
        x509.SubjectAlternativeName
    )
    assert "葛西　辻子" in [one.value[2:].decode() for one in names.value if isinstance(one, x509.OtherName)]


def test_a_phone_has_no_card_face_application(now: datetime) -> None:
    phone = make_card(residents(now.date())["kasai"], Twist(phone=True), now)
    assert len(phone.applications) == 1
