"""Asks a relay for a place and gives it back: the only proof that address, password and network are right."""

import asyncio
from collections.abc import Sequence
from typing import Final

from aioice import stun, turn
from typing_extensions import override

from kiosk.log import Log
from kiosk.media.messages import RouteTried
from kiosk.media.relay.routes import TLS, UDP, Route, meaning, only, routes
from kiosk.protocol.calls import IceServer
from kiosk.protocol.trials import RouteTrial
from kiosk.tasks import Tasks

_log = Log("media.relay")
PATIENCE_S: Final = 4.0
"""A place is two questions; a satellite answers both within 1.5 s."""
_HEAD_START_S: Final = 0.4
"""So long those that headquarters names first may still come, when a later one has answered."""
_LIFETIME_S: Final = 60


class _Nobody(asyncio.DatagramProtocol):
    """Stands where a call would: hears nothing, and notices when the place was given back."""

    def __init__(self) -> None:
        self.over = asyncio.Event()

    @override
    def connection_lost(self, _error: Exception | None) -> None:
        self.over.set()


async def ask(route: Route, patience_s: float = PATIENCE_S) -> RouteTrial:
    """Ask for a place on this way and give it back."""
    if not route.over:
        return RouteTrial.UNUSABLE
    nobody = _Nobody()
    try:
        async with asyncio.timeout(patience_s):
            place, _ = await turn.create_turn_endpoint(
                lambda: nobody,
                server_addr=(route.host, route.port),
                username=route.username,
                password=route.password,
                lifetime=_LIFETIME_S,
                ssl=route.over == TLS or None,
                transport="udp" if route.over == UDP else "tcp",
            )
            place.close()
            await nobody.over.wait()
    except (OSError, stun.TransactionError, TimeoutError) as error:
        outcome = meaning(error)
        _log.failure("relay_gives_no_place", error, over=route.over, outcome=outcome)
        return outcome
    return RouteTrial.WORKS


async def tried(servers: Sequence[IceServer]) -> tuple[RouteTried, ...]:
    """Every way to the relay, all at once; empty where there is no relay."""
    ways = routes(servers)
    outcomes = await asyncio.gather(*map(ask, ways))
    return tuple(
        RouteTried(url=way.url, over=way.over, outcome=outcome) for way, outcome in zip(ways, outcomes, strict=True)
    )


async def choose(servers: Sequence[IceServer]) -> tuple[IceServer, ...]:
    """The servers for one connection: of several ways to the relay the first that works.

    aiortc takes one way only, and where a network lets no UDP out there would be no relay although TCP is offered.
    Where none works the first stays: the line may come back in this moment. One way alone is not asked here: the
    connection does.
    """
    ways = routes(servers)
    if len(ways) < 2:
        return tuple(servers)
    tasks = Tasks("media.relay")
    asked = [tasks.start(ask(way), "ask") for way in ways]
    try:
        await _first(asked)
    finally:
        working = [way for way, task in zip(ways, asked, strict=True) if _works(task)]
        await tasks.end()
    _log.event("relay_chosen", over=working[0].over if working else None)
    return only(servers, working[0] if working else ways[0])


async def _first(asked: "Sequence[asyncio.Task[RouteTrial]]") -> None:
    """Until the best of them is known, or those before it had their head start."""
    waiting = set(asked)
    while waiting:
        patience_s = _HEAD_START_S if any(map(_works, asked)) else None
        done, waiting = await asyncio.wait(waiting, timeout=patience_s, return_when=asyncio.FIRST_COMPLETED)
        best = next((number for number, task in enumerate(asked) if _works(task)), None)
        if best is not None and (not done or all(task.done() for task in asked[:best])):
            return


def _works(task: "asyncio.Task[RouteTrial]") -> bool:
    return task.done() and not task.cancelled() and task.exception() is None and task.result() is RouteTrial.WORKS
