from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.jpki.certificates import (
    Check,
    Mode,
    Purpose,
    Step,
    TrustStore,
    check_certificate,
    first_fault,
    holder_key,
    is_rehearsal,
    load_certificate,
    organisation,
    proves_possession,
    with_verdict,
)
from kiosk.protocol.faults import CardFault, Code
from kiosk.protocol.identity import Verdict
from kiosk.rehearsal.card.virtual_certificates import Authority, CertifiedPerson, made_key

PERSON = CertifiedPerson("葛西　辻子", "兵庫県姫路市", "319590506", "2")


def auth(now: datetime, authority: Authority | None = None, begins: int = -30, days: int = 1800) -> bytes:
    start = now + timedelta(days=begins)
    issued = (authority or Authority(now)).issue_auth(made_key("auth"), 7, start, start + timedelta(days=days))
    return issued.public_bytes(Encoding.DER)


def sign(now: datetime) -> bytes:
    issued = Authority(now).issue_sign(made_key("sign"), 8, now, now + timedelta(days=1800), PERSON)
    return issued.public_bytes(Encoding.DER)


def store(now: datetime, purpose: Purpose = Purpose.AUTH, mode: Mode = Mode.REHEARSAL) -> TrustStore:
    return TrustStore(purpose, mode, (Authority(now, generation="2").root(purpose), Authority(now).root(purpose)))


def bad(checks: tuple[Check, ...]) -> dict[Step, Code | None]:
    return {one.step: one.code for one in checks if one.verdict is Verdict.BAD}


def test_a_good_certificate_is_good_but_neither_possession_nor_revocation_is_known(now: datetime) -> None:
    checks = check_certificate(auth(now), store(now), now, now - timedelta(days=1))
    assert bad(checks) == {}
    assert [one.step for one in checks if one.verdict is Verdict.NOT_CHECKED] == [Step.POSSESSION, Step.REVOCATION]


def test_a_signing_certificate_needs_the_signing_roots_usage_and_policy(now: datetime) -> None:
    assert bad(check_certificate(sign(now), store(now, Purpose.SIGN), now, now)) == {}
    assert set(bad(check_certificate(sign(now), store(now), now, now))) == {Step.ISSUER, Step.USAGE, Step.POLICY}


@pytest.mark.parametrize(("organisation_", "generation"), [("JPKI-EMU", "9"), ("JPKI-TEST", "1"), ("JPKI", "1")])
def test_an_unknown_issuer_is_refused(now: datetime, organisation_: str, generation: str) -> None:
    other = Authority(now, organisation_, generation)
    assert bad(check_certificate(auth(now, other), store(now), now, now))[Step.ISSUER] is Code.UNKNOWN_ISSUER


def test_a_real_counter_refuses_the_rehearsal_even_with_its_root_in_the_store(now: datetime) -> None:
    checks = check_certificate(auth(now), store(now, mode=Mode.PRODUCTION), now, now)
    assert bad(checks)[Step.ISSUER] is Code.UNKNOWN_ISSUER
    assert is_rehearsal(auth(now))
    assert not is_rehearsal(auth(now, Authority(now, "JPKI-TEST")))


@pytest.mark.parametrize(("begins", "days", "step", "code"), [
    (-2000, 1800, Step.NOT_OVER, Code.EXPIRED),
    (30, 1800, Step.BEGUN, Code.NOT_YET_VALID),
])  # fmt: skip
def test_a_certificate_out_of_its_time_is_told(now: datetime, begins: int, days: int, step: Step, code: Code) -> None:
    assert bad(check_certificate(auth(now, begins=begins, days=days), store(now), now, now)) == {step: code}


def test_a_wrong_clock_is_blamed_and_not_the_card(now: datetime) -> None:
    checks = check_certificate(auth(now, begins=30), store(now), now, now + timedelta(days=1))
    assert bad(checks) == {Step.CLOCK: Code.NOT_YET_VALID}
    assert {one.verdict for one in checks if one.step in (Step.BEGUN, Step.NOT_OVER)} == {Verdict.NOT_CHECKED}


def test_a_root_is_no_leaf(now: datetime) -> None:
    root = Authority(now).root(Purpose.AUTH).public_bytes(Encoding.DER)
    assert {Step.LEAF, Step.USAGE, Step.POLICY} <= set(bad(check_certificate(root, store(now), now, now)))


