"""A whole headquarters on two real doors, with booths that have real certificates and staff with real sessions."""

import asyncio
import io
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import aiohttp
from argon2 import PasswordHasher
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from prometheus_client.parser import text_string_to_metric_families
from pydantic import BaseModel, TypeAdapter

from kiosk.applications.application import Answered, Application, FormStamp, IdentityEvent, Signature
from kiosk.applications.attachment import Attachment
from kiosk.applications.package import pack_application
from kiosk.applications.sealing import SealedFor, seal
from kiosk.applications.signature import sign_envelope
from kiosk.clocks import SteadyClock, since_boot_s
from kiosk.headquarters.app import Headquarters, Ready, open_headquarters
from kiosk.headquarters.settings import BoothDoor, HeadquartersSettings, StaffDoor
from kiosk.headquarters.staff.views import Role, StaffMember
from kiosk.headquarters.web.desk import CSRF_HEADER
from kiosk.protocol.call_state import BoothNow, Waited
from kiosk.protocol.calls import CallRequested
from kiosk.protocol.duty import ConsoleHello, StatusChosen
from kiosk.protocol.forms import Source
from kiosk.protocol.identifiers import PROTOCOL_VERSION, new_id
from kiosk.protocol.identity import Method, Outcome
from kiosk.protocol.message import decode, encode, to_booth, to_console
from kiosk.protocol.presence import INSTANCE, BoothHealth, BoothHello, SealingKey, Welcome
from kiosk.protocol.submissions import MEDIA_TYPE, SubmissionHeader, header_bytes, pack
from kiosk.protocol.versions import HEADER, SPOKEN
from tests.applications.application_samples import png
from tests.headquarters.laid_tables import lay_down_tables
from tests.town import DELIVERED, read_once

BOOTH = "himeji-ieshima-1"
PLACE = "家島支所"
NAME = "葛\U000e0102西　辻\U000e0102子"
PASSWORD = "正しい馬の電池ホチキス"
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""What a guess costs is tried with the accounts; elsewhere it would be most of the time a test takes."""
DEADLINE = 10.0
SCAN = Attachment("scan-1", "image/png", png())
M = TypeVar("M", bound=BaseModel)


class Clock:
    """The wall clock, and the one nobody sets: tests may let time pass, or set the wall clock alone."""

    def __init__(self) -> None:
        self.ahead = timedelta()
        self.wrong = timedelta()

    def __call__(self) -> datetime:
        wall = datetime.now(UTC)  # noqa: TID251 -- certificates are checked against the wall clock
        return wall + self.ahead + self.wrong

    def passed_s(self) -> float:
        return since_boot_s() + self.ahead.total_seconds()

    def push(self, **by: float) -> None:
        """Time passes."""
        self.ahead += timedelta(**by)

    def set_by(self, **by: float) -> None:
        """Somebody sets the wall clock; no time passes."""
        self.wrong += timedelta(**by)


def settings(**changes: Any) -> HeadquartersSettings:
    """Free ports, plain HTTP for staff."""
    doors = {"staff_door": StaffDoor(port=0, tls=False), "booth_door": BoothDoor(port=0)}
    return HeadquartersSettings(**(doors | changes))


def read_figures(exposition: str) -> dict[str, float]:
    """What ``/metrics`` said, read by Prometheus' own parser: name with labels, and value."""
    found = {}
    for family in text_string_to_metric_families(exposition):
        for one in family.samples:
            labels = ",".join(f'{name}="{value}"' for name, value in one.labels.items())
            found[f"{one.name}{{{labels}}}" if labels else one.name] = float(one.value)
    return found


def new_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def csr(key: ec.EllipticCurvePrivateKey) -> str:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "whatever it asks for")])
    request = x509.CertificateSigningRequestBuilder().subject_name(name).sign(key, hashes.SHA256())
    return request.public_bytes(serialization.Encoding.PEM).decode()


def application(submission_id: str, booth_id: str = BOOTH, at: datetime | None = None) -> Application:
    made = (at or datetime(2026, 11, 21, 1, 2, 3, tzinfo=UTC)).replace(microsecond=0)

    def answered(name: str, label: str, text: str, source: Source, is_name: bool = False) -> Answered:
        return Answered(field=name, label=label, text=text, value=text, source=source, at=made, is_name=is_name)

    return Application(
        form=FormStamp(procedure="juminhyo", version="3.1.0", sha256="ab" * 32, title="住民票の写し等の請求"),
        submission_id=submission_id,
        reference="IE-4731-08K",
        booth_id=booth_id,
        place=PLACE,
        addressee="姫路市長",
        created_at=made,
        language="ja",
        answers=(
            answered("ap_name", "氏名", NAME, Source.CARD, is_name=True),
            answered("copies", "通数", "2通", Source.RESIDENT),
        ),
        attachments=(SCAN.note(),),
        identity_events=(IdentityEvent(level="A3", method=Method.CARD_PIN, at=made, outcome=Outcome.CONFIRMED),),
        signature=Signature(kind="none"),
    )


