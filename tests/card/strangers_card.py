"""A second My Number Card for vpcd, written from the public facts alone by somebody who never saw the product's own.

It shares no code with the product: its TLV, its certificates, its transport are its own. Where the facts leave a choice
it chooses differently, and `Manners` names the choices.
"""

import contextlib
import io
import socket
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa, utils
from cryptography.x509.oid import NameOID
from PIL import Image

JPKI = "d392f000260100000001"
TEXT = "d3921000310001010408"
SURFACE = "d3921000310001010402"
ISD = "a0000001510000"
CONTACT_ATR = bytes.fromhex("3BDA13FF8131FB468012392F31C173C601C03B")

# the published record of a fictional person on a card of the test authority
PUBLISHED = bytes.fromhex(
    "ff2065df2108000e002000590064df220fe9bb92e6a190e38080e5b9b9e4b99f"
    "df2336e69db1e4baace983bde6b885e780ace5b882e8a6b3e5b883e5ad90e58d97efbc91efbc92efbc8defbc97efbc8defbc92efbc90efbc92"
    "df24083139383030323137df250131"
)
PIN, PASSWORD, CODE_B = b"7001", b"STRANGER9", b"55021720352285"


@dataclass(frozen=True)
class Manners:
    """Where cards that follow the same facts may differ.

    Attributes:
        short_ids: READ and VERIFY by short id: known, refused with this status word, or (None) taken for an offset or
            for the file that is selected.
        short_pins: PINs and keys, too, may be named by a short id; else what is selected counts.
        short_end: the status word of a READ that came to the end before Le was full.
        exact_le: an Le beyond the end is refused with 6Cxx.
        waiting: long answers are fetched with GET RESPONSE.
        locked: what VERIFY of a locked PIN says.
        first_status: what the first command after power-on says, instead of being obeyed.
        fci: SELECT answers with data.
        no_data_objects: what GET DATA says.
        token: there is a token information file.
        label_end: what fills the label.
    """

    short_ids: int | None = 0x9000
    short_pins: bool = True
    short_end: int = 0x9000
    exact_le: bool = False
    waiting: bool = False
    locked: int = 0x6984
    first_status: int = 0
    fci: bool = False
    no_data_objects: int = 0x6A88
    token: bool = True
    label_end: bytes = b" "
    filler: bytes = b""


@dataclass
class Secret:
    """A PIN or a printed code."""

    value: bytes
    limit: int
    left: int = 0
    shown: bool = False

    def __post_init__(self) -> None:
        self.left = self.limit


@dataclass
class Part:
    """One application: files with the secrets that open them, secrets, keys with the secret that opens them."""

    files: dict[int, tuple[bytes, tuple[int, ...]]] = field(default_factory=dict)
    secrets: dict[int, Secret] = field(default_factory=dict)
    keys: dict[int, tuple[rsa.RSAPrivateKey, int]] = field(default_factory=dict)


def wide(tag: str, value: bytes) -> bytes:
    """A TLV whose length is always written in the two-byte form."""
    return bytes.fromhex(tag) + b"\x82" + len(value).to_bytes(2, "big") + value


def identity(name: str, address: str, birth: str, sex: str) -> bytes:
    """The four facts back to front, with tags nobody knows and an offset table that is wrong."""
    return wide(
        "ff20",
        wide("df2e", b"later additions") + wide("df25", sex.encode()) + wide("df24", birth.encode())
        + wide("df23", address.encode()) + wide("df22", name.encode()) + wide("df21", bytes(8)) + wide("df7f", b""),
    )  # fmt: skip


def surface() -> bytes:
    """The printed face with the photograph first."""
    return wide(
        "ff20",
        wide("df27", _picture("L", "JPEG2000", (96, 120))) + wide("df25", _picture("1", "PNG", (200, 24)))
        + wide("df26", _picture("1", "PNG", (300, 48))) + wide("df22", b"19800217") + wide("df23", b"1")
        + wide("df29", b"20350217"),
    )  # fmt: skip


