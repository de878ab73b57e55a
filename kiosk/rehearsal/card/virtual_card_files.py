"""Files of the virtual card as bytes, and the card put together from a resident and a few twists."""

from dataclasses import field
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Final

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding

from kiosk.card import profile
from kiosk.card.entries import printed_code
from kiosk.card.files.tlv import encode
from kiosk.jpki.certificates import ORGANISATION_REHEARSAL, Purpose
from kiosk.rehearsal.card import virtual_card_face
from kiosk.rehearsal.card.virtual_card import VirtualCard
from kiosk.rehearsal.card.virtual_card_parts import Habits, VirtualApplication, VirtualFile, VirtualKey, VirtualPin
from kiosk.rehearsal.card.virtual_certificates import Authority, CertifiedPerson, made_key
from kiosk.rehearsal.residents import DEFAULT_SECURITY_CODE, Resident
from kiosk.values import dataclass

JPKI_AID: Final = profile.Application.JPKI.value
FACE_AID: Final = profile.Application.CARD_FACE.value
REVOKED_SERIAL: Final = 0x0DEAD  # of the certificate for authentication; the one for signatures has the next
_FIVE_YEARS: Final = timedelta(days=1826)
_ERAS: Final = (("5", "20190501"), ("4", "19890108"), ("3", "19261225"), ("2", "19120730"), ("1", "18680125"))


class Signing(StrEnum):
    """Whether the card has a signing certificate, and how one that has none says so."""

    PRESENT = "present"
    ABSENT = "absent"
    FILLER = "filler"


@dataclass(frozen=True)
class Twist:
    """How a card differs from a plain adult's.

    Attributes:
        auth_left, sign_left, face_left: tries left; -1 is all of them.
        phone: a phone's token: its certificate is closed and it has no card-face application.
        other_key: the certificate belongs to another key than the card has, as on a copied card.
        begins, lasts: the certificates' life, counted from now.
        renewals: how often both certificates were renewed; each has keys and serial numbers of its own.
        sign_renewals: how often the one for signatures alone was, as after a move: it is revoked then, the other not.
        serial: of the authentication certificate; 0 for one of its own for each person and renewal.
        filler: FF bytes behind each certificate.
        identity: the identity file as it is, instead of the one made of the resident.
        retouched: identity and face were changed after the issuer had signed them.
        photograph: the photograph as it is, instead of one that is drawn.
    """

    label: str = profile.LABEL_MY_NUMBER
    auth_left: int = -1
    sign_left: int = -1
    face_left: int = -1
    signing: Signing = Signing.PRESENT
    phone: bool = False
    other_key: bool = False
    organisation: str = ORGANISATION_REHEARSAL
    generation: str = "1"
    begins: timedelta = timedelta(days=-30)
    lasts: timedelta = _FIVE_YEARS
    filler: int = 16
    certificate_bytes: int = 0
    identity: bytes | None = field(default=None, repr=False)
    retouched: bool = False
    photograph: bytes | None = field(default=None, repr=False)
    renewals: int = 0
    sign_renewals: int = 0
    serial: int = 0
    expiry_days: int = 3000
    habits: Habits = field(default_factory=Habits)


def identity_file(name: str, address: str, birth: str, sex: str) -> bytes:
    """The identity file: offset table, name, address, birth date, sex."""
    fields = (
        encode(0xDF22, name.encode()),
        encode(0xDF23, address.encode()),
        encode(0xDF24, birth.encode()),
        encode(0xDF25, sex.encode()),
    )
    body = b"".join(fields)
    header = len(encode(0xFF20, bytes(11) + body)) - len(body) - 11
    offsets = [header + 11]
    for one in fields[:-1]:
        offsets.append(offsets[-1] + len(one))
    table = encode(0xDF21, b"".join(one.to_bytes(2, "big") for one in offsets))
    return encode(0xFF20, table + body)