@dataclass
class FakeBooth:
    """An enrolled booth, as far as headquarters can tell."""

    booth_id: str
    key: ec.EllipticCurvePrivateKey
    certificate: str
    sealing_key: SealingKey
    url: str
    tls: ssl.SSLContext
    http: aiohttp.ClientSession

    def submission(
        self,
        submission_id: str | None = None,
        content: Application | None = None,
        card_signature: bytes = b"",
        papers: tuple[Attachment, ...] = (SCAN,),
        **changes: Any,
    ) -> tuple[str, bytes]:
        """A sealed and signed application, and its key. `changes` go into the header after sealing."""
        submission_id = content.submission_id if content else submission_id or new_id()
        content = content or application(submission_id, self.booth_id)
        form = content.form
        bound = SealedFor(self.booth_id, submission_id, form.procedure, form.version)
        sealed = seal(pack_application(content, papers, card_signature), self.sealing_key, bound)
        header = SubmissionHeader(
            protocol_version=PROTOCOL_VERSION,
            submission_id=submission_id,
            booth_id=self.booth_id,
            procedure=form.procedure,
            procedure_version=form.version,
            reference=content.reference,
            key_id=self.sealing_key.key_id,
            suite=self.sealing_key.suite,
            created_at=datetime.now(UTC),  # noqa: TID251 -- within the certificate's life
            sha256=_sha256(sealed),
            device_certificate=self.certificate,
        ).model_copy(update=changes)
        return submission_id, sign_envelope(header, sealed, self.key)

    async def submit(self, key: str | None, body: bytes, kind: str = MEDIA_TYPE) -> tuple[int, dict[str, Any]]:
        headers = {"Content-Type": kind} | ({"Idempotency-Key": key} if key else {})
        async with self.http.post(f"{self.url}/submissions", data=io.BytesIO(body), headers=headers) as answer:
            return answer.status, await answer.json(content_type=None)

    def hello(self, **more: Any) -> BoothHello:
        health = BoothHealth(software="0.1.0", camera=True)
        return BoothHello(
            **(dict[str, Any](protocol_version=PROTOCOL_VERSION, booth_id=self.booth_id, health=health) | more)
        )

    async def link(self, instance: str = "") -> "Wire":
        return Wire(await self.http.ws_connect(f"{self.url}/link", headers={INSTANCE: instance}), to_booth)

    async def arrive(self, instance: str = "", **more: Any) -> "Wire":
        """Open the link and be welcomed."""
        wire = await self.link(instance)
        await wire.send(self.hello(**more))
        await wire.until(Welcome)
        return wire


def _sha256(content: bytes) -> str:
    digest = hashes.Hash(hashes.SHA256())
    digest.update(content)
    return digest.finalize().hex()


@dataclass
class Wire:
    """One end of a WebSocket that speaks messages."""

    socket: aiohttp.ClientWebSocketResponse
    direction: TypeAdapter[Any]
    seen: list[BaseModel] = field(default_factory=list)

    async def send(self, message: BaseModel) -> None:
        await self.socket.send_str(encode(message))

    async def next(self) -> Any:
        async with asyncio.timeout(DEADLINE):
            message = decode(await self.socket.receive_str(), self.direction)
        self.seen.append(message)
        return message

    async def until(self, kind: type[M], condition: Callable[[M], bool] = lambda _message: True) -> M:
        """The next message of a kind that fulfils `condition`; others are passed over."""
        while True:
            message = await self.next()
            if isinstance(message, kind) and condition(message):
                return message

    async def closed(self) -> int:
        """Wait for the close; its code as headquarters gave it (0: the connection just ended)."""
        async with asyncio.timeout(DEADLINE):
            while True:
                event = await self.socket.receive()
                if event.type is aiohttp.WSMsgType.TEXT:
                    self.seen.append(decode(event.data, self.direction))
                elif event.type is aiohttp.WSMsgType.CLOSE:
                    return int(event.data)
                else:
                    return 0

    async def close(self) -> None:
        await self.socket.close()


