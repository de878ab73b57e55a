from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from kiosk.jpki.certificates import Mode, Purpose, Step, TrustStore, check_certificate, first_fault
from kiosk.jpki.revocation import (
    CannotTell,
    CrlFolder,
    NoSource,
    NotRevoked,
    Revoked,
    Status,
    Why,
    is_current,
    with_revocation,
)
from kiosk.protocol.faults import Code
from kiosk.protocol.identity import Verdict
from kiosk.rehearsal.card.virtual_certificates import Authority, made_key

HOUR = timedelta(hours=1)
REVOCATION = frozenset({Step.REVOCATION})


def leaf(now: datetime, serial: int = 7) -> x509.Certificate:
    return Authority(now).issue_auth(made_key("auth"), serial, now - 24 * HOUR, now + 9999 * HOUR)


def crl(
    now: datetime,
    *,
    revoked: tuple[int, ...] = (),
    ends: timedelta = 24 * HOUR,
    key: str = "",
    point: x509.DistributionPoint | None = None,
    organisation: str = "JPKI-EMU",
    idp: x509.IssuingDistributionPoint | None = None,
    strange: bool = False,
    numbered: bool = False,
) -> bytes:
    authority = Authority(now, organisation)
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(authority.root(Purpose.AUTH).subject)
        .last_update(now - HOUR)
        .next_update(now + ends)
    )
    for serial in revoked:
        builder = builder.add_revoked_certificate(
            x509.RevokedCertificateBuilder()
            .serial_number(serial)
            .revocation_date(now - 2 * HOUR)
            .add_extension(x509.CRLReason(x509.ReasonFlags.affiliation_changed), critical=False)
            .build()
        )
    if point is not None:
        idp = limited(point)
    if idp is not None:
        builder = builder.add_extension(idp, critical=True)
    if strange:
        builder = builder.add_extension(x509.DeltaCRLIndicator(1), critical=True)
    if numbered:
        builder = builder.add_extension(x509.CRLNumber(1), critical=False)
    signer = made_key(key) if key else authority.key(Purpose.AUTH)
    return builder.sign(signer, SHA256()).public_bytes(Encoding.DER)


def limited(point: x509.DistributionPoint | None, **limits: Any) -> x509.IssuingDistributionPoint:
    given: dict[str, Any] = {
        "full_name": point.full_name if point else None,
        "relative_name": None,
        "only_contains_user_certs": False,
        "only_contains_ca_certs": False,
        "only_some_reasons": None,
        "indirect_crl": False,
        "only_contains_attribute_certs": False,
    }
    return x509.IssuingDistributionPoint(**(given | limits))


def own_point(now: datetime) -> x509.DistributionPoint:
    point: x509.DistributionPoint = leaf(now).extensions.get_extension_for_class(x509.CRLDistributionPoints).value[0]
    return point


def bare(now: datetime, *points: x509.DistributionPoint) -> x509.Certificate:
    """A certificate of the same authority that names these points and nothing else."""
    authority = Authority(now)
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([]))
        .issuer_name(authority.root(Purpose.AUTH).subject)
        .public_key(made_key("auth").public_key())
        .serial_number(7)
        .not_valid_before(now - HOUR)
        .not_valid_after(now + HOUR)
    )
    if points:
        builder = builder.add_extension(x509.CRLDistributionPoints(points), critical=False)
    return builder.sign(authority.key(Purpose.AUTH), SHA256())


async def told(folder: Path, now: datetime, *lists: bytes, of: x509.Certificate | None = None) -> Status:
    for number, raw in enumerate(lists):
        (folder / f"{number}.crl").write_bytes(raw)
    return await CrlFolder(folder).status(of or leaf(now), Authority(now).root(Purpose.AUTH), now)


async def test_a_current_list_that_does_not_name_it_is_good(tmp_path: Path, now: datetime) -> None:
    assert await told(tmp_path, now, crl(now, revoked=(6, 8))) == NotRevoked(now - HOUR)


async def test_a_list_that_names_it_says_why_and_when(tmp_path: Path, now: datetime) -> None:
    assert await told(tmp_path, now, crl(now, revoked=(7,))) == Revoked()


async def test_a_stale_list_is_never_good_but_still_revokes(tmp_path: Path, now: datetime) -> None:
    assert await told(tmp_path, now, crl(now, ends=-HOUR / 2)) == CannotTell(Why.STALE)
    assert isinstance(await told(tmp_path, now, crl(now, ends=-HOUR / 2, revoked=(7,))), Revoked)


async def test_one_list_that_names_it_outweighs_all_others(tmp_path: Path, now: datetime) -> None:
    assert isinstance(await told(tmp_path, now, crl(now), crl(now, revoked=(7,)), b"garbage"), Revoked)


