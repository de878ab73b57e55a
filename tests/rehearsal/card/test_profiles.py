from datetime import UTC, datetime

import pytest
from cryptography import x509

from kiosk.rehearsal.card.profiles import DEFAULT, profiles
from kiosk.rehearsal.card.virtual_card_files import JPKI_AID
from kiosk.rehearsal.residents import residents

NOW = datetime(2026, 11, 1, 3, 0, tzinfo=UTC)


def read(file: bytes) -> x509.Certificate:
    """The certificate in a file, without the filler behind it."""
    return x509.load_der_x509_certificate(file[: 4 + int.from_bytes(file[2:4], "big")])


@pytest.mark.parametrize("name", list(profiles(NOW)))
def test_every_profile_makes_a_card(name: str) -> None:
    profile = profiles(NOW)[name]
    assert profile.about
    assert len(profile.make(NOW).transmit(bytes.fromhex("00A40000"))) == 2


def test_every_resident_has_a_card(now: datetime) -> None:
    assert set(residents(now.date())) <= set(profiles(now))
    assert DEFAULT in profiles(now)


def test_nobody_shares_keys_or_serial_numbers(now: datetime) -> None:
    people = [profiles(now)[name].make(now).application(JPKI_AID) for name in ("kasai", "minami_a", "renewed")]
    for file in (0x0A, 0x01):
        certificates = [read(one.files[file].content) for one in people]
        assert len({one.serial_number for one in certificates}) == 3
        assert len({one.public_key().public_numbers() for one in certificates}) == 3  # type: ignore[union-attr]


def test_a_renewed_card_is_the_same_persons(now: datetime) -> None:
    names = [
        read(profiles(now)[name].make(now).application(JPKI_AID).files[0x01].content).extensions
        for name in ("kasai", "renewed")
    ]
    first, second = (one.get_extension_for_class(x509.SubjectAlternativeName).value for one in names)
    assert list(first) == list(second)


def test_a_renewal_of_the_signing_certificate_alone_leaves_the_other(now: datetime) -> None:
    first, second = (profiles(now)[name].make(now).application(JPKI_AID).files for name in ("kasai", "sign_renewed"))
    auth, sign = ([read(one[file].content) for one in (first, second)] for file in (0x0A, 0x01))
    assert auth[0].serial_number == auth[1].serial_number
    assert auth[0].public_key() == auth[1].public_key()
    assert sign[0].serial_number != sign[1].serial_number
    assert sign[0].public_key() != sign[1].public_key()


@pytest.mark.parametrize(
    ("name", "pin", "left"),
    [("auth_blocked", 0x18, 0), ("auth_last_try", 0x18, 1), ("sign_blocked", 0x1B, 0), ("sign_last_try", 0x1B, 1)],
)
def test_counters_of_the_certificates_pins(now: datetime, name: str, pin: int, left: int) -> None:
    assert profiles(now)[name].make(now).application(JPKI_AID).pins[pin].left == left


def test_what_may_be_typed_opens_the_card(now: datetime) -> None:
    kasai = profiles(now)["kasai"]
    entries = kasai.entries(now)
    assert entries is not None
    jpki, face = kasai.make(now).applications[:2]
    assert jpki.pins[0x18].value == face.pins[0x11].value == entries.pin.encode()
    assert jpki.pins[0x1B].value == entries.password.encode()
    assert face.pins[0x15].value == entries.printed_code.encode()
    assert profiles(now)["felica"].entries(now) is None


def test_two_cards_of_one_profile_share_no_counter(now: datetime) -> None:
    profile = profiles(now)["adult"]
    first, second = profile.make(now), profile.make(now)
    first.applications[1].pins[0x11].left = 1
    assert second.applications[1].pins[0x11].left == 3
