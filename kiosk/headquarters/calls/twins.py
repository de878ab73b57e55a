"""Twins: two machines with the identity of one booth (a cloned disk). Who was here first stays; both are told."""

import asyncio
from typing import Final

from kiosk.headquarters.calls.live_calls import Link
from kiosk.protocol.presence import Beat, Refused

ANSWERS_WITHIN_S: Final = 5.0
"""A booth answers a beat at once; a link without an answer for so long is one that broke unseen."""


async def is_twin(present: Link | None, instance: str) -> bool:
    """Whether a booth that comes with `instance` is another machine than the one that is here, and that one is alive.

    One that started again, or whose line broke unseen, answers no beat: the newcomer takes its place.
    """
    if present is None or not instance or present.instance in ("", instance):
        return False
    present.heard.clear()
    present.peer.send(Beat())
    try:
        async with asyncio.timeout(ANSWERS_WITHIN_S):
            await present.heard.wait()
    except TimeoutError:
        return False
    present.peer.send(Refused(code="booth_twice", detail="another machine came with the identity of this booth"))
    return True
