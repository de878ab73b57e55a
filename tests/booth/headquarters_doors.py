"""Real TLS doors of a small headquarters for tests of the booth's edges: answers what the test tells it to."""

import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aiohttp import web
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from kiosk.applications.sealing import SealingKeyPair, sign_sealing_key
from kiosk.booth.uplink import device_identity as devices
from kiosk.booth.uplink.device_identity import Device
from kiosk.protocol.enrolment import Enrolled
from tests.booth.conftest import Authority

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]
BOOTH = "himeji-ieshima-1"
PAIR = SealingKeyPair.generate("k1")


def authority_of_today() -> Authority:
    return Authority(datetime.now(UTC))  # noqa: TID251 -- TLS asks the real clock


def door_context(authority: Authority, folder: Path, *, booths_only: bool) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / "door.pem"
    path.write_bytes(private + authority.issue("localhost", key.public_key(), server=True).encode())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    if booths_only:
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(cadata=authority.pem)
    return context


@asynccontextmanager
async def door(
    authority: Authority, folder: Path, routes: dict[str, Answer], *, booths_only: bool = True, port: int = 0
) -> AsyncIterator[str]:
    """Serve `routes` (``"POST /submissions"``) over TLS; gives ``https://localhost:port``."""
    application = web.Application(client_max_size=32 * 2**20)
    for route, answer in routes.items():
        method, path = route.split()
        application.router.add_route(method, path, answer)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    context = door_context(authority, folder, booths_only=booths_only)
    site = web.TCPSite(runner, "127.0.0.1", port, ssl_context=context)
    await site.start()
    try:
        yield f"https://localhost:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def enrolled(authority: Authority, key: ec.EllipticCurvePublicKey, url: str, days: int = 90) -> Enrolled:
    return Enrolled(
        booth_id=BOOTH,
        place="家島支所",
        municipality="姫路市",
        certificate=authority.issue(BOOTH, key, days=days),
        authority=authority.pem,
        sealing_keys=(sign_sealing_key(PAIR, authority.key),),
        booth_url=url,
        expires_at=authority.at + timedelta(days=days),
    )


def at(device: Device, url: str) -> Device:
    """The same booth with its headquarters at `url`."""
    return replace(device, enrolled=device.enrolled.model_copy(update={"booth_url": url}))


def booth_of(authority: Authority, folder: Path, url: str = "https://localhost:1") -> Device:
    key = ec.generate_private_key(ec.SECP256R1())
    return devices.keep(folder / "identity", key, enrolled(authority, key.public_key(), url))
