"""What issuers put on a card beside identity: the printed face as pictures, their signatures and certificates.

All of it is made at run time under a hierarchy of our own, whose key ids begin with 9: no card that exists has one.
"""

import importlib.util
import io
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric import padding, rsa, utils
from cryptography.hazmat.primitives.hashes import SHA256

from kiosk.card import profile
from kiosk.card.files.tlv import encode
from kiosk.rehearsal.card.virtual_certificates import made_key
from kiosk.rehearsal.residents import DEFAULT_SECURITY_CODE, Resident

AID: Final = profile.Application.FACE_CHECK.value
_KEY_ID_TAIL: Final = bytes.fromhex("0805") + b"001" + bytes(4)
TEXT_ROOT: Final = b"9000033" + _KEY_ID_TAIL
FACE_ROOT: Final = b"9000023" + _KEY_ID_TAIL
_MUNICIPALITY_KEY: Final = b"9282019" + _KEY_ID_TAIL
_MUNICIPALITY: Final = b"28201"
_DIGEST_INFO_OF_THREE: Final = bytes.fromhex("3071300D060960864801650304020105000460")
_FONTS: Final = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/bizud-gothic/BIZUDGothic-Regular.ttf",
)


def can_draw() -> bool:
    """Whether this machine can make the pictures of a face."""
    return importlib.util.find_spec("PIL") is not None


def own_key() -> rsa.RSAPrivateKey:
    """The card's own key, which signs challenges without a PIN."""
    return made_key("card-own")


def root_keys() -> dict[bytes, rsa.RSAPublicKey]:
    """What an operator of the rehearsal configures as roots, by key id."""
    return {key_id: _root(key_id).public_key() for key_id in (TEXT_ROOT, FACE_ROOT)}


def _root(key_id: bytes) -> rsa.RSAPrivateKey:
    return made_key(f"face-root-{key_id.hex()}")


def _municipality() -> rsa.RSAPrivateKey:
    return made_key("municipality")


def public_key_objects(key: rsa.RSAPrivateKey) -> bytes:
    """A public key as cards write it: exponent, modulus."""
    numbers = key.public_key().public_numbers()
    return encode(0x90, numbers.e.to_bytes(3, "big")) + encode(0x91, numbers.n.to_bytes(256, "big"))


@lru_cache
def issuer_certificate(root: bytes) -> bytes:
    """The card-verifiable certificate of the municipality's key."""
    body = root + _MUNICIPALITY_KEY + public_key_objects(_municipality())
    return encode(0x7F21, encode(0x5F4E, body) + encode(0x5F37, _sealed(_root(root), body)))


def integrity_record(number_file: bytes, identity: bytes) -> bytes:
    """Digests of both files and the municipality's signature over them."""
    body = identity[identity.index(b"\xdf\x22") :]  # without the offset table
    digests = encode(0xDF31, sha256(number_file).digest()) + encode(0xDF32, sha256(body).digest())
    return encode(0xFF30, digests + encode(0xDF33, _sealed(_municipality(), digests)))


def text_information() -> bytes:
    """What the application with the text says of itself."""
    opaque = sha256(b"opaque").digest() + b"\xff" * 96
    said = encode(0xDF41, bytes.fromhex("01030E01")) + encode(0xDF42, b"9000034" + _KEY_ID_TAIL)
    return encode(0xFF40, said + encode(0xDF43, opaque))


def signed_own_key() -> bytes:
    """The card's own public key with the municipality's signature."""
    key = encode(0xDF51, public_key_objects(own_key()))
    return encode(0xFF50, key + encode(0xDF52, _sealed(_municipality(), key)))


def face_information() -> bytes:
    """What the application with the pictures says of itself; names the municipality."""
    said = encode(0xDF31, bytes.fromhex("06030E01")) + encode(0xDF32, b"9000024" + _KEY_ID_TAIL)
    said += encode(0xDF33, b"\x01") + encode(0xDF34, _MUNICIPALITY)
    return encode(0xFF30, said + encode(0xDF35, b"9000025" + _KEY_ID_TAIL + bytes(256)))


def age_record(resident: Resident) -> bytes:
    """Birth date alone, signed."""
    said = encode(0xDF11, resident.birth.encode()) + encode(0xDF12, public_key_objects(own_key()))
    return encode(0xFF10, said + encode(0xDF13, _sealed(_municipality(), said)))


