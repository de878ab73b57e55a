"""A real coturn asked for places: over UDP, TCP and TLS, with a right and a wrong secret."""

import gc
from asyncio.sslproto import SSLProtocol
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.media.relay.asking import ask, choose, tried
from kiosk.media.relay.routes import Route, routes
from kiosk.protocol.calls import IceServer
from kiosk.protocol.trials import RouteTrial
from tests.coturn import Coturn, coturn, free_port, installed
from tests.until import until

pytestmark = installed


@pytest.fixture(scope="module")
def relay(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Coturn]:
    with coturn(tmp_path_factory.mktemp("coturn")) as running:
        yield running


@pytest.fixture
def trusted(relay: Coturn, monkeypatch: pytest.MonkeyPatch) -> None:
    """This machine trusts who made the relay's certificate."""
    monkeypatch.setenv("SSL_CERT_FILE", str(relay.authority))


async def hung_up() -> None:
    """TLS says goodbye before it is gone; a loop that ends before leaves a socket open for another test to find."""
    await until(lambda: not [one for one in gc.get_objects() if isinstance(one, SSLProtocol) and one._transport])


@pytest.mark.usefixtures("trusted")
async def test_a_place_is_given_over_every_way(relay: Coturn) -> None:
    told = await tried(relay.servers("udp", "tcp", "tls"))
    assert [(route.over, route.outcome) for route in told] == [
        ("udp", RouteTrial.WORKS),
        ("tcp", RouteTrial.WORKS),
        ("tls", RouteTrial.WORKS),
    ]


@pytest.mark.usefixtures("trusted")
async def test_a_wrong_secret_is_said_on_every_way(relay: Coturn) -> None:
    told = await tried(relay.servers("udp", "tcp", "tls", secret="another"))
    assert {route.outcome for route in told} == {RouteTrial.REFUSED}
    await hung_up()


async def test_a_certificate_nobody_trusts_is_said(relay: Coturn) -> None:
    (told,) = await tried(relay.servers("tls"))
    assert told.outcome is RouteTrial.UNTRUSTED


async def test_who_does_not_answer_is_not_waited_for() -> None:
    assert await ask(Route("x", "udp", "192.0.2.1", 3478, "u", "p"), patience_s=0.2) is RouteTrial.UNREACHABLE
    assert await ask(Route("x", "tcp", "127.0.0.1", free_port(), "u", "p")) is RouteTrial.UNREACHABLE
    assert await ask(Route("x", "udp", "no-such-relay.invalid", 3478, "u", "p")) is RouteTrial.UNREACHABLE
    assert await ask(Route("x", "")) is RouteTrial.UNUSABLE


async def test_without_a_relay_nobody_is_asked() -> None:
    assert await tried((IceServer(urls=("stun:192.0.2.1",)),)) == ()


def ways(servers: tuple[IceServer, ...]) -> list[str]:
    return [route.over for route in routes(servers)]


def with_dead_udp(relay: Coturn, *others: str) -> tuple[IceServer, ...]:
    """A network that lets no UDP out: what is sent there is never answered."""
    (server,) = relay.servers(*others)
    return (server.model_copy(update={"urls": ("turn:192.0.2.1:3478?transport=udp", *server.urls)}),)


async def test_the_first_way_that_works_is_taken(relay: Coturn) -> None:
    assert ways(await choose(relay.servers("udp", "tcp"))) == ["udp"]
    assert ways(await choose(with_dead_udp(relay, "tcp", "tls"))) == ["tcp"]
    await hung_up()


async def test_where_none_works_the_first_stays_and_one_alone_is_not_asked(relay: Coturn, tmp_path: Path) -> None:
    assert ways(await choose(relay.servers("tcp", "udp", secret="another"))) == ["tcp"]
    alone = relay.servers("tls", secret="another")
    assert await choose(alone) == alone
