"""Every parser of what a card or a signature may hold, as one function of bytes that must never raise, and good files.

Used twice: with ten thousand mutations in each ordinary run, and by a fuzzer that is guided by coverage.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.utils import NoDigestInfo
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from kiosk.card.apdu import digest_info_sha256
from kiosk.card.card import Outcome
from kiosk.card.conversation import Conversation
from kiosk.card.files import tlv
from kiosk.card.files.face_file import parse_face, parse_municipality
from kiosk.card.files.face_outcome import ON_CARD
from kiosk.card.files.identity_file import parse_identity
from kiosk.card.files.integrity import IntegrityRoots, check_face, check_identity
from kiosk.card.mynumber import MyNumberCard
from kiosk.card.recognise import recognise
from kiosk.jpki import cms, revocation
from kiosk.jpki.certificates import Mode, Purpose, Step, TrustStore, check_certificate, load_certificate
from kiosk.pictures.redraw import Kind, PictureError, redrawn
from kiosk.protocol.faults import CardFault
from kiosk.protocol.identity import Integrity, Verdict
from kiosk.rehearsal.card import virtual_card_face as issued
from kiosk.rehearsal.card.faults import FaultyCard
from kiosk.rehearsal.card.in_process import InProcess
from kiosk.rehearsal.card.virtual_card_files import FACE_AID, JPKI_AID, Twist, identity_file, make_card
from kiosk.rehearsal.card.virtual_card_parts import VirtualFile
from kiosk.rehearsal.card.virtual_certificates import Authority, CertifiedPerson, made_key
from kiosk.rehearsal.residents import residents

NOW: Final = datetime(2026, 11, 1, 3, 0, tzinfo=UTC)
KASAI: Final = residents(NOW.date())["kasai"]
CONTENT: Final = b"the canonical bytes of an application"
IDENTITY: Final = identity_file(KASAI.name, KASAI.address, KASAI.birth, KASAI.sex)
RECORD: Final = issued.integrity_record(b"the other file", IDENTITY)
ISSUER: Final = issued.issuer_certificate(issued.TEXT_ROOT)
ROOTS: Final = IntegrityRoots(issued.root_keys())
PERSON: Final = CertifiedPerson(KASAI.name, KASAI.address, "3" + KASAI.birth, KASAI.sex)


@dataclass(frozen=True)
class Target:
    """A parser, a good file for it, and how many mutations an ordinary run can afford."""

    eat: Callable[[bytes], None]
    good: Callable[[], bytes]
    ordinary: int


def eat_tlv(raw: bytes) -> None:
    try:
        objects = tlv.parse(raw)
    except tlv.TlvError:
        return
    assert b"".join(one.whole for one in objects) == raw


def eat_identity(raw: bytes) -> None:
    try:
        identity, notes = parse_identity(raw)
    except CardFault:
        return
    assert identity.birth_date.raw is not None
    assert len(notes) <= 8


def eat_face(raw: bytes) -> None:
    for parse in (parse_face, parse_municipality):
        try:
            parse(raw)
        except CardFault:
            continue


def eat_integrity(raw: bytes) -> None:
    """Whatever is changed in one of the three parts, it is not what the issuer has signed."""
    for parts in ((raw, RECORD, ISSUER), (IDENTITY, raw, ISSUER), (IDENTITY, RECORD, raw)):
        assert check_identity(*parts, ROOTS) is not Integrity.GOOD or _holds_what_was_signed(raw)
    try:
        check_face(parse_face(raw), issued.issuer_certificate(issued.FACE_ROOT), ROOTS)
    except CardFault:
        return


def _holds_what_was_signed(raw: bytes) -> bool:
    """Whether at most the header, the offset table or bytes behind the object were changed."""
    digests = RECORD[RECORD.index(b"\xdf\x31") : RECORD.index(b"\xdf\x33")]
    seals = (RECORD[-256:], ISSUER[-256:])
    signed = (IDENTITY[IDENTITY.index(b"\xdf\x22") :], digests, ISSUER[ISSUER.index(b"\x5f\x4e") + 5 :][:297])
    return any(one in raw for one in signed) and (signed[0] in raw or any(one in raw for one in seals))


def eat_certificate(raw: bytes) -> None:
    try:
        certificate = load_certificate(raw)
    except CardFault:
        return
    store = TrustStore(Purpose.SIGN, Mode.REHEARSAL, (Authority(NOW).root(Purpose.SIGN),))
    checks = {one.step: one.verdict for one in check_certificate(raw, store, NOW, NOW - timedelta(days=1))}
    if checks[Step.ISSUER] is Verdict.GOOD:
        assert certificate.tbs_certificate_bytes == load_certificate(certificate_file()).tbs_certificate_bytes


def eat_signature(raw: bytes) -> None:
    told = cms.verify(raw, CONTENT)
    assert isinstance(told, cms.Verified | cms.NotVerified)
    if isinstance(told, cms.Verified):
        assert load_certificate(told.der).public_key() == load_certificate(certificate_file()).public_key()
    assert isinstance(cms.verify(raw, b"another application"), cms.NotVerified)


def eat_picture(raw: bytes) -> None:
    for kind in Kind:
        try:
            assert redrawn(raw, kind, ON_CARD).startswith(b"\x89PNG")
        except PictureError:
            continue


def eat_on_a_card(raw: bytes) -> None:
    """The bytes as each file of a card in turn: every flow ends with an outcome."""
    for application, number in ((JPKI_AID, 0x06), (JPKI_AID, 0x08), (JPKI_AID, 0x0A), (FACE_AID, 0x02)):
        virtual = make_card(KASAI, Twist(), NOW)
        files = virtual.application(application).files
        files[number] = VirtualFile(raw[:6000], files[number].opened_by)
        reader = MyNumberCard(talk := Conversation(InProcess(FaultyCard(virtual))), recognise(talk, virtual.atr))
        outcomes: list[Outcome] = [reader.read_certificate(), reader.read_identity(bytearray(b"1234"))]
        assert all(one.outcome for one in outcomes)
        assert virtual.verifies <= 1
        assert not virtual.number_selections


def eat_revocation_list(raw: bytes) -> None:
    """A list that was changed after it was signed never makes a certificate good."""
    leaf = load_certificate(certificate_file())
    told = revocation._said_by(raw, leaf, Authority(NOW).root(Purpose.SIGN), NOW)
    if isinstance(told, revocation.NotRevoked):
        signed = x509.load_der_x509_crl(revocation_list()).tbs_certlist_bytes
        assert x509.load_der_x509_crl(raw).tbs_certlist_bytes == signed


@lru_cache
def revocation_list() -> bytes:
    builder = x509.CertificateRevocationListBuilder(
        Authority(NOW).root(Purpose.SIGN).subject, NOW, NOW + timedelta(days=1)
    )
    named = x509.RevokedCertificateBuilder(9, NOW).build()
    signed = builder.add_revoked_certificate(named).sign(Authority(NOW).key(Purpose.SIGN), SHA256())
    return signed.public_bytes(Encoding.DER)


@lru_cache
def certificate_file() -> bytes:
    issue = Authority(NOW).issue_sign
    return issue(made_key("sign"), 8, NOW, NOW + timedelta(days=1800), PERSON).public_bytes(Encoding.DER)


@lru_cache
def signature_file() -> bytes:
    to_sign = cms.prepare(CONTENT, NOW)
    signature = made_key("sign").sign(digest_info_sha256(to_sign.digest), PKCS1v15(), NoDigestInfo())
    return cms.detached(to_sign, certificate_file(), signature)


@lru_cache
def face() -> bytes:
    return issued.face_file(KASAI, "20350101")


TARGETS: Final = {
    "tlv": Target(eat_tlv, lambda: IDENTITY[3:], 10_000),
    "identity": Target(eat_identity, lambda: IDENTITY, 10_000),
    "face": Target(eat_face, face, 10_000),
    "integrity": Target(eat_integrity, lambda: RECORD, 10_000),
    "certificate": Target(eat_certificate, certificate_file, 10_000),
    "signature": Target(eat_signature, signature_file, 10_000),
    "revocation-list": Target(eat_revocation_list, revocation_list, 10_000),
    "picture": Target(eat_picture, lambda: issued.drawn_face("1"), 1_000),
    "text-picture": Target(eat_picture, lambda: issued.drawn_text("葛西", 480, 40), 1_000),
    "card": Target(eat_on_a_card, lambda: IDENTITY, 300),
}


def mutated(good: bytes, chance: random.Random) -> bytes:
    """`good` with one to eight changes of the kinds that break parsers."""
    raw = bytearray(good)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        at = chance.randrange(len(raw) + 1)
        match chance.randrange(7):
            case 0 if raw:
                raw[at % len(raw)] ^= 1 << chance.randrange(8)
            case 1 if raw:
                raw[at % len(raw)] = chance.choice((0x00, 0x7F, 0x80, 0x81, 0x82, 0x83, 0x84, 0x88, 0xFF, 0x1F, 0xDF))
            case 2:
                del raw[at:]
            case 3:
                del raw[at : at + chance.randrange(1, 9)]
            case 4:
                raw[at:at] = chance.randbytes(chance.randrange(1, 9))
            case 5:
                begins = chance.randrange(len(raw) + 1)
                raw[at:at] = raw[begins : begins + chance.randrange(1, 64)]
            case _:
                raw[at : at + 4] = chance.randbytes(4)
    return bytes(raw)