def _picture(mode: str, kind: str, size: tuple[int, int]) -> bytes:
    written = io.BytesIO()
    Image.new(mode, size, 1 if mode == "1" else 128).save(written, kind)
    return written.getvalue()


@cache
def _key(use: str) -> rsa.RSAPrivateKey:
    """Every card's key for this; no two are on the table at once, and making one takes as long as a test."""
    del use
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Issuer:
    """A certification authority of the stranger's own."""

    def __init__(self, now: datetime, unit: str, policy: str) -> None:
        self.now, self.unit, self.policy = now, unit, policy
        self.key = _key(unit)
        self.name = x509.Name(
            [
                x509.NameAttribute(NameOID.COUNTRY_NAME, "JP"),
                x509.NameAttribute(NameOID.ORGANIZATION_NAME, "JPKI-EMU"),
                x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, unit),
                x509.NameAttribute(
                    NameOID.ORGANIZATIONAL_UNIT_NAME, "Japan Agency for Local Authority Information Systems"
                ),
            ]
        )
        self.root = self._certificate(self.name, self.key, 1, [
            (x509.BasicConstraints(ca=True, path_length=None), True),
            (x509.KeyUsage(False, False, False, False, False, True, True, False, False), True),
        ])  # fmt: skip

    def issue(self, key: rsa.RSAPrivateKey, *, signs: bool, values: dict[int, str]) -> bytes:
        """A certificate as cards carry them, the values about the person in numerical order, one more among them."""
        usage = x509.KeyUsage(True, signs, False, False, False, False, False, False, False)
        policy = x509.PolicyInformation(x509.ObjectIdentifier(self.policy), ["http://www.jpki.go.jp/cps.html"])
        parts: list[tuple[x509.ExtensionType, bool]] = [(x509.CertificatePolicies([policy]), True), (usage, True)]
        if values:
            names = [
                x509.OtherName(x509.ObjectIdentifier(f"1.2.392.200149.8.5.5.{number}"), _utf8(value))
                for number, value in values.items()
            ]
            parts.append((x509.SubjectAlternativeName(names), False))
        parts.append((x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), False))
        subject = [x509.NameAttribute(NameOID.COUNTRY_NAME, "JP"), x509.NameAttribute(NameOID.COMMON_NAME, "X13221")]
        made = self._certificate(x509.Name(subject), key, 0x77665544, parts)
        return made.public_bytes(serialization.Encoding.DER)

    def _certificate(
        self, subject: x509.Name, key: rsa.RSAPrivateKey, serial: int, parts: list[tuple[x509.ExtensionType, bool]]
    ) -> x509.Certificate:
        builder = x509.CertificateBuilder(
            self.name, subject, key.public_key(), serial, self.now - timedelta(days=9), self.now + timedelta(days=900)
        )
        for extension, critical in parts:
            builder = builder.add_extension(extension, critical=critical)
        return builder.sign(self.key, hashes.SHA256())


def _utf8(text: str) -> bytes:
    raw = text.encode()
    size = bytes([len(raw)]) if len(raw) < 128 else b"\x82" + len(raw).to_bytes(2, "big")
    return b"\x0c" + size + raw


