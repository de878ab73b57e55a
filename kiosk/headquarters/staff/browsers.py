"""Known browsers: where somebody signed in before, a cookie says so, and strangers' guesses do not hold them up.

Only the cookie's hash is kept. It opens nothing by itself; each sign-in replaces it. One browser may be known to
several people who share a desk.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, delete, select, update
from sqlmodel import col

from kiosk.headquarters.storage.rows import add
from kiosk.headquarters.storage.tables import StaffBrowser

LIFE: Final = timedelta(days=180)
"""How long a browser stays known that nobody signs in with."""
_MOST: Final = 20
"""Browsers of one account; the one not used for longest is forgotten."""


def browser_key(token: str | None) -> str:
    """What is kept of a browser's cookie."""
    return hashlib.sha256((token or "").encode()).hexdigest()


def is_known(connection: Connection, key: str, staff_id: str, now: datetime) -> bool:
    """Whether this account signed in with this browser lately."""
    query = select(col(StaffBrowser.token_hash)).where(
        col(StaffBrowser.token_hash) == key,
        col(StaffBrowser.staff_id) == staff_id,
        col(StaffBrowser.seen_at) > now - LIFE,
    )
    return connection.execute(query).first() is not None


def remember(connection: Connection, key: str, staff_id: str, now: datetime) -> str:
    """The cookie of a browser that `staff_id` just signed in with; whoever else knew it by `key` knows the new one."""
    token = secrets.token_urlsafe(32)
    renewed = browser_key(token)
    connection.execute(
        delete(StaffBrowser).where(col(StaffBrowser.token_hash) == key, col(StaffBrowser.staff_id) == staff_id)
    )
    connection.execute(update(StaffBrowser).where(col(StaffBrowser.token_hash) == key).values(token_hash=renewed))
    add(connection, StaffBrowser(token_hash=renewed, staff_id=staff_id, seen_at=now))
    newest = (
        select(col(StaffBrowser.token_hash))
        .where(col(StaffBrowser.staff_id) == staff_id)
        .order_by(col(StaffBrowser.seen_at).desc(), col(StaffBrowser.token_hash))
        .limit(_MOST)
    )
    others = col(StaffBrowser.staff_id) == staff_id, col(StaffBrowser.token_hash).not_in(newest)
    connection.execute(delete(StaffBrowser).where(*others))
    return token


def forget_all(connection: Connection, staff_id: str) -> None:
    """No browser is known to this account any more."""
    connection.execute(delete(StaffBrowser).where(col(StaffBrowser.staff_id) == staff_id))