async def test_a_list_of_another_signer_or_authority_says_nothing(tmp_path: Path, now: datetime) -> None:
    assert await told(tmp_path, now, crl(now, key="somebody")) == CannotTell(Why.BAD_SIGNATURE)
    assert await told(tmp_path, now, crl(now, organisation="JPKI-TEST")) == CannotTell(Why.NOT_COVERED)
    assert await told(tmp_path, now, b"garbage") == CannotTell(Why.UNREADABLE)


async def test_only_the_list_of_its_own_municipality_covers_it(tmp_path: Path, now: datetime) -> None:
    own = own_point(now)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Another CRLDP")])
    other = x509.DistributionPoint([x509.DirectoryName(name)], None, None, None)
    assert isinstance(await told(tmp_path, now, crl(now, point=own)), NotRevoked)
    assert await told(tmp_path, now, crl(now, point=other)) == CannotTell(Why.NOT_COVERED)


@pytest.mark.parametrize(
    "limits",
    [
        {"only_contains_ca_certs": True},
        {"only_contains_attribute_certs": True},
        {"indirect_crl": True},
        {"only_some_reasons": frozenset({x509.ReasonFlags.key_compromise})},
    ],
)
async def test_a_list_of_other_certificates_or_of_some_reasons_covers_nothing(
    tmp_path: Path, now: datetime, limits: dict[str, Any]
) -> None:
    assert await told(tmp_path, now, crl(now, idp=limited(own_point(now), **limits))) == CannotTell(Why.NOT_COVERED)
    whole = limited(own_point(now), only_contains_user_certs=True)
    assert isinstance(await told(tmp_path, now, crl(now, idp=whole)), NotRevoked)


async def test_a_certificate_that_names_no_list_is_covered_by_none_of_a_part(tmp_path: Path, now: datetime) -> None:
    assert await told(tmp_path, now, crl(now, point=own_point(now)), of=bare(now)) == CannotTell(Why.NOT_COVERED)
    assert isinstance(await told(tmp_path, now, crl(now), of=bare(now)), NotRevoked)


async def test_two_points_without_a_name_are_not_the_same(tmp_path: Path, now: datetime) -> None:
    relative = x509.RelativeDistinguishedName([x509.NameAttribute(x509.NameOID.COMMON_NAME, "a CRLDP")])
    nameless = bare(now, x509.DistributionPoint(None, relative, None, None))
    part = limited(None, only_contains_user_certs=True)
    assert await told(tmp_path, now, crl(now, idp=part), of=nameless) == CannotTell(Why.NOT_COVERED)


async def test_a_list_that_is_not_of_its_own_is_the_last_excuse(tmp_path: Path, now: datetime) -> None:
    other = crl(now, organisation="JPKI-TEST")
    assert await told(tmp_path, now, other, b"garbage") == CannotTell(Why.UNREADABLE)


async def test_an_extension_that_is_not_critical_takes_nothing_away(tmp_path: Path, now: datetime) -> None:
    assert isinstance(await told(tmp_path, now, crl(now, numbered=True)), NotRevoked)


async def test_a_list_with_a_critical_extension_we_do_not_know_covers_nothing(tmp_path: Path, now: datetime) -> None:
    assert await told(tmp_path, now, crl(now, strange=True)) == CannotTell(Why.NOT_COVERED)


async def test_no_list_and_no_source_are_not_good(tmp_path: Path, now: datetime) -> None:
    assert await told(tmp_path, now) == CannotTell(Why.NO_ANSWER)
    assert await told(tmp_path / "absent", now) == CannotTell(Why.NO_ANSWER)
    assert await NoSource().status(leaf(now), Authority(now).root(Purpose.AUTH), now) == CannotTell(Why.NO_SOURCE)


@pytest.mark.parametrize(
    ("status", "verdict", "code"),
    [
        (NotRevoked(datetime(2026, 1, 1, tzinfo=UTC)), Verdict.GOOD, None),
        (Revoked(), Verdict.BAD, Code.REVOKED),
        (CannotTell(Why.STALE), Verdict.NOT_CHECKED, Code.STATUS_UNKNOWN),
    ],
)
def test_each_answer_has_its_verdict(now: datetime, status: Status, verdict: Verdict, code: Code | None) -> None:
    store = TrustStore(Purpose.AUTH, Mode.REHEARSAL, (Authority(now).root(Purpose.AUTH),))
    checks = with_revocation(check_certificate(leaf(now).public_bytes(Encoding.DER), store, now, now), status)
    (revocation,) = [one for one in checks if one.step is Step.REVOCATION]
    assert (revocation.verdict, revocation.code) == (verdict, code)
    assert first_fault(checks, REVOCATION) is code


def test_an_answer_without_an_end_is_never_current(now: datetime) -> None:
    assert not is_current(now, None, now)
    assert not is_current(now + HOUR, now + 2 * HOUR, now)
    assert is_current(now - HOUR, now, now)


def test_the_clock_of_another_machine_may_be_five_minutes_ahead(now: datetime) -> None:
    ahead = now + timedelta(minutes=5)
    assert is_current(ahead, now + HOUR, now)
    assert not is_current(ahead + timedelta(seconds=1), now + HOUR, now)
