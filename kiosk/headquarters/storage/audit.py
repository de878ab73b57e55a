"""The audit (監査記録): who saw or did what and when, as a chain of hashes in which no line can be changed unseen."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

import rfc8785
from pydantic import AwareDatetime
from sqlalchemy import Connection, Row, func, insert, text
from sqlmodel import col, select

from kiosk.headquarters.storage.rows import read
from kiosk.headquarters.storage.subjects import names
from kiosk.headquarters.storage.tables import AuditLine
from kiosk.headquarters.view import View
from kiosk.values import dataclass

FIRST: Final = "0" * 64
"""The hash before the first line."""
PAGE: Final = 200
"""Lines shown at once."""
_LOCK: Final = 7160131  # PostgreSQL advisory lock: one line is appended at a time


class AuditEntry(View):
    """One line of the audit; `called` is what its subject is called today, empty where nothing is."""

    number: int
    at: AwareDatetime
    who: str
    section: str
    act: str
    subject: str
    called: str
    detail: str


class AuditPage(View):
    """Some lines, newest first; `first_broken` is the number of the first line that was tampered with.

    Attributes:
        older: the number before which the next page begins; None where these are the oldest.
    """

    entries: tuple[AuditEntry, ...]
    length: int
    first_broken: int | None
    older: int | None


@dataclass(frozen=True)
class Actor:
    """Who did something: `key` is an id (``staff:…``, ``booth:…``, ``system``), `who` a name for people to read."""

    key: str
    who: str
    section: str = ""


SYSTEM: Final = Actor("system", "本庁サーバー")


def append(connection: Connection, at: datetime, actor: Actor, act: str, subject: str, detail: str = "") -> None:
    """Add one line in the transaction of `connection`. `act` is a past-tense name, `subject` an id; never contents."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    last = connection.execute(
        select(col(AuditLine.number), col(AuditLine.hash)).order_by(col(AuditLine.number).desc()).limit(1)
    ).one_or_none()
    number, before = (last.number + 1, last.hash) if last else (1, FIRST)
    line: dict[str, Any] = {
        "number": number,
        "at": at,
        "actor": actor.key,
        "who": actor.who,
        "section": actor.section,
        "act": act,
        "subject": subject,
        "detail": detail,
    }
    connection.execute(insert(AuditLine), {**line, "hash": _hash(before, line)})


def first_broken(connection: Connection) -> int | None:
    """Number of the first line that does not follow from the lines before it; None when the chain is whole.

    Lines cut off at the end are noticed only by comparing `length` with a count kept elsewhere.
    """
    before, expected = FIRST, 1
    for row in _in_order(connection):
        line = {key: value for key, value in row._mapping.items() if key != "hash"}  # noqa: SLF001 -- public in SQLAlchemy
        if row.number != expected or row.hash != _hash(before, line):
            return int(row.number)
        before, expected = row.hash, expected + 1
    return None


def length(connection: Connection) -> int:
    """How many lines there are."""
    return int(connection.execute(select(func.count()).select_from(AuditLine)).scalar_one())


def page(connection: Connection, subject: str = "", before: int | None = None, limit: int = PAGE) -> AuditPage:
    """The newest lines with a number below `before`, of one subject or of all, with a check of the whole chain."""
    query = select(AuditLine).order_by(col(AuditLine.number).desc()).limit(limit + 1)
    query = query.where(col(AuditLine.subject) == subject) if subject else query
    found = read(connection, query if before is None else query.where(col(AuditLine.number) < before))
    rows = found[:limit]
    called = names(connection, (row.subject for row in rows))
    entries = tuple(
        AuditEntry(
            number=row.number,
            at=row.at,
            who=row.who,
            section=row.section,
            act=row.act,
            subject=row.subject,
            called=called.get(row.subject, ""),
            detail=row.detail,
        )
        for row in rows
    )
    older = entries[-1].number if len(found) > limit else None
    return AuditPage(entries=entries, length=length(connection), first_broken=first_broken(connection), older=older)


def _in_order(connection: Connection) -> Iterator[Row[Any]]:
    yield from connection.execution_options(yield_per=500).execute(select(AuditLine).order_by(col(AuditLine.number)))


def _hash(before: str, line: dict[str, Any]) -> str:
    at: datetime = line["at"]
    content = rfc8785.dumps({**line, "at": at.isoformat(timespec="microseconds")})
    return hashlib.sha256(before.encode() + content).hexdigest()
