"""Nonces: random bytes for one proof by one booth, spent by one conditional update before the proof is looked at."""

import os
from collections.abc import Callable
from dataclasses import field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection, delete, select, update
from sqlmodel import col

from kiosk.headquarters.storage.rows import add
from kiosk.headquarters.storage.store import Store
from kiosk.headquarters.storage.tables import Nonce
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.identity import NONCE_BYTES, NONCE_S, NonceGiven
from kiosk.values import dataclass

_LIFE: Final = timedelta(seconds=NONCE_S)
_REMEMBERED: Final = timedelta(days=1)
"""How long a dead nonce is kept, so that playing it back is told from asking for one that never was."""


@dataclass(frozen=True)
class Spent:
    """The nonce was good, and is no more."""

    content: bytes = field(repr=False)


class NotSpent(StrEnum):
    """Why a nonce cannot be used. One of another booth is `UNKNOWN`: a booth learns nothing of others."""

    UNKNOWN = "unknown"
    EXPIRED = "expired"
    USED_AGAIN = "used_again"


class Nonces:
    """Every nonce of this headquarters."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now

    async def give(self, booth_id: str) -> NonceGiven:
        """A fresh nonce for `booth_id` alone."""
        now = self._now()
        nonce_id, content = new_id(), os.urandom(NONCE_BYTES)
        row = Nonce(nonce_id=nonce_id, booth_id=booth_id, content=content, expires_at=now + _LIFE)
        await self._store.write(lambda c: add(c, row))
        return NonceGiven(nonce_id=nonce_id, nonce=content.hex(), expires_at=now + _LIFE)

    async def spend(self, booth_id: str, nonce_id: str) -> Spent | NotSpent:
        """Use a nonce up; of two that try, one gets it."""
        now = self._now()

        def act(connection: Connection) -> Spent | NotSpent:
            ours = (col(Nonce.nonce_id) == nonce_id) & (col(Nonce.booth_id) == booth_id)
            content = connection.execute(
                update(Nonce)
                .where(ours, col(Nonce.spent_at).is_(None), col(Nonce.expires_at) >= now)
                .values(spent_at=now)
                .returning(col(Nonce.content))
            ).scalar_one_or_none()
            if content is not None:
                return Spent(bytes(content))
            row = connection.execute(select(col(Nonce.spent_at)).where(ours)).one_or_none()
            if row is None:
                return NotSpent.UNKNOWN
            return NotSpent.USED_AGAIN if row.spent_at else NotSpent.EXPIRED

        return await self._store.write(act)


def sweep(connection: Connection, now: datetime) -> None:
    """Erase what expired long ago."""
    connection.execute(delete(Nonce).where(col(Nonce.expires_at) < now - _REMEMBERED))
