"""A PIN counts its tries, a key signs in the ways a command names, and an application finds what lies in it."""

from hashlib import sha256

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import padding, rsa, utils
from cryptography.hazmat.primitives.hashes import SHA256

from kiosk.rehearsal.card.virtual_card_parts import OK, VirtualApplication, VirtualFile, VirtualKey, VirtualPin


def test_a_wrong_entry_costs_a_try_and_the_right_one_gives_all_back() -> None:
    pin = VirtualPin(b"1234", limit=3)
    assert [pin.show(b"0000"), pin.show(b"0000")] == [0x63C2, 0x63C1]
    assert (pin.show(b"1234"), pin.left, pin.opened) == (OK, 3, True)


def test_a_locked_pin_opens_for_nobody() -> None:
    pin = VirtualPin(b"1234", limit=1)
    assert pin.show(b"0000") == 0x63C0
    assert (pin.show(b"1234"), pin.opened) == (0x6984, False)


def test_a_pin_without_a_limit_says_only_that_it_was_wrong() -> None:
    pin = VirtualPin(b"12345678901234", limit=None)
    assert [pin.show(b"0"), pin.show(b"0" * 17), pin.show(b"12345678901234")] == [0x6300, 0x6700, OK]


def test_what_an_application_has_is_files_pins_and_keys() -> None:
    found = VirtualApplication(b"\xd3", {1: VirtualFile(b"")}, {2: VirtualPin(b"1", 3, opened=True)}, {})
    assert [found.has(number) for number in (1, 2, 3)] == [True, True, False]
    found.close_pins()
    assert not found.pins[2].opened


@pytest.fixture(scope="module")
def key() -> VirtualKey:
    return VirtualKey(rsa.generate_private_key(public_exponent=65537, key_size=2048), None)


@pytest.mark.parametrize("way", [1, 3, 5])
def test_a_key_that_makes_the_digest_signs_the_words(key: VirtualKey, way: int) -> None:
    signature, status = key.sign(way, b"words")
    assert status == OK
    digest = utils.Prehashed(SHA256())
    scheme = padding.PSS(padding.MGF1(SHA256()), padding.PSS.DIGEST_LENGTH) if way == 5 else padding.PKCS1v15()
    if way == 1:  # without the name of the hash: no standard check takes it
        with pytest.raises(InvalidSignature):
            key.key.public_key().verify(signature, sha256(b"words").digest(), scheme, digest)
    else:
        key.key.public_key().verify(signature, sha256(b"words").digest(), scheme, digest)


@pytest.mark.parametrize(("way", "data", "status"), [(0, b"", 0x6700), (0, bytes(246), 0x6700), (2, bytes(31), 0x6985)])
def test_a_key_refuses_what_it_cannot_sign(key: VirtualKey, way: int, data: bytes, status: int) -> None:
    assert key.sign(way, data) == (b"", status)
