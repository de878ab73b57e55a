"""Invented applications, keys and certificates for the tests of this folder."""

import struct
import zlib
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from kiosk.applications.application import Answered, Application, FormStamp, IdentityEvent, Signature
from kiosk.applications.attachment import SIGNATURE, Attachment
from kiosk.protocol.forms import Source
from kiosk.protocol.identity import Method, Outcome

MADE = datetime(2026, 11, 21, 1, 23, 45, tzinfo=UTC)
BOOTH = "himeji-ieshima-1"
NAME = "葛\U000e0102西 辻\U000e0102子"
SUBMISSION = "019c0000-0000-7000-8000-000000000001"


def png(width: int = 360, height: int = 120) -> bytes:
    """A black wave on a transparent ground."""
    rows = bytearray()
    for y in range(height):
        rows.append(0)
        for x in range(width):
            near = abs(y - (height // 2 + (x * 7 % 61) - 30)) < 4
            rows += b"\x10\x10\x20\xff" if near else b"\0\0\0\0"

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack("!I", len(content)) + kind + content + struct.pack("!I", zlib.crc32(kind + content))

    size = struct.pack("!IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", zlib.compress(bytes(rows))) + chunk(b"IEND", b"")
    )


DRAWN = Attachment(SIGNATURE, "image/png", png())


def answered(field: str, label: str, text: str, **more: Any) -> Answered:
    more = {"value": text, "source": Source.RESIDENT, "at": MADE} | more
    return Answered.model_validate({"field": field, "label": label, "text": text} | more)


def applicant(
    name: str = NAME, address: str = "兵庫県姫路市安田四丁目1番地 山田マンション第2棟305号"
) -> tuple[Answered, ...]:
    card = Source.CARD
    return (
        answered("ap_name", "氏名", name, source=card, is_name=True),
        answered("ap_kana", "フリガナ", "カサイ ツジコ"),
        answered("ap_addr", "住所", address, source=card),
        answered("ap_birth", "生年月日", "昭和34年5月6日", source=card),
        answered("ap_tel", "電話番号", "079-221-0000"),
    )


def request() -> tuple[Answered, ...]:
    def yes_no(field: str, label: str, text: str) -> Answered:
        return answered(field, label, text, choices=("のせる", "のせない"), source=Source.PRESET)

    return (
        answered("who", "どなたの住民票か", "本人", choices=("本人", "同じ世帯の人", "代理で請求")),
        answered("scope", "種類", "世帯全員", choices=("世帯全員", "世帯の一部", "除票", "記載事項証明書")),
        yes_no("show_head", "世帯主・続柄", "のせない"),
        yes_no("show_honseki", "本籍・筆頭者", "のせない"),
        yes_no("show_mynumber", "マイナンバー", "のせない"),
        answered("purpose", "使いみち", "年金の手続き", source=Source.STAFF),
        answered("copies", "通数", "2通", value=2),
        answered("receive", "受け取り方", "この窓口で受け取る", choices=("この窓口で受け取る", "郵便で受け取る")),
    )


def application(answers: tuple[Answered, ...] | None = None, **changes: Any) -> Application:
    values: dict[str, Any] = {
        "form": FormStamp(procedure="juminhyo", version="3.1.0", sha256="ab" * 32, title="住民票の写し等の請求"),
        "submission_id": SUBMISSION,
        "reference": "IE-4731-08K",
        "booth_id": BOOTH,
        "place": "家島支所",
        "addressee": "姫路市長",
        "created_at": MADE,
        "language": "ja",
        "answers": applicant() + request() if answers is None else answers,
        "identity_events": (IdentityEvent(level="A3", method=Method.CARD_PIN, at=MADE, outcome=Outcome.CONFIRMED),),
        "consents": ("purpose-v4",),
        "signature": Signature(kind="drawn", png_sha256=DRAWN.note().sha256),
        "fee": 600,
        "attachments": (DRAWN.note(),),
    }
    return Application.model_validate(values | changes)


class Authority:
    """A certificate authority that issues what a test asks for."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.pem = self._certificate("authority", self.key.public_key(), ca=True)

    def booth(
        self, name: str = BOOTH, days: tuple[int, int] = (-1, 89), **uses: bool
    ) -> tuple[ec.EllipticCurvePrivateKey, str]:
        """A device key and its certificate (PEM), valid for these days around `MADE`."""
        key = ec.generate_private_key(ec.SECP256R1())
        return key, self._certificate(name, key.public_key(), days=days, **uses).decode()

    def _certificate(
        self,
        name: str,
        key: ec.EllipticCurvePublicKey,
        *,
        ca: bool = False,
        server: bool = False,
        days: tuple[int, int] = (-400, 400),
    ) -> bytes:
        def called(text: str) -> x509.Name:
            return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])

        use = ExtendedKeyUsageOID.SERVER_AUTH if server else ExtendedKeyUsageOID.CLIENT_AUTH
        built = (
            x509.CertificateBuilder()
            .subject_name(called(name))
            .issuer_name(called("authority"))
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(MADE + timedelta(days=days[0]))
            .not_valid_after(MADE + timedelta(days=days[1]))
            .add_extension(x509.BasicConstraints(ca=ca, path_length=0 if ca else None), critical=True)
        )
        if not ca:
            built = built.add_extension(x509.ExtendedKeyUsage([use]), critical=False)
        return built.sign(self.key, hashes.SHA256()).public_bytes(Encoding.PEM)
