"""Whole calls through a real coturn and nothing else: over UDP, TCP and TLS, and where only one of them is open."""

from collections.abc import Iterator

import pytest

from kiosk.media.messages import FirstFrame, FirstSound
from kiosk.protocol.trials import RouteTrial
from tests.coturn import Coturn, coturn, installed
from tests.media.conftest import Events, MakeEngine
from tests.media.media_calls import virtual_settings
from tests.media.media_peer import Peer

pytestmark = installed


@pytest.fixture(scope="module")
def relay(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Coturn]:
    with coturn(tmp_path_factory.mktemp("coturn")) as running:
        yield running


def kinds(sdp: str) -> set[str]:
    """Which candidates an offer carries."""
    return {line.split(" typ ")[1].split()[0] for line in sdp.split("\r\n") if " typ " in line}


@pytest.mark.parametrize("over", ["udp", "tcp", "tls"])
async def test_a_call_goes_through_the_relay_and_nothing_else(
    make_engine: MakeEngine,
    events: Events,
    peer: Peer,
    relay: Coturn,
    over: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(relay.authority))  # the child is started after this
    engine = await make_engine(virtual_settings(relay_only=True))
    offer = await engine.make_offer(relay.servers(over), 1)
    assert kinds(offer) == {"relay"}
    await engine.take_answer(await peer.answer(offer), 1)
    await events.first(FirstFrame)
    await events.first(FirstSound)
    await peer.until(lambda: peer.frames > 5 and peer.loudness > 0.001)


async def test_where_no_udp_gets_out_the_call_goes_over_tcp(
    make_engine: MakeEngine, events: Events, peer: Peer, relay: Coturn
) -> None:
    (server,) = relay.servers("tcp")
    blocked = server.model_copy(update={"urls": ("turn:192.0.2.1:3478?transport=udp", *server.urls)})
    engine = await make_engine(virtual_settings(relay_only=True))
    offer = await engine.make_offer((blocked,), 1)
    assert kinds(offer) == {"relay"}
    await engine.take_answer(await peer.answer(offer), 1)
    await events.first(FirstFrame)


async def test_a_wrong_secret_is_said_at_once_and_stops_no_call_on_the_same_network(
    make_engine: MakeEngine, events: Events, peer: Peer, relay: Coturn
) -> None:
    engine = await make_engine(virtual_settings())
    told = await engine.try_relay(relay.servers("udp", "tcp", secret="another"))
    assert {route.outcome for route in told.routes} == {RouteTrial.REFUSED}
    offer = await engine.make_offer(relay.servers("udp", secret="another"), 1)
    assert "relay" not in kinds(offer)
    await engine.take_answer(await peer.answer(offer), 1)
    await events.first(FirstFrame)
