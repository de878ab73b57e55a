"""What was not answered is said again soon: checks, and flights of the handshake until the next one goes."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from aioice import stun
from aioice.stun import Class, Message, Method

from kiosk.media.line import opening
from kiosk.media.line.opening import CHECK_AGAIN_S, Flights, QuickTransaction
from kiosk.tasks import Tasks

HELLO, FINISHED, PICTURE = b"\x16hello", b"\x16finished", b"\x80picture"


class _Protocol:
    def send_stun(self, message: Message, addr: tuple[str, int]) -> None:
        """Onto a line that loses it."""


def _delays(transaction: stun.Transaction) -> tuple[float, int]:
    inside = vars(transaction)
    return inside["_Transaction__timeout_delay"], inside["_Transaction__tries_max"]


async def test_a_check_is_repeated_soon_and_one_that_is_sent_once_waits_as_long_as_it_did() -> None:
    request = Message(message_method=Method.BINDING, message_class=Class.REQUEST)
    first_s, tries = _delays(QuickTransaction(request, ("192.0.2.1", 1), _Protocol()))
    assert first_s == CHECK_AGAIN_S
    assert 30 < first_s * (2**tries - 1) < 64, "it gives up no sooner than a line may take, and no later than aioice's"
    once = _delays(QuickTransaction(request, ("192.0.2.1", 1), _Protocol(), retransmissions=0))
    assert once == (stun.RETRY_RTO, 1)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "FLIGHT_AGAIN_S", (0.0, 0.0))


async def _sent(*datagrams: bytes, lost: bool = False) -> list[bytes]:
    sent: list[bytes] = []

    async def send(data: bytes) -> None:
        if lost:
            raise ConnectionError
        sent.append(data)

    tasks, ice = Tasks("test"), SimpleNamespace(_send=send)
    dtls: Any = SimpleNamespace(transport=ice)
    Flights(dtls, tasks.start)
    for data in datagrams:
        if lost:
            with pytest.raises(ConnectionError):
                await ice._send(data)
        else:
            await ice._send(data)
    for _ in range(20):
        await asyncio.sleep(0)
    await tasks.end()
    return sent


async def test_a_flight_goes_twice_more_and_nothing_but_the_handshake_does(quick: None) -> None:
    assert await _sent(PICTURE, HELLO, PICTURE) == [PICTURE, HELLO, PICTURE, HELLO, HELLO]


async def test_a_flight_that_was_answered_is_not_sent_again(quick: None) -> None:
    assert await _sent(HELLO, FINISHED) == [HELLO, FINISHED, FINISHED, FINISHED]


async def test_a_line_that_was_closed_meanwhile_is_let_be(quick: None) -> None:
    assert await _sent(HELLO, lost=True) == []
