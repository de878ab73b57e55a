"""Enrolment (端末登録): one-time codes, first certificates, renewal.

A code lives for 24 hours and works once. Only its keyed hash is kept, and it is found by it: nobody can guess one (54
bits) nor use up the tries of one, because a wrong code belongs to no booth. How often somebody may ask is the door's
matter.
"""

import hashlib
import hmac
import re
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, Literal

from sqlalchemy import Connection, delete, update
from sqlmodel import col, select

from kiosk.headquarters.fleet.views import NewEnrolmentCode
from kiosk.headquarters.keys.authority import Authority, Issued, secret
from kiosk.headquarters.settings import HeadquartersSettings
from kiosk.headquarters.storage import audit
from kiosk.headquarters.storage.rows import add, read_one
from kiosk.headquarters.storage.store import Store
from kiosk.headquarters.storage.tables import Booth, EnrolmentCode
from kiosk.protocol.enrolment import new_code, read_code
from kiosk.values import dataclass

LIFE: Final = timedelta(hours=24)
_BOOTH_ID: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")


@dataclass(frozen=True)
class BoothEnrolled:
    """A code that was right: the booth's name and its first certificate."""

    booth_id: str
    place: str
    issued: Issued


@dataclass(frozen=True)
class CodeRefused:
    """A code that does not open anything (any more)."""

    reason: Literal["wrong", "expired", "used"]


async def nobody_is_here() -> None:
    """No link is open where only codes are made."""


class Enrolment:
    """Gives booths their identity. `look` shuts the links of certificates that a new enrolment replaced."""

    def __init__(
        self,
        store: Store,
        authority: Authority,
        secret: bytes,
        life: timedelta,
        now: Callable[[], datetime],
        *,
        tenant: str,
        look: Callable[[], Awaitable[None]] = nobody_is_here,
    ) -> None:
        self._tenant = tenant
        self._store = store
        self._authority = authority
        self._secret = secret
        self._life = life
        self._now = now
        self._look_at_links = look

    async def new_code(self, booth_id: str, place: str, by: str) -> NewEnrolmentCode:
        """A code for `booth_id`, shown once; an earlier open code of that booth stops working. Raises `ValueError`."""
        if not _BOOTH_ID.fullmatch(booth_id):
            raise ValueError("a booth's id is made of a-z, 0-9 and hyphens: himeji-ieshima-1")
        if not booth_id.startswith(f"{self._tenant}-"):
            raise ValueError(f"a booth's id begins with its municipality (municipality.tenant): {self._tenant}-")
        if not 0 < len(place) <= 60:
            raise ValueError("a place has 1 to 60 characters")
        now = self._now()

        shown = new_code()

        def act(connection: Connection) -> None:
            connection.execute(
                delete(EnrolmentCode).where(
                    (col(EnrolmentCode.booth_id) == booth_id) | (col(EnrolmentCode.expires_at) < now)
                )
            )
            code = EnrolmentCode(
                code_hash=self._hash(read_code(shown)),
                booth_id=booth_id,
                place=place,
                made_by=by,
                expires_at=now + LIFE,
            )
            add(connection, code)
            audit.append(connection, now, audit.Actor(by, by), "enrolment_code_made", f"booth:{booth_id}")

        await self._store.write(act)
        return NewEnrolmentCode(code=shown, booth_id=booth_id, place=place, expires_at=now + LIFE)

    async def enrol(self, code: str, csr: str) -> BoothEnrolled | CodeRefused:
        """Take a code and give a certificate; the code is used up in the same transaction. Raises `BadRequest`.

        Nothing is signed before the code is known, and a bad request does not use it up. A certificate that was given
        earlier to the same booth stops working, and a link it opened is shut.
        """
        key = self._hash(read_code(code))
        opened = await self._store.read(lambda c: self._look(c, key))
        if isinstance(opened, CodeRefused):
            return opened
        booth_id, place = opened
        issued = self._authority.certify_booth(csr, booth_id, self._life)

        def act(connection: Connection) -> BoothEnrolled | CodeRefused:
            now = self._now()
            unused = (
                update(EnrolmentCode)
                .where(col(EnrolmentCode.code_hash) == key, col(EnrolmentCode.used_at).is_(None))
                .values(used_at=now)
            )
            if connection.execute(unused.returning(col(EnrolmentCode.booth_id))).first() is None:
                return CodeRefused("used")  # another was faster, or a newer code replaced this one
            connection.execute(delete(Booth).where(col(Booth.booth_id) == booth_id))
            booth = Booth(
                booth_id=booth_id,
                place=place,
                enrolled_at=now,
                certificate=issued.fingerprint,
                certificate_expires_at=issued.expires_at,
            )
            add(connection, booth)
            actor = audit.Actor(f"booth:{booth_id}", place)
            audit.append(connection, now, actor, "booth_enrolled", f"booth:{booth_id}")
            return BoothEnrolled(booth_id, place, issued)

        answer = await self._store.write(act)
        if isinstance(answer, BoothEnrolled):
            await self._look_at_links()
        return answer

    async def renew(self, booth_id: str, shown: str, csr: str) -> Issued:
        """A new certificate for a booth; the one it showed (`shown`: its hash) works on, in case ours gets lost.

        Raises `BadRequest`.
        """
        issued = self._authority.certify_booth(csr, booth_id, self._life)

        def act(connection: Connection) -> None:
            connection.execute(
                update(Booth)
                .where(col(Booth.booth_id) == booth_id)
                .values(
                    certificate=issued.fingerprint, certificate_before=shown, certificate_expires_at=issued.expires_at
                )
            )
            audit.append(
                connection,
                self._now(),
                audit.Actor(f"booth:{booth_id}", booth_id),
                "booth_renewed",
                f"booth:{booth_id}",
            )

        await self._store.write(act)
        return issued

    def _look(self, connection: Connection, key: str) -> tuple[str, str] | CodeRefused:
        """The booth and place a code is for, while it is good for anything."""
        found = read_one(connection, select(EnrolmentCode).where(col(EnrolmentCode.code_hash) == key))
        if found is None:
            return CodeRefused("wrong")
        if found.used_at:
            return CodeRefused("used")
        if found.expires_at < self._now():
            return CodeRefused("expired")
        return found.booth_id, found.place

    def _hash(self, code: str) -> str:
        return hmac.new(self._secret, code.encode(), hashlib.sha256).hexdigest()


def make_enrolment(
    folder: Path,
    settings: HeadquartersSettings,
    store: Store,
    authority: Authority,
    now: Callable[[], datetime],
    *,
    look: Callable[[], Awaitable[None]] = nobody_is_here,
) -> Enrolment:
    """Enrolment; alone, without `look`, for the command line beside a running headquarters."""
    pepper, tenant = secret(folder / "keys", "enrolment.secret"), settings.municipality.tenant
    return Enrolment(store, authority, pepper, settings.certificate_life, now, tenant=tenant, look=look)