def token_file(label: str) -> bytes:
    """The token information: a PKCS#11 CK_TOKEN_INFO of 160 bytes."""
    texts = ((label, 32), (f"KIOSK {profile.MAKER_REHEARSAL}", 32), ("VIRTUAL", 16), ("0000000000000001", 16))
    words = (0x0000040D, 0, 0, 0, 0, 16, 6, *(0xFFFFFFFF,) * 4)
    raw = b"".join(text.ljust(size).encode("ascii") for text, size in texts)
    raw += b"".join(word.to_bytes(4, "big") for word in words)
    return raw + b"03" + b"01" + b"9" * 16


def make_card(resident: Resident, twist: Twist, now: datetime, atr: bytes | None = None) -> VirtualCard:
    """A card of `resident`, with certificates made now."""
    expires = f"{now + timedelta(days=twist.expiry_days):%Y%m%d}"
    expiry = expires.encode()
    applications = [_jpki(resident, twist, now)]
    if not twist.phone:
        applications.append(_card_face(resident, twist, expires))
    if not twist.phone and virtual_card_face.can_draw():
        applications.append(_face_check(resident, twist, expires))
    objects = {profile.MUNICIPALITY: b"28201", profile.EXPIRY: expiry, 0x0045: b"REHEARSAL"}
    card = VirtualCard(applications, objects=objects, habits=twist.habits)
    card.atr = atr or card.atr
    return card


def _jpki(resident: Resident, twist: Twist, now: datetime) -> VirtualApplication:
    authority = Authority(now, twist.organisation, twist.generation)
    begins = now + twist.begins
    ends = begins + twist.lasts
    renewed = twist.renewals + twist.sign_renewals
    auth_key, sign_key = _key("auth", resident, twist.renewals), _key("sign", resident, renewed)
    certified = _key("auth-other", resident, twist.renewals) if twist.other_key else auth_key
    serial = twist.serial or _serial(resident, twist.renewals)
    auth = authority.issue_auth(certified, serial, begins, ends).public_bytes(Encoding.DER)
    auth_file = auth[: twist.certificate_bytes] if twist.certificate_bytes else auth + b"\xff" * twist.filler
    has_sign = twist.signing is Signing.PRESENT
    present = bytes([profile.PRESENT_BYTE if has_sign else 0, profile.PRESENT_BYTE, 0])
    jpki = VirtualApplication(JPKI_AID)
    jpki.files = {
        0x06: VirtualFile(token_file(twist.label)),
        0x08: VirtualFile(present),
        0x0A: VirtualFile(auth_file, frozenset({0x18}) if twist.phone else frozenset()),
        0x02: VirtualFile(authority.root(Purpose.SIGN).public_bytes(Encoding.DER)),
        0x0B: VirtualFile(authority.root(Purpose.AUTH).public_bytes(Encoding.DER)),
    }
    jpki.pins = {
        0x18: VirtualPin(resident.pin.encode(), 3, twist.auth_left),
        0x1B: VirtualPin(resident.password.encode(), 5, twist.sign_left),
    }
    jpki.keys = {0x17: VirtualKey(auth_key, 0x18)}
    if has_sign:
        serial = (twist.serial or _serial(resident, renewed)) + 1
        sign = authority.issue_sign(sign_key, serial, begins, ends, _certified(resident))
        jpki.files[0x01] = VirtualFile(sign.public_bytes(Encoding.DER) + b"\xff" * twist.filler, frozenset({0x1B}))
        jpki.keys[0x1A] = VirtualKey(sign_key, 0x1B)
    elif twist.signing is Signing.FILLER:
        jpki.files[0x01] = VirtualFile(b"\xff" * 2048)
    return jpki


def _key(use: str, resident: Resident, renewals: int) -> rsa.RSAPrivateKey:
    return made_key(f"{use}-{resident.key}-{renewals}")


def _serial(resident: Resident, renewals: int) -> int:
    """A serial number of this person and renewal alone; even, since the signing certificate has the next."""
    digest = sha256(f"{resident.key} {renewals}".encode()).digest()
    return 0x08000000 | int.from_bytes(digest[:3], "big") << 1


