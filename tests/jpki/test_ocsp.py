"""A local responder with a self-made authority: every answer a real one might give, and those it must not."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, timedelta

import pytest
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from kiosk.jpki.certificates import Purpose
from kiosk.jpki.ocsp import OcspSource
from kiosk.jpki.revocation import CannotTell, NotRevoked, Revoked, Status, Why
from kiosk.rehearsal.card.virtual_certificates import Authority, made_key

HOUR = timedelta(hours=1)
Ask = Callable[[], Awaitable[Status]]


class Responder:
    """What it answers is set by the test."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.root = Authority(now).root(Purpose.AUTH)
        self.leaf = Authority(now).issue_auth(made_key("auth"), 7, now - HOUR, now + 999 * HOUR)
        self.about = self.leaf
        self.said = ocsp.OCSPCertStatus.GOOD
        self.ends: datetime | None = now + HOUR
        self.key = Authority(now).key(Purpose.AUTH)
        self.appointed: x509.Certificate | None = None
        self.nonce: bytes | None = None
        self.raw: bytes | None = None
        self.http = 200
        self.other_signature = False

    def appoint(self, *, usage: bool = True, root: str = "JPKI-EMU") -> None:
        """Answer with a key of its own."""
        self.key = made_key("responder")
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "responder")])
        builder = (
            x509.CertificateBuilder()
            .issuer_name(self.root.subject)
            .subject_name(name)
            .public_key(self.key.public_key())
            .serial_number(99)
            .not_valid_before(self.now - HOUR)
            .not_valid_after(self.now + HOUR)
        )
        if usage:
            builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.OCSP_SIGNING]), critical=False)
        self.appointed = builder.sign(Authority(self.now, root).key(Purpose.AUTH), SHA256())

    async def answer(self, request: web.Request) -> web.Response:
        asked = ocsp.load_der_ocsp_request(await request.read())
        assert asked.serial_number == 7
        return web.Response(body=self.raw if self.raw is not None else self._made(asked), status=self.http)

    def _made(self, asked: ocsp.OCSPRequest) -> bytes:
        revoked = self.said is ocsp.OCSPCertStatus.REVOKED
        builder = ocsp.OCSPResponseBuilder().add_response(
            self.about, self.root, SHA1(), self.said, self.now - HOUR, self.ends,
            self.now - HOUR if revoked else None, x509.ReasonFlags.key_compromise if revoked else None,
        )  # fmt: skip
        builder = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, self.appointed or self.root)
        if self.appointed is not None:
            builder = builder.certificates([self.appointed])
        nonce = self.nonce or asked.extensions.get_extension_for_class(x509.OCSPNonce).value.nonce
        builder = builder.add_extension(x509.OCSPNonce(nonce), critical=False)
        made = builder.sign(self.key, SHA256()).public_bytes(Encoding.DER)
        return made[:-1] + bytes([made[-1] ^ 1]) if self.other_signature else made


@pytest.fixture
def responder(now: datetime) -> Responder:
    return Responder(now)


@pytest.fixture
async def ask(responder: Responder) -> AsyncIterator[Ask]:
    application = web.Application()
    application.router.add_post("/", responder.answer)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    source = OcspSource(f"http://{host}:{port}/")
    yield lambda: source.status(responder.leaf, responder.root, responder.now)
    await runner.cleanup()


async def test_good_from_the_authority_and_from_a_responder_it_appointed(responder: Responder, ask: Ask) -> None:
    assert await ask() == NotRevoked(responder.now - HOUR)
    responder.appoint()
    assert await ask() == NotRevoked(responder.now - HOUR)


async def test_revoked(responder: Responder, ask: Ask) -> None:
    responder.said = ocsp.OCSPCertStatus.REVOKED
    assert await ask() == Revoked()


async def test_unknown_stale_and_endless_answers_are_not_good(responder: Responder, ask: Ask) -> None:
    responder.said = ocsp.OCSPCertStatus.UNKNOWN
    assert await ask() == CannotTell(Why.UNKNOWN)
    responder.said, responder.ends = ocsp.OCSPCertStatus.GOOD, responder.now - HOUR / 2
    assert await ask() == CannotTell(Why.STALE)
    responder.ends = None
    assert await ask() == CannotTell(Why.STALE)


async def test_an_answer_about_another_certificate_or_to_another_question_says_nothing(
    responder: Responder, ask: Ask
) -> None:
    now = responder.now
    responder.about = Authority(now).issue_auth(made_key("auth"), 8, now - HOUR, now + HOUR)
    assert await ask() == CannotTell(Why.NOT_COVERED)
    responder.about, responder.nonce = responder.leaf, b"another question"
    assert await ask() == CannotTell(Why.NOT_COVERED)


async def test_a_signer_nobody_appointed_says_nothing(responder: Responder, ask: Ask) -> None:
    responder.other_signature = True
    assert await ask() == CannotTell(Why.BAD_SIGNATURE)
    responder.other_signature = False
    responder.appoint(usage=False)
    assert await ask() == CannotTell(Why.BAD_SIGNATURE)
    responder.appoint(root="JPKI-TEST")
    assert await ask() == CannotTell(Why.BAD_SIGNATURE)


async def test_errors_garbage_and_silence_say_nothing(responder: Responder, ask: Ask) -> None:
    refused = ocsp.OCSPResponseBuilder.build_unsuccessful(ocsp.OCSPResponseStatus.TRY_LATER)
    responder.raw = refused.public_bytes(Encoding.DER)
    assert await ask() == CannotTell(Why.NO_ANSWER)
    responder.raw = b"garbage"
    assert await ask() == CannotTell(Why.UNREADABLE)
    responder.http = 503
    assert await ask() == CannotTell(Why.NO_ANSWER)
    nobody = OcspSource("http://127.0.0.1:9/", deadline_s=2)
    assert await nobody.status(responder.leaf, responder.root, responder.now) == CannotTell(Why.NO_ANSWER)
