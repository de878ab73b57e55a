"""Addresses of a relay, one route each, and what a refusal means."""

import ssl

import pytest
from aioice import stun

from kiosk.media.relay.routes import Route, meaning, only, routes
from kiosk.protocol.calls import IceServer
from kiosk.protocol.trials import RouteTrial

STUN = IceServer(urls=("stun:turn.example:3478",))


@pytest.mark.parametrize(
    ("url", "over", "host", "port"),
    [
        ("turn:turn.example", "udp", "turn.example", 3478),
        ("turn:turn.example:443?transport=tcp", "tcp", "turn.example", 443),
        ("turns:turn.example?transport=tcp", "tls", "turn.example", 5349),
        ("turns:turn.example", "tls", "turn.example", 5349),
        ("turn:[2001:db8::7]:3478?transport=udp", "udp", "2001:db8::7", 3478),
        ("turns:turn.example?transport=udp", "", "", 0),  # DTLS, which booths do not speak
        ("turn://turn.example", "", "", 0),
        ("turn:turn.example?transport=sctp", "", "", 0),
    ],
)
def test_an_address_is_read_as_the_standard_says(url: str, over: str, host: str, port: int) -> None:
    (route,) = routes((IceServer(urls=(url,)),))
    assert (route.over, route.host, route.port) == (over, host, port)


def test_routes_keep_headquarters_order_and_its_password_stays_out_of_sight() -> None:
    relay = IceServer(urls=("turn:a", "turns:b"), username="u", credential="hidden")
    assert [route.url for route in routes((STUN, relay))] == ["turn:a", "turns:b"]
    assert "hidden" not in str(routes((relay,)))


def test_only_one_way_is_left_and_stun_stays() -> None:
    servers = (STUN, IceServer(urls=("turn:a", "turn:b"), username="u", credential="c"))
    assert only(servers, routes(servers)[1]) == (STUN, servers[1].model_copy(update={"urls": ("turn:b",)}))
    assert only(servers, None) == (STUN,)


def failed(code: int) -> stun.TransactionFailed:
    return stun.TransactionFailed(
        stun.Message(stun.Method.ALLOCATE, stun.Class.ERROR, attributes={"ERROR-CODE": (code, "")})
    )


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (failed(401), RouteTrial.REFUSED),
        (failed(441), RouteTrial.REFUSED),
        (failed(486), RouteTrial.FULL),
        (failed(508), RouteTrial.FULL),
        (failed(400), RouteTrial.UNREACHABLE),
        (stun.TransactionTimeout(), RouteTrial.UNREACHABLE),
        (ssl.SSLCertVerificationError(), RouteTrial.UNTRUSTED),
        (ConnectionRefusedError(), RouteTrial.UNREACHABLE),
        (TimeoutError(), RouteTrial.UNREACHABLE),
    ],
)
def test_what_a_relay_that_gives_no_place_says(error: Exception, outcome: RouteTrial) -> None:
    assert meaning(error) is outcome


def test_a_way_that_cannot_be_used_is_none() -> None:
    assert routes((IceServer(urls=("nonsense",)),)) == (Route("nonsense", ""),)