def printed_code_of(resident: Resident, twist: Twist, now: datetime) -> str:
    """照合番号B of the card made with these."""
    return _code(resident, f"{now + timedelta(days=twist.expiry_days):%Y%m%d}")


def _code(resident: Resident, expires: str) -> str:
    return printed_code(resident.birth, int(expires[:4]), DEFAULT_SECURITY_CODE)


# an invented number with a check digit that no real one has
_NUMBER: Final = b"000000000001"


def _card_face(resident: Resident, twist: Twist, expires: str) -> VirtualApplication:
    issued = identity_file(resident.name, resident.address, resident.birth, resident.sex)
    number = bytes.fromhex("FF100C") + _NUMBER + b"\xff\xff"
    stored = issued if twist.identity is None else twist.identity
    if twist.retouched:
        stored = identity_file("偽山　造", resident.address, resident.birth, resident.sex)
    own = virtual_card_face.own_key()
    face = VirtualApplication(FACE_AID)
    anyone = frozenset({0x11, 0x14, 0x15})
    face.files = {
        0x01: VirtualFile(number, frozenset({0x11, 0x14})),
        0x02: VirtualFile(stored, frozenset({0x11, 0x15})),
        0x03: VirtualFile(virtual_card_face.integrity_record(number, issued), anyone),
        0x04: VirtualFile(virtual_card_face.issuer_certificate(virtual_card_face.TEXT_ROOT)),
        0x05: VirtualFile(virtual_card_face.text_information()),
        0x06: VirtualFile(encode(0xA1, virtual_card_face.public_key_objects(own)), anyone),
        0x07: VirtualFile(virtual_card_face.signed_own_key(), anyone),
        0x08: VirtualFile(b"\xff" * 16, anyone),
    }
    face.keys = {0x13: VirtualKey(own, None)}
    face.pins = {
        0x11: VirtualPin(resident.pin.encode(), 3, twist.face_left),
        0x12: VirtualPin(b"", 3, 0),  # blocked on every card seen
        0x14: VirtualPin(_NUMBER, 10),
        0x15: VirtualPin(_code(resident, expires).encode(), 10),
    }
    return face


def _face_check(resident: Resident, twist: Twist, expires: str) -> VirtualApplication:
    code = _code(resident, expires)
    check = VirtualApplication(virtual_card_face.AID)
    either = frozenset({0x12, 0x13})
    face = virtual_card_face.face_file(resident, expires, photograph=twist.photograph, retouched=twist.retouched)
    check.files = {
        0x01: VirtualFile(virtual_card_face.age_record(resident), frozenset({0x11})),
        0x02: VirtualFile(face, either),
        0x03: VirtualFile(virtual_card_face.face_information()),
        0x04: VirtualFile(virtual_card_face.issuer_certificate(virtual_card_face.FACE_ROOT)),
        0x05: VirtualFile(virtual_card_face.number_picture(), frozenset({0x13})),
        0x06: VirtualFile(b"\xff" * 16, either),
    }
    check.keys = {0x1A: VirtualKey(virtual_card_face.own_key(), None)}
    check.pins = {
        0x11: VirtualPin(code[:6].encode(), 10),  # its limit is not known
        0x12: VirtualPin(code.encode(), 10),
        0x13: VirtualPin(_NUMBER, 10),
    }
    return check


def _certified(resident: Resident) -> CertifiedPerson:
    name = resident.certificate_name or "".join(one for one in resident.name if not _selects_a_variant(one))
    era = next((era for era, begin in _ERAS if resident.birth >= begin), "0")
    return CertifiedPerson(name, resident.address, era + resident.birth, resident.sex, resident.name_flags)


def _selects_a_variant(character: str) -> bool:
    """Variation selectors do not exist in certificates: the base character is the agreed substitute."""
    return "\U000e0100" <= character <= "\U000e01ef"
