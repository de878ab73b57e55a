"""What lies on a virtual card: applications with files, PINs and keys, and the habits in which real cards differ."""

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from cryptography.hazmat.primitives.asymmetric import padding, rsa, utils
from cryptography.hazmat.primitives.hashes import SHA256

OK: Final = 0x9000
"""The status word of success (ISO 7816-4, 5.6)."""


@dataclass
class VirtualPin:
    """A PIN (an internal file): its value, its limit (None: without) and how many tries are left (-1: all of them)."""

    value: bytes = field(repr=False)
    limit: int | None
    left: int = -1
    opened: bool = False

    def __post_init__(self) -> None:
        if self.left < 0:
            self.left = self.limit or 0

    def show(self, entry: bytes) -> int:
        """The status word of a VERIFY with this entry: opened, or one try less."""
        if self.limit is not None and not self.left:
            return 0x6984
        if len(entry) > 16:
            return 0x6700
        if entry == self.value:
            self.opened = True
            self.left = self.limit or 0
            return OK
        self.opened = False
        if self.limit is None:
            return 0x6300
        self.left -= 1
        return 0x63C0 | self.left


@dataclass(frozen=True)
class VirtualFile:
    """An elementary file: its bytes as stored, and which PINs open it (any one of them; none means free)."""

    content: bytes
    opened_by: frozenset[int] = frozenset()


@dataclass(frozen=True)
class VirtualKey:
    """A private key (an internal file) and the PIN that opens it; None means it signs without."""

    key: rsa.RSAPrivateKey
    opened_by: int | None

    def sign(self, way: int, data: bytes) -> tuple[bytes, int]:
        """What P1 of the signing command selects."""
        if not 0 < len(data) <= 255 or (way == 0 and len(data) > 245):
            return b"", 0x6700
        if way in (2, 4) and len(data) != 32:
            return b"", 0x6985
        digest = sha256(data).digest() if way in (1, 3, 5) else data
        if way in (0, 1):
            return self.key.sign(digest, padding.PKCS1v15(), utils.NoDigestInfo()), OK
        if way in (2, 3):
            return self.key.sign(digest, padding.PKCS1v15(), utils.Prehashed(SHA256())), OK
        pss = padding.PSS(padding.MGF1(SHA256()), padding.PSS.DIGEST_LENGTH)
        return self.key.sign(digest, pss, utils.Prehashed(SHA256())), OK


@dataclass
class VirtualApplication:
    """One application of the card."""

    aid: bytes
    files: dict[int, VirtualFile] = field(default_factory=dict)
    pins: dict[int, VirtualPin] = field(default_factory=dict)
    keys: dict[int, VirtualKey] = field(default_factory=dict)

    def has(self, number: int) -> bool:
        """Whether SELECT finds this file, elementary or internal."""
        return number in self.files or number in self.pins or number in self.keys

    def close_pins(self) -> None:
        """Forget which PINs were shown."""
        for pin in self.pins.values():
            pin.opened = False


@dataclass(frozen=True)
class Habits:
    """Where real cards differ or nobody knows."""

    locked_counter_status: int = 0x63C0  # the empty VERIFY of a locked PIN; 6984 on others
    warm_reset_keeps_pins: bool = True
    short_ids: bool = True
    unknown_application_status: int = 0x6A82  # FeliCa readers say 6A81 to every SELECT
