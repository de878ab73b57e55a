"""Sealing: only the named key opens, only under the same header; keys are vouched for."""

import base64
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from kiosk.applications.sealing import (
    BadSealingKey,
    CannotUnseal,
    SealedFor,
    SealingKeyPair,
    SuiteId,
    open_own,
    seal,
    seal_own,
    sign_sealing_key,
    unseal,
    verify_sealing_key,
)
from kiosk.protocol.presence import SealingKey
from kiosk.protocol.submissions import SubmissionHeader
from tests.applications.application_samples import BOOTH, MADE, SUBMISSION, Authority

AUTHORITY = Authority()
PAIRS = {suite: SealingKeyPair.generate(f"hq-{n}", suite) for n, suite in enumerate(SuiteId)}
KEYS = {suite: sign_sealing_key(pair, AUTHORITY.key) for suite, pair in PAIRS.items()}
BOUND = SealedFor(BOOTH, SUBMISSION, "juminhyo", "3.1.0")
PLAINTEXT = "葛\U000e0102西".encode() * 1000


def header(suite: SuiteId, /, **changes: Any) -> SubmissionHeader:
    values: dict[str, Any] = {
        "protocol_version": 1,
        "submission_id": SUBMISSION,
        "booth_id": BOOTH,
        "procedure": "juminhyo",
        "procedure_version": "3.1.0",
        "reference": "IE-4731-08K",
        "key_id": PAIRS[suite].key_id,
        "suite": suite.value,
        "created_at": MADE,
        "sha256": "0" * 64,
        "device_certificate": "",
    }
    return SubmissionHeader.model_validate(values | changes)


@pytest.mark.parametrize("suite", SuiteId)
def test_headquarters_opens_what_the_booth_sealed(suite: SuiteId) -> None:
    sealed = seal(PLAINTEXT, KEYS[suite], BOUND)
    assert PLAINTEXT[:20] not in sealed
    assert unseal(sealed, header(suite), PAIRS.values()) == PLAINTEXT


def test_sealing_twice_gives_other_bytes() -> None:
    assert seal(PLAINTEXT, KEYS[SuiteId.XWING], BOUND) != seal(PLAINTEXT, KEYS[SuiteId.XWING], BOUND)


@pytest.mark.parametrize(
    "changes",
    [
        {"booth_id": "himeji-ieshima-2"},
        {"submission_id": "019c0000-0000-7000-8000-000000000002"},
        {"procedure": "juminhy"},
        {"procedure_version": "3.1.1"},
    ],
)
def test_sealed_bytes_do_not_open_under_another_header(changes: dict[str, str]) -> None:
    sealed = seal(PLAINTEXT, KEYS[SuiteId.XWING], BOUND)
    assert unseal(sealed, header(SuiteId.XWING, **changes), PAIRS.values()) == CannotUnseal("altered")


def test_texts_cannot_be_moved_from_one_part_of_the_binding_to_the_next() -> None:
    one, other = SealedFor("a", "b", "c|d", "e"), SealedFor("a", "b|c", "d", "e")
    assert one.info("k", "s") != other.info("k", "s")


@given(st.data())
def test_no_altered_byte_opens(data: st.DataObject) -> None:
    suite = data.draw(st.sampled_from(SuiteId))
    sealed = bytearray(seal(b"short", KEYS[suite], BOUND))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= data.draw(st.integers(1, 255))
    assert unseal(bytes(sealed), header(suite), PAIRS.values()) == CannotUnseal("altered")


@pytest.mark.parametrize("suite", SuiteId)
@pytest.mark.parametrize("length", [0, 1, 31, 32, 48, 1100, 1136])
def test_cut_bytes_do_not_open(suite: SuiteId, length: int) -> None:
    sealed = seal(PLAINTEXT, KEYS[suite], BOUND)[:length]
    assert unseal(sealed, header(suite), PAIRS.values()) == CannotUnseal("altered")


def test_a_key_that_is_not_here_is_named() -> None:
    sealed = seal(PLAINTEXT, KEYS[SuiteId.XWING], BOUND)
    assert unseal(sealed, header(SuiteId.XWING, key_id="old"), PAIRS.values()) == CannotUnseal("unknown_key")
    assert unseal(sealed, header(SuiteId.XWING, suite="none"), PAIRS.values()) == CannotUnseal("wrong_suite")


def test_another_pair_of_the_same_name_does_not_open() -> None:
    impostor = SealingKeyPair.generate(PAIRS[SuiteId.XWING].key_id)
    sealed = seal(PLAINTEXT, KEYS[SuiteId.XWING], BOUND)
    assert unseal(sealed, header(SuiteId.XWING), [impostor]) == CannotUnseal("altered")


