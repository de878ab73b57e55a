"""Cards for tests of headquarters: certificates of the rehearsal, what their keys sign, and the roots they hang on."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from kiosk.applications.application import Answered, Application, Signature, canonical_bytes
from kiosk.headquarters.settings import Cards, Revocation
from kiosk.jpki.certificates import Mode
from kiosk.jpki.cms import detached, prepare
from kiosk.protocol.forms import Source
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.identity import NonceGiven
from kiosk.rehearsal.card.roots import CRL_FOLDER, lay_down_roots
from kiosk.rehearsal.card.virtual_card_files import REVOKED_SERIAL
from kiosk.rehearsal.card.virtual_certificates import Authority, CertifiedPerson, made_key
from tests.headquarters.headquarters_world import FakeBooth, World, application

YEAR = timedelta(days=365)
REVOKED = REVOKED_SERIAL
KASAI = CertifiedPerson("葛西　辻子", "兵庫県姫路市安田四丁目１番地１", "319590506", "2")


def today() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)  # noqa: TID251 -- certificates are checked against the wall clock


def rehearsing(folder: Path, source: str = "crl", mode: Mode = Mode.REHEARSAL) -> Cards:
    """Settings that trust the rehearsal's roots, which are laid down in `folder`."""
    lay_down_roots(folder, today())
    given = {"source": source} | ({"folder": folder / CRL_FOLDER} if source == "crl" else {})
    return Cards(mode=mode, trust=folder, revocation=Revocation.model_validate(given))


@dataclass(frozen=True)
class Card:
    """A card's authentication certificate and its key."""

    der: bytes
    key: rsa.RSAPrivateKey = field(repr=False)

    def proof(self, nonce: NonceGiven, **more: Any) -> dict[str, Any]:
        """The body of a proof over `nonce`."""
        signature = self.key.sign(bytes.fromhex(nonce.nonce), PKCS1v15(), SHA256())
        return {"nonce_id": nonce.nonce_id, "certificate": self.der.hex(), "signature": signature.hex()} | more

    def tap(self) -> dict[str, Any]:
        """The body of a tap."""
        return {"certificate": self.der.hex()}


def auth_card(
    serial: int = 7,
    *,
    begins: timedelta = -YEAR,
    ends: timedelta = YEAR,
    organisation: str = "JPKI-EMU",
    generation: str = "1",
    key: str = "auth",
    certified: str = "auth",
) -> Card:
    """A card; `key` other than `certified` is a copied one."""
    now = today()
    authority = Authority(now, organisation, generation)
    leaf = authority.issue_auth(made_key(certified), serial, now + begins, now + ends)
    return Card(leaf.public_bytes(Encoding.DER), made_key(key))


def sign_certificate(serial: int = 8, person: CertifiedPerson = KASAI, organisation: str = "JPKI-EMU") -> bytes:
    """A signing certificate, of the key made under `sign`."""
    now = today()
    leaf = Authority(now, organisation).issue_sign(made_key("sign"), serial, now - YEAR, now + YEAR, person)
    return leaf.public_bytes(Encoding.DER)


def answers(person: CertifiedPerson = KASAI, **more: Any) -> tuple[Answered, ...]:
    """The applicant as the form says it, birth date as the card's prefill writes it."""
    year, month, day = int(person.birth[1:5]), int(person.birth[5:7]), int(person.birth[7:9])
    given: dict[str, Any] = {
        "ap_name": person.name,
        "ap_addr": person.address,
        "ap_birth": {"year": year, "month": month, "day": day, "as_written": "昭和34年5月6日"},
    } | more
    return tuple(
        Answered(field=field, label=field, text=str(value), value=value, source=Source.CARD, at=today())
        for field, value in given.items()
        if value is not None
    )


def applied(booth: FakeBooth, **changes: Any) -> Application:
    """An application signed by card, made now."""
    given: dict[str, Any] = {"answers": answers(), "signature": Signature(kind="card")} | changes
    return application(new_id(), booth.booth_id, today()).model_copy(update=given)


def signed(content: Application, der: bytes | None = None, key: str = "sign") -> bytes:
    """The CMS a card makes over an application."""
    to_sign = prepare(canonical_bytes(content), today())
    signature = made_key(key).sign(to_sign.attributes, PKCS1v15(), SHA256())
    return detached(to_sign, der or sign_certificate(), signature)


async def handed_in(world: World, booth: FakeBooth, content: Application, card_signature: bytes = b"") -> str:
    """The case an application became, filed."""
    key, body = booth.submission(content=content, card_signature=card_signature)
    status, receipt = await booth.submit(key, body)
    assert status == 201, receipt
    await world.headquarters.intake.filed()
    return str(receipt["case_id"])


async def asked(booth: FakeBooth, what: str, body: dict[str, Any] | None = None) -> tuple[int, dict[str, Any]]:
    """POST to one of the routes for identification."""
    async with booth.http.post(f"{booth.url}/identity/{what}", json=body) as answer:
        return answer.status, await answer.json(content_type=None)


async def nonce_for(booth: FakeBooth) -> NonceGiven:
    status, given = await asked(booth, "nonces")
    assert status == 201, given
    return NonceGiven.model_validate(given)


async def proved(booth: FakeBooth, card: Card, **more: Any) -> dict[str, Any]:
    """A proof over a fresh nonce, judged."""
    status, judged = await asked(booth, "proofs", card.proof(await nonce_for(booth), **more))
    assert status == 200, judged
    return judged