@dataclass
class SignedIn:
    """A browser with a session."""

    staff: StaffMember
    http: aiohttp.ClientSession
    url: str
    csrf: str

    async def get(self, path: str) -> tuple[int, Any]:
        async with self.http.get(self.url + path) as answer:
            return answer.status, await answer.json(content_type=None)

    async def post(self, path: str, body: dict[str, Any], csrf: str | None = None) -> tuple[int, Any]:
        headers = {CSRF_HEADER: self.csrf if csrf is None else csrf}
        async with self.http.post(self.url + path, json=body, headers=headers) as answer:
            return answer.status, await answer.json(content_type=None)

    async def line(self) -> Wire:
        url = f"{self.url}/console/line?protocol={SPOKEN}"
        return Wire(await self.http.ws_connect(url, origin=self.url), to_console)

    async def on_duty(self) -> Wire:
        """Open the line and be available."""
        wire = await self.line()
        await wire.send(ConsoleHello(protocol_version=PROTOCOL_VERSION))
        await wire.send(StatusChosen(status="available"))
        return wire


@dataclass
class World:
    """One running headquarters and how to come to it."""

    headquarters: Headquarters
    ready: Ready
    clock: Clock
    folder: Path
    stack: AsyncExitStack

    async def session(self, context: ssl.SSLContext | None = None, **options: Any) -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(ssl=context) if context else None
        session = aiohttp.ClientSession(connector=connector, **options)
        return await self.stack.enter_async_context(session)

    def trust(self) -> ssl.SSLContext:
        """A client context that trusts this headquarters alone."""
        return ssl.create_default_context(cafile=self.ready.authority)

    async def booth(self, booth_id: str = BOOTH, place: str = PLACE) -> FakeBooth:
        """Enrol a booth over HTTP, as `kiosk enrol` does."""
        code = await self.headquarters.desk.enrolment.new_code(booth_id, place, by="test")
        key = new_key()
        http = await self.session()
        body = {"code": code.code, "csr": csr(key)}
        async with http.post(f"{self.ready.staff_url}/enrol", json=body) as answer:
            assert answer.status == 200, await answer.text()
            enrolled = await answer.json()
        return await self.enrolled_booth(booth_id, key, enrolled["certificate"])

    async def enrolled_booth(self, booth_id: str, key: ec.EllipticCurvePrivateKey, certificate: str) -> FakeBooth:
        context = self.trust()
        context.load_cert_chain(self.key_file(key, certificate))
        sealing_key = self.headquarters.sealing_keys.offered[0]
        http = await self.session(context, headers={HEADER: SPOKEN})
        return FakeBooth(booth_id, key, certificate, sealing_key, self.ready.booth_url, context, http)

    def key_file(self, key: ec.EllipticCurvePrivateKey, certificate: str) -> Path:
        path = self.folder / f"{new_id()}.pem"
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        path.write_bytes(private + certificate.encode())
        return path

    async def staff(self, account: str = "sato", role: Role = Role.CLERK, **more: Any) -> SignedIn:
        """Make an account and sign in with it."""
        name = more.pop("name", "佐藤花子")
        await self.headquarters.desk.staff.add(account, name, "市民課", role, PASSWORD, **more)
        return await self.sign_in(account)

    async def sign_in(self, account: str) -> SignedIn:
        http = await self.session(cookie_jar=aiohttp.CookieJar(unsafe=True))
        body = {"name": account, "password": PASSWORD}
        async with http.post(f"{self.ready.staff_url}/api/sign-in", json=body) as answer:
            assert answer.status == 200, await answer.text()
            signed = await answer.json()
        return SignedIn(StaffMember.model_validate(signed["staff"]), http, self.ready.staff_url, signed["csrf"])


@asynccontextmanager
async def running(folder: Path, **changes: Any) -> AsyncIterator[World]:
    """A headquarters with its doors open."""
    clock, chosen = Clock(), settings(**changes)
    lay_down_tables(folder / "hq")
    steady = SteadyClock(clock, clock.passed_s)
    catalog = None if chosen.procedures else read_once(DELIVERED)
    headquarters = open_headquarters(folder / "hq", chosen, clock, CHEAP, steady=steady, catalog=catalog)
    ready = await headquarters.start()
    try:
        async with AsyncExitStack() as stack:
            yield World(headquarters, ready, clock, folder, stack)
    finally:
        await headquarters.stop()


def call_requested(**more: Any) -> CallRequested:
    return CallRequested(**({"call_id": new_id(), "topic": "juminhyo"} | more))


def told_again(call_id: str = "") -> BoothNow:
    """A booth says that it waits in a call, which headquarters may know or not."""
    return BoothNow(call_id=call_id or new_id(), epoch=0, number=1, waited=Waited())


def repacked(body: bytes, header: SubmissionHeader, signature: bytes, sealed: bytes) -> bytes:
    return pack(header_bytes(header), signature, sealed)