@pytest.mark.parametrize("suite", SuiteId)
@pytest.mark.parametrize("password", [None, "秘密".encode()])
def test_a_private_key_is_kept_in_pem(suite: SuiteId, password: bytes | None) -> None:
    pem = PAIRS[suite].private_pem(password)
    back = SealingKeyPair.from_pem(pem, password)
    assert (back.key_id, back.suite, back.public_raw()) == (PAIRS[suite].key_id, suite, PAIRS[suite].public_raw())
    assert (b"ENCRYPTED" in pem) == (password is not None)
    sealed = seal(PLAINTEXT, KEYS[suite], BOUND)
    assert unseal(sealed, header(suite), [back]) == PLAINTEXT


@pytest.mark.parametrize(
    ("pem", "password"),
    [
        (b"", None),
        (b"nothing\n", None),
        (b"Sealing-Key: hq-1 rot13\n", None),
        (PAIRS[SuiteId.X25519].private_pem().replace(b"x25519", b"mlkem768-x25519"), None),
        (PAIRS[SuiteId.XWING].private_pem()[:150], None),
        (PAIRS[SuiteId.XWING].private_pem(b"right"), b"wrong"),
        (PAIRS[SuiteId.XWING].private_pem(b"right"), None),
        (PAIRS[SuiteId.XWING].private_pem(), b"needless"),
    ],
)
def test_a_pem_that_is_no_sealing_key_is_refused(pem: bytes, password: bytes | None) -> None:
    with pytest.raises(BadSealingKey):
        SealingKeyPair.from_pem(pem, password)


def test_a_private_key_does_not_show_itself() -> None:
    assert repr(PAIRS[SuiteId.X25519]) == "SealingKeyPair('hq-1', 'x25519/hkdf-sha256/aes-256-gcm')"


def test_public_keys_have_the_sizes_of_their_standards() -> None:
    assert [len(PAIRS[suite].public_raw()) for suite in (SuiteId.XWING, SuiteId.X25519)] == [1216, 32]


@pytest.mark.parametrize("suite", SuiteId)
def test_a_key_the_authority_vouches_for_is_believed(suite: SuiteId) -> None:
    assert verify_sealing_key(KEYS[suite], AUTHORITY.pem)
    assert verify_sealing_key(KEYS[suite], Authority().pem + AUTHORITY.pem)  # while the authority is being renewed


def _other(key: SealingKey, **changes: str) -> SealingKey:
    return key.model_copy(update=changes)


@pytest.mark.parametrize(
    "key",
    [
        _other(KEYS[SuiteId.XWING], key_id="hq-9"),
        _other(KEYS[SuiteId.XWING], suite="none"),
        _other(KEYS[SuiteId.XWING], suite=SuiteId.X25519.value),
        _other(KEYS[SuiteId.XWING], public_key="%%%"),
        _other(KEYS[SuiteId.X25519], public_key=base64.b64encode(bytes(31)).decode()),
        _other(KEYS[SuiteId.X25519], public_key=base64.b64encode(bytes([9]) + bytes(31)).decode()),
        _other(KEYS[SuiteId.XWING], signature=""),
        _other(KEYS[SuiteId.XWING], signature="%%%"),
        sign_sealing_key(PAIRS[SuiteId.XWING], ec.generate_private_key(ec.SECP256R1())),
    ],
)
def test_an_altered_or_foreign_key_is_not_believed(key: SealingKey) -> None:
    assert not verify_sealing_key(key, AUTHORITY.pem)


def test_no_authority_vouches_for_nothing() -> None:
    assert not verify_sealing_key(KEYS[SuiteId.XWING], b"")


@pytest.mark.parametrize("changes", [{"suite": "none"}, {"public_key": "AAAA"}, {"public_key": "%"}])
def test_sealing_to_an_unusable_key_fails_loudly(changes: dict[str, str]) -> None:
    with pytest.raises(BadSealingKey):
        seal(PLAINTEXT, _other(KEYS[SuiteId.XWING], **changes), BOUND)


@pytest.mark.parametrize("suite", list(SuiteId))
def test_what_headquarters_keeps_opens_at_its_place_alone(suite: SuiteId) -> None:
    pair, other = SealingKeyPair.generate("hq-1", suite), SealingKeyPair.generate("hq-2", suite)
    sealed = seal_own(b"paper", pair, "paper:1")
    assert open_own(sealed, "hq-1", "paper:1", [other, pair]) == b"paper"
    assert open_own(sealed, "hq-1", "paper:2", [pair]) == CannotUnseal("altered")
    assert open_own(sealed, "hq-1", "paper:1", [other]) == CannotUnseal("unknown_key")
    assert open_own(b"short", "hq-1", "paper:1", [pair]) == CannotUnseal("altered")