@pytest.mark.parametrize("raw", [b"", b"\x30\x00", b"\xff" * 700])
def test_what_is_no_certificate_is_garbled(now: datetime, raw: bytes) -> None:
    assert bad(check_certificate(raw, store(now), now, now)) == {Step.READABLE: Code.GARBLED}
    with pytest.raises(CardFault):
        load_certificate(raw)


def test_bytes_behind_a_certificate_are_refused(now: datetime) -> None:
    with pytest.raises(CardFault):
        load_certificate(auth(now) + b"\xff")


def test_a_holder_is_known_by_issuer_and_serial_together(now: datetime) -> None:
    mine, other = load_certificate(auth(now)), load_certificate(auth(now, Authority(now, "JPKI-TEST")))
    assert mine.serial_number == other.serial_number
    assert holder_key(mine) != holder_key(other)
    assert organisation(mine) == "JPKI-EMU"


def test_a_signature_of_another_message_proves_nothing(now: datetime) -> None:
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.hashes import SHA256

    signature = made_key("auth").sign(b"nonce", PKCS1v15(), SHA256())
    assert proves_possession(auth(now), signature, b"nonce")
    assert not proves_possession(auth(now), signature, b"other")
    assert not proves_possession(auth(now), b"\0" * 256, b"nonce")


def test_an_unknown_critical_extension_is_refused(now: datetime) -> None:
    key = made_key("auth")
    name = Authority(now).root(Purpose.AUTH).subject
    strange = (
        x509.CertificateBuilder()
        .issuer_name(name)
        .subject_name(x509.Name([]))
        .public_key(key.public_key())
        .serial_number(5)
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4"), b"\x05\x00"), critical=True)
    )
    from cryptography.hazmat.primitives.hashes import SHA256

    raw = strange.sign(Authority(now).key(Purpose.AUTH), SHA256()).public_bytes(Encoding.DER)
    assert Step.EXTENSIONS in bad(check_certificate(raw, store(now), now, now))


def test_the_same_certificate_written_otherwise_is_no_certificate(now: datetime) -> None:
    authority = Authority(now)
    even = next(raw for days in range(100, 140) if not (raw := auth(now, authority, days=days))[-1] & 1)
    length = len(x509.load_der_x509_certificate(even).signature)
    written = bytearray(even)
    written[-length - 1] = 1  # the last bit of the signature, 0, is said to be unused: verifying sees no difference
    assert x509.load_der_x509_certificate(bytes(written)).signature == even[-length:]
    assert bad(check_certificate(even, store(now), now, now)) == {}
    assert bad(check_certificate(bytes(written), store(now), now, now)) == {Step.READABLE: Code.GARBLED}


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_mutated_certificate_is_never_good_and_never_an_exception(data: st.DataObject) -> None:
    moment = datetime(2026, 11, 1, tzinfo=UTC)
    raw = bytearray(auth(moment))
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
    checks = check_certificate(bytes(raw), store(moment), moment, moment)
    assert bad(checks)
    assert first_fault(checks) is not None


def test_a_step_that_was_not_made_is_a_fault_only_where_it_is_needed(now: datetime) -> None:
    checks = check_certificate(auth(now), store(now), now, now)
    assert first_fault(checks) is None
    assert first_fault(checks, frozenset({Step.REVOCATION})) is Code.STATUS_UNKNOWN
    assert first_fault(checks, frozenset({Step.POSSESSION})) is Code.COPIED
    proved = with_verdict(checks, Step.POSSESSION, Verdict.GOOD, Code.COPIED)
    assert first_fault(proved, frozenset({Step.POSSESSION})) is None
    copied = with_verdict(checks, Step.POSSESSION, Verdict.BAD, Code.COPIED)
    assert first_fault(copied) is Code.COPIED


@pytest.mark.parametrize("kind", [0x03, 0x05, 0x1C, 0x1E])
def test_a_name_of_an_odd_type_is_no_exception(now: datetime, kind: int) -> None:
    """A fuzzer's find: a common name that is a bit string."""
    der = Authority(now).issue_auth(made_key("auth"), 7, now, now + timedelta(days=9)).public_bytes(Encoding.DER)
    odd = der.replace(b"\x55\x04\x03\x0c", b"\x55\x04\x03" + bytes([kind]))
    assert odd != der
    store = TrustStore(Purpose.AUTH, Mode.REHEARSAL, (Authority(now).root(Purpose.AUTH),))
    assert Verdict.BAD in {one.verdict for one in check_certificate(odd, store, now, now)}
