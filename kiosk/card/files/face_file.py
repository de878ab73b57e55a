"""The files of the card-face check application: the printed face, and what the application says of itself.

Parsed by tag, with limits, nothing invented. The 個人番号 is in neither.
"""

from dataclasses import field
from hashlib import sha256
from typing import Final

from kiosk.card.files import tlv
from kiosk.protocol.faults import CardFault, Code
from kiosk.values import dataclass

_FACE: Final = 0xFF20
_INFO: Final = 0xFF30
_BIRTH_DATE, _SEX, _KEY, _NAME, _ADDRESS, _PHOTOGRAPH, _SIGNATURE, _EXPIRY = range(0xDF22, 0xDF2A)
_MUNICIPALITY: Final = 0xDF34
# the three groups that are hashed apart, so that a photograph can be left out without breaking the signature
_GROUPS: Final = ((_BIRTH_DATE, _SEX, _KEY), (_NAME, _ADDRESS), (_PHOTOGRAPH,))


@dataclass(frozen=True)
class FaceFile:
    """The printed face as the card has it; pictures are untouched.

    Attributes:
        photograph: JPEG 2000; name and address are PNG.
        expiry: after the signature and not protected by it.
        digests: SHA-256 of each group the signature covers, joined; empty when something of them is missing.
    """

    birth_date: bytes = field(repr=False)
    sex: bytes = field(repr=False)
    name: bytes = field(repr=False)
    address: bytes = field(repr=False)
    photograph: bytes = field(repr=False)
    expiry: bytes
    signature: bytes = field(repr=False)
    digests: bytes = field(repr=False)


def parse_face(raw: bytes) -> FaceFile:
    """The face from its whole file; raise `CardFault` when it is none. A missing picture is empty."""
    objects = _objects(raw, _FACE)
    fields = {tag: one.value for tag, one in objects.items()}
    if _BIRTH_DATE not in fields or not {_NAME, _PHOTOGRAPH} & set(fields):
        raise CardFault(Code.GARBLED)
    return FaceFile(
        fields[_BIRTH_DATE],
        fields.get(_SEX, b""),
        fields.get(_NAME, b""),
        fields.get(_ADDRESS, b""),
        fields.get(_PHOTOGRAPH, b""),
        fields.get(_EXPIRY, b""),
        fields.get(_SIGNATURE, b""),
        _digests(objects),
    )


def parse_municipality(raw: bytes) -> str | None:
    """The five-digit code of the issuing municipality from the application's information, unsigned."""
    said = _objects(raw, _INFO).get(_MUNICIPALITY)
    code = said.value if said else b""
    return code.decode("ascii") if len(code) == 5 and code.isdigit() else None


def _objects(raw: bytes, outer: int) -> dict[int, tlv.Tlv]:
    try:
        header = tlv.read_header(raw)
        if header.tag != outer or header.total > len(raw):
            raise CardFault(Code.GARBLED)
        return {one.tag: one for one in tlv.parse(raw[header.size : header.total])}
    except tlv.TlvError as error:
        raise CardFault(Code.GARBLED) from error


def _digests(objects: dict[int, tlv.Tlv]) -> bytes:
    """Over the objects exactly as written: a card may use longer forms of a length than it needs."""
    if not all(tag in objects for group in _GROUPS for tag in group):
        return b""
    return b"".join(sha256(b"".join(objects[tag].whole for tag in group)).digest() for group in _GROUPS)