class StrangersCard:
    """The card: bytes in, bytes out.

    Attributes:
        shown: how many PINs and codes were shown to it.
        number_read: whether the 個人番号 was ever selected.
    """

    def __init__(self, now: datetime, manners: Manners, record: bytes = PUBLISHED) -> None:
        self.manners = manners
        self.shown = 0
        self.number_read = False
        self.auth = Issuer(now, "JPKI for user authentication", "1.2.392.200149.8.5.1.3.30")
        self.sign = Issuer(now, "JPKI for digital signature", "1.2.392.200149.8.5.1.1.20")
        keys = [_key("proving"), _key("signing")]
        values = {1: "黒桐　幹也", 2: "00000", 3: "1", 4: "319800217", 5: "東京都清瀬市", 6: "000000", 9: "コクトウ"}
        fill = manners.filler * 200
        jpki = Part(
            {
                0x01: (self.sign.issue(keys[1], signs=True, values=values) + fill, (0x1B,)),
                0x02: (self.sign.root.public_bytes(serialization.Encoding.DER), ()),
                0x08: (b"\x8f\x8f\x01", ()),
                0x0A: (self.auth.issue(keys[0], signs=False, values={}) + fill, ()),
                0x0B: (self.auth.root.public_bytes(serialization.Encoding.DER), ()),
            },
            {0x18: Secret(PIN, 3), 0x1B: Secret(PASSWORD, 5)},
            {0x17: (keys[0], 0x18), 0x1A: (keys[1], 0x1B)},
        )
        if manners.token:
            label = b"JPKIAPICCTOKEN2".ljust(32, manners.label_end)
            jpki.files[0x06] = (label + b"SOMEBODY ELSE".ljust(32) + bytes(96), ())
        text = Part(
            {0x01: (b"\xff\x10\x0c123456789012\xff\xff", (0x11, 0x14)), 0x02: (record, (0x11, 0x15))},
            {0x11: Secret(PIN, 3), 0x14: Secret(b"123456789012", 10), 0x15: Secret(CODE_B, 10)},
        )
        face = Part({0x02: (surface(), (0x12, 0x13))}, {0x12: Secret(CODE_B, 10), 0x13: Secret(b"123456789012", 10)})
        self.parts = {JPKI: jpki, TEXT: text, SURFACE: face}
        self.power()

    def power(self) -> None:
        """Off or on: only counters stay."""
        self._selected = ""
        self._file: int | None = None
        self._rest = b""
        self._first = True
        self._forget()

    def say(self, command: bytes) -> bytes:
        """The answer to a command."""
        if self._first and self.manners.first_status:
            self._first = False
            return self.manners.first_status.to_bytes(2, "big")
        self._first = False
        data, status = self._answer(command)
        if self.manners.waiting and len(data) > 64 and command[1] != 0xC0:
            self._rest = data
            data, status = b"", 0x6100 | (len(data) & 0xFF)
        return data + status.to_bytes(2, "big")

    def _forget(self) -> None:
        for part in self.parts.values():
            for secret in part.secrets.values():
                secret.shown = False

    def _answer(self, command: bytes) -> tuple[bytes, int]:
        ins, p1, p2 = command[1:4]
        body = command[5 : 5 + command[4]] if len(command) > 5 else b""
        if ins == 0xC0:
            data, self._rest = self._rest, b""
            return data, 0x9000
        if ins == 0xA4:
            return self._select(p1, body)
        if ins == 0xCA:
            return b"", self.manners.no_data_objects
        part = self.parts.get(self._selected)
        if part is None:
            return b"", 0x6986
        if ins == 0xB0:
            return self._read(part, p1, p2, (command[4] or 256) if len(command) > 4 else 0)
        if ins == 0x20:
            return b"", self._verify(part, p2, body)
        return self._sign(part, p2, body) if (command[0], ins, p1) == (0x80, 0x2A, 0) else (b"", 0x6D00)

    def _select(self, p1: int, body: bytes) -> tuple[bytes, int]:
        if p1 == 0x02:
            number = int.from_bytes(body, "big")
            part = self.parts.get(self._selected, Part())
            if number not in {**part.files, **part.secrets, **part.keys}:
                return b"", 0x6A82
            return b"", self._current(number)
        name = body.hex()
        if name == ISD:
            self._selected, self._file = "", None
            self._forget()
            return b"", 0x9000
        if name not in self.parts:
            return b"", 0x6A82
        if name != self._selected:
            self._forget()
        self._selected, self._file = name, None
        return (bytes.fromhex("6f098407a0000001510000"), 0x9000) if self.manners.fci else (b"", 0x9000)

    def _current(self, number: int) -> int:
        self._file = number
        self.number_read |= (self._selected, number) in ((TEXT, 1), (SURFACE, 5))
        return 0x9000

    def _named(self, part: Part, byte: int) -> int:
        """What a byte with a short id in it comes to: a status word."""
        if self.manners.short_ids != 0x9000:
            return self.manners.short_ids or 0x9000
        if byte & 0x1F:
            if byte & 0x1F not in {**part.files, **part.secrets, **part.keys}:
                return 0x6A82
            self._current(byte & 0x1F)
        return 0x9000

    def _read(self, part: Part, p1: int, p2: int, le: int) -> tuple[bytes, int]:
        offset = p1 << 8 | p2
        if p1 & 0x80 and self.manners.short_ids is not None:
            named = self._named(part, p1)
            if named != 0x9000:
                return b"", named
            offset = p2
        if self._file is None:
            return b"", 0x6986
        if self._file not in part.files:
            return b"", 0x6981
        content, opened_by = part.files[self._file]
        if opened_by and not any(part.secrets[one].shown for one in opened_by):
            return b"", 0x6982
        left = len(content) - offset
        if left <= 0:
            return b"", 0x6B00
        if le > left and self.manners.exact_le:
            return b"", 0x6C00 | left
        return content[offset : offset + le], 0x9000 if le <= left else self.manners.short_end

    def _verify(self, part: Part, p2: int, entry: bytes) -> int:
        if p2 != 0x80 and self.manners.short_pins:
            named = self._named(part, p2)
            if named != 0x9000:
                return named
        secret = part.secrets.get(self._file or 0)
        if secret is None:
            return 0x6981
        if not entry:
            return 0x63C0 | secret.left
        self.shown += 1
        if not secret.left:
            return self.manners.locked
        secret.shown = entry == secret.value
        secret.left = secret.limit if secret.shown else secret.left - 1
        return 0x9000 if secret.shown else 0x63C0 | secret.left

    def _sign(self, part: Part, p2: int, text: bytes) -> tuple[bytes, int]:
        if p2 != 0x80 and self.manners.short_pins:
            named = self._named(part, p2)
            if named != 0x9000:
                return b"", named
        found = part.keys.get(self._file or 0)
        if found is None:
            return b"", 0x6985
        if not part.secrets[found[1]].shown:
            return b"", 0x6982
        return found[0].sign(text, padding.PKCS1v15(), utils.NoDigestInfo()), 0x9000


class Hand:
    """Lays a card on the slot of a virtual reader and takes it away."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._line: socket.socket | None = None
        self._thread: threading.Thread | None = None

    def lay(self, card: StrangersCard) -> None:
        self.take_away()
        self._line = socket.create_connection(("127.0.0.1", self._port), 10)
        self._line.settimeout(None)
        self._line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._thread = threading.Thread(target=self._serve, args=(self._line, card), daemon=True)
        self._thread.start()

    def take_away(self) -> None:
        if self._line is not None:
            with contextlib.suppress(OSError):
                self._line.shutdown(socket.SHUT_RDWR)
            self._line.close()
            self._line = None
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    @staticmethod
    def _serve(line: socket.socket, card: StrangersCard) -> None:
        with contextlib.suppress(OSError), line.makefile("rb") as incoming:
            while len(head := incoming.read(2)) == 2:
                line.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
                message = incoming.read(int.from_bytes(head, "big"))
                if message in (b"\0", b"\1"):
                    card.power()
                elif len(message) != 1:
                    answer = card.say(message)
                    line.sendall(len(answer).to_bytes(2, "big") + answer)
                elif message == b"\4":
                    line.sendall(len(CONTACT_ATR).to_bytes(2, "big") + CONTACT_ATR)
