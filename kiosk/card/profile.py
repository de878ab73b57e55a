"""The present My Number Card as one table: applications, files, PINs and what tells it from other cards.

The next generation of the card will differ in all of this; nothing here is known elsewhere. Neither file that
holds the 個人番号 (as digits, as a picture) is in the table, and files can only be read through the table: the program
cannot ask for it.
"""

from enum import Enum
from typing import Final

from kiosk.values import dataclass


class Application(Enum):
    """Applications by their full identifier (AID)."""

    JPKI = bytes.fromhex("D392F000260100000001")
    CARD_FACE = bytes.fromhex("D3921000310001010408")  # 券面事項入力補助AP: identity as text
    FACE_CHECK = bytes.fromhex("D3921000310001010402")  # 券面事項確認AP: the printed face as pictures
    LICENCE = bytes.fromhex("A0000002310100000000000000000000")
    LICENCE_SECOND = bytes.fromhex("A0000002310200000000000000000000")
    RESIDENCE = bytes.fromhex("D392F0004F0200000000000000000000")


@dataclass(frozen=True)
class _File:
    """A file that may be read: where it is, and how large it may say it is."""

    application: Application
    number: int
    limit: int


class CardFile(Enum):
    """Every file this program reads."""

    TOKEN = _File(Application.JPKI, 0x06, 160)
    PRESENCE = _File(Application.JPKI, 0x08, 3)
    AUTH_CERTIFICATE = _File(Application.JPKI, 0x0A, 4096)
    SIGN_CERTIFICATE = _File(Application.JPKI, 0x01, 4096)
    IDENTITY = _File(Application.CARD_FACE, 0x02, 4096)
    IDENTITY_RECORD = _File(Application.CARD_FACE, 0x03, 2048)
    IDENTITY_ISSUER = _File(Application.CARD_FACE, 0x04, 2048)
    FACE = _File(Application.FACE_CHECK, 0x02, 16384)
    FACE_INFO = _File(Application.FACE_CHECK, 0x03, 2048)
    FACE_ISSUER = _File(Application.FACE_CHECK, 0x04, 2048)


@dataclass(frozen=True)
class _Pin:
    """A PIN on the card: its application and its internal file."""

    application: Application
    number: int


class Pin(Enum):
    """The PINs of the card that this program asks about."""

    AUTH = _Pin(Application.JPKI, 0x18)
    SIGN = _Pin(Application.JPKI, 0x1B)
    CARD_FACE = _Pin(Application.CARD_FACE, 0x11)
    # 照合番号B; the two applications number it differently
    IDENTITY_CODE = _Pin(Application.CARD_FACE, 0x15)
    FACE_CODE = _Pin(Application.FACE_CHECK, 0x12)


AUTH_KEY: Final = 0x17
SIGN_KEY: Final = 0x1A

# GET DATA objects at power-on level; one source each, therefore hints
MUNICIPALITY: Final = 0x00F0
EXPIRY: Final = 0x00F2

LABEL_MY_NUMBER: Final = "JPKIAPICCTOKEN2"
LABEL_OLD_JUKI: Final = "JPKIAPICCTOKEN"
LABELS_PHONE: Final = ("JPKIAPGPSETOKEN", "JPKIAPIOSTOKEN")
LABEL_BYTES: Final = 32
MAKER: Final = slice(32, 64)
PRESENT_BYTE: Final = 0x8F

MAKER_REHEARSAL: Final = "REHEARSAL"  # what our own virtual card calls its maker; refused at a real counter

# PC/SC part 3: the storage card ATR names the standard; 11 is FeliCa
FELICA_ATR: Final = bytes.fromhex("A00000030611")
