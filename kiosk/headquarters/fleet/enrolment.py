"""Enrolment (端末登録): one-time codes, first certificates, renewal.

A code is eight characters of Crockford's base 32 (no I, L, O, U): three find the row, all eight open it. It lives for
24 hours, works once and bears five tries. Only its keyed hash is kept.
"""

import hashlib
import hmac
import re
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from sqlalchemy import Connection, delete, insert, select, update

from kiosk.headquarters.fleet.views import NewEnrolmentCode
from kiosk.headquarters.keys.authority import Authority, Issued
from kiosk.headquarters.storage import audit
from kiosk.headquarters.storage.store import Store
from kiosk.headquarters.storage.tables import Booth, EnrolmentCode

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LIFE: Final = timedelta(hours=24)
TRIES: Final = 5
_FINDING: Final = 3
_LENGTH: Final = 8
_BOOTH_ID: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
_code: Final = EnrolmentCode.__table__  # type: ignore[attr-defined]
_booth: Final = Booth.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True)
class BoothEnrolled:
    """A code that was right: the booth's name and its first certificate."""

    booth_id: str
    place: str
    issued: Issued


@dataclass(frozen=True)
class CodeRefused:
    """A code that does not open anything (any more)."""

    reason: Literal["wrong", "expired", "used", "too_many_tries"]


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
        look: Callable[[], Awaitable[None]] = nobody_is_here,
    ) -> None:
        self._store = store
        self._authority = authority
        self._secret = secret
        self._life = life
        self._now = now
        self._look = look

    async def new_code(self, booth_id: str, place: str, by: str) -> NewEnrolmentCode:
        """A code for `booth_id`, shown once; an earlier open code of that booth stops working. Raises `ValueError`."""
        if not _BOOTH_ID.fullmatch(booth_id):
            raise ValueError("a booth's id is made of a-z, 0-9 and hyphens: himeji-ieshima-1")
        if not 0 < len(place) <= 60:
            raise ValueError("a place has 1 to 60 characters")
        now = self._now()

        def act(connection: Connection) -> str:
            connection.execute(delete(_code).where((_code.c.booth_id == booth_id) | (_code.c.expires_at < now)))
            taken = set(connection.execute(select(_code.c.selector)).scalars())
            code = _draw()
            while code[:_FINDING] in taken:
                code = _draw()
            values = {"selector": code[:_FINDING], "code_hash": self._hash(code), "booth_id": booth_id, "place": place}
            connection.execute(insert(_code), {**values, "made_by": by, "expires_at": now + LIFE, "tries": 0})
            audit.append(connection, now, audit.Actor(by, by), "enrolment_code_made", f"booth:{booth_id}")
            return code

        code = await self._store.write(act)
        shown = f"{code[:4]}-{code[4:]}"
        return NewEnrolmentCode(code=shown, booth_id=booth_id, place=place, expires_at=now + LIFE)

    async def enrol(self, code: str, csr: str) -> BoothEnrolled | CodeRefused:
        """Take a code and give a certificate; the code is used up in the same transaction. Raises `BadRequest`.

        A certificate that was given earlier to the same booth stops working, and a link it opened is shut.
        """
        code = read_code(code)
        self._authority.certify_booth(csr, "check-only", self._life)  # a bad request must not use up the code

        def act(connection: Connection) -> BoothEnrolled | CodeRefused:
            opened = self._open(connection, code)
            if isinstance(opened, CodeRefused):
                return opened
            booth_id, place = opened
            issued = self._authority.certify_booth(csr, booth_id, self._life)
            now = self._now()
            connection.execute(delete(_booth).where(_booth.c.booth_id == booth_id))
            row = {"booth_id": booth_id, "place": place, "enrolled_at": now, "certificate": issued.fingerprint}
            connection.execute(insert(_booth), {**row, "certificate_expires_at": issued.expires_at})
            audit.append(
                connection, now, audit.Actor(f"booth:{booth_id}", place), "booth_enrolled", f"booth:{booth_id}"
            )
            return BoothEnrolled(booth_id, place, issued)

        answer = await self._store.write(act)
        if isinstance(answer, BoothEnrolled):
            await self._look()
        return answer

    async def renew(self, booth_id: str, shown: str, csr: str) -> Issued:
        """A new certificate for a booth; the one it showed (`shown`: its hash) works on, in case ours gets lost.

        Raises `BadRequest`.
        """
        issued = self._authority.certify_booth(csr, booth_id, self._life)

        def act(connection: Connection) -> None:
            connection.execute(
                update(_booth)
                .where(_booth.c.booth_id == booth_id)
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

    def _open(self, connection: Connection, code: str) -> tuple[str, str] | CodeRefused:
        found = _code.c.selector == code[:_FINDING]
        tried = connection.execute(
            update(_code).where(found, _code.c.tries < TRIES).values(tries=_code.c.tries + 1).returning(_code)
        ).one_or_none()
        if tried is None:
            known = connection.execute(select(_code.c.selector).where(found)).first()
            return CodeRefused("too_many_tries" if known else "wrong")
        if not hmac.compare_digest(tried.code_hash, self._hash(code)):
            return CodeRefused("wrong")
        if tried.used_at:
            return CodeRefused("used")
        if tried.expires_at < self._now():
            return CodeRefused("expired")
        connection.execute(update(_code).where(found).values(used_at=self._now()))
        return tried.booth_id, tried.place

    def _hash(self, code: str) -> str:
        return hmac.new(self._secret, code.encode(), hashlib.sha256).hexdigest()


def read_code(typed: str) -> str:
    """A code as it was meant: hyphens and spaces dropped, O read as 0, I and L as 1."""
    return re.sub(r"[\s-]", "", typed).upper().translate(str.maketrans("OIL", "011"))


def _draw() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(_LENGTH))