def number_picture() -> bytes:
    """The invented number as a picture, signed; a booth must never select it."""
    said = encode(0xDF41, drawn_text("000000000001", 72, 12)) + encode(0xDF42, public_key_objects(own_key()))
    return encode(0xFF40, said + encode(0xDF43, _sealed(_municipality(), said)))


def face_file(resident: Resident, expires: str, *, photograph: bytes | None = None, retouched: bool = False) -> bytes:
    """The printed face; `retouched` lays another photograph under the signature."""
    groups = [
        [
            encode(0xDF22, resident.birth.encode()),
            encode(0xDF23, resident.sex.encode()),
            _long(0xDF24, public_key_objects(own_key())),
        ],
        [
            _long(0xDF25, drawn_text(resident.name, 480, 40)),
            _long(0xDF26, drawn_text(resident.address, 720, 80)),
        ],
        [_long(0xDF27, photograph if photograph is not None else drawn_face(resident.sex))],
    ]
    digests = b"".join(sha256(b"".join(group)).digest() for group in groups)
    seal = _municipality().sign(_DIGEST_INFO_OF_THREE + digests, padding.PKCS1v15(), utils.NoDigestInfo())
    if retouched:
        groups[2] = [_long(0xDF27, drawn_face("another"))]
    fields = [one for group in groups for one in group]
    fields += [_long(0xDF28, seal), encode(0xDF29, expires.encode())]
    fields.append(_long(0xDF2A, drawn_text(DEFAULT_SECURITY_CODE, 24, 12)))
    return _with_offsets(fields)


def _with_offsets(fields: list[bytes]) -> bytes:
    table_size = 3 + 2 * len(fields)
    body = b"".join(fields)
    offset = len(_long(0xFF20, bytes(table_size) + body)) - len(body)
    offsets = []
    for one in fields:
        offsets.append(offset.to_bytes(2, "big"))
        offset += len(one)
    return _long(0xFF20, encode(0xDF21, b"".join(offsets)) + body)


def _long(tag: int, value: bytes) -> bytes:
    """One object with the length form of two bytes, as cards write what may be long."""
    if len(value) < 0x80:
        return encode(tag, value)
    return tag.to_bytes(2, "big") + b"\x82" + len(value).to_bytes(2, "big") + value


def _sealed(key: rsa.RSAPrivateKey, message: bytes) -> bytes:
    return key.sign(message, padding.PKCS1v15(), SHA256())


@lru_cache
def drawn_text(text: str, wide: int, high: int) -> bytes:
    """Text as a picture of black and white dots (PNG), in lines as long as it takes."""
    from PIL import Image, ImageDraw, ImageFont

    size = high if high <= 12 else 24 if len(text) * 24 <= wide else 12
    path = next((one for one in _FONTS if Path(one).is_file()), None)
    font = ImageFont.truetype(path, size) if path else ImageFont.load_default(size)
    picture = Image.new("1", (wide, high), 1)
    line = max(1, wide // size)
    for row, at in enumerate(range(0, len(text), line)):
        ImageDraw.Draw(picture).text((0, row * (size + 1)), text[at : at + line], fill=0, font=font)
    written = io.BytesIO()
    picture.save(written, "PNG", optimize=True)
    return written.getvalue()


@lru_cache
def drawn_face(who: str) -> bytes:
    """An invented face in grey (JPEG 2000, JP2 container)."""
    from PIL import Image, ImageDraw

    picture = Image.new("L", (240, 300), 225)
    draw = ImageDraw.Draw(picture)
    shift = sum(who.encode()) % 24
    draw.ellipse((30, 200, 210, 400), fill=90 + shift, outline=60)
    draw.ellipse((65, 45, 175, 215), fill=190 - shift, outline=70)
    draw.pieslice((60, 35, 180, 160), 180, 360, fill=40 + shift)
    for eye in (98, 142):
        draw.ellipse((eye - 6, 118, eye + 6, 126), fill=30)
    draw.arc((98, 150, 142, 182), 20, 160, fill=60, width=3)
    written = io.BytesIO()
    picture.save(written, "JPEG2000", quality_mode="rates", quality_layers=[20], irreversible=True)
    return written.getvalue()
