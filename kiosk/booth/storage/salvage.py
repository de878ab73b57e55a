"""Reads what can still be read of a damaged outbox: only submissions whose sealed bytes are whole are believed."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from kiosk.protocol.submissions import BadEnvelope, unpack

_COLUMNS: Final = (
    "submission_id",
    "reference",
    "created_at",
    "sha256",
    "envelope",
    "state",
    "receipt_number",
    "received_at",
)


def rows(damaged: Path) -> Iterator[dict[str, Any]]:
    """Each outbox row of `damaged` that is whole, once, as columns; the file is not touched.

    The table is read from both ends, because a damaged page stops a reading but not the one from the other side.
    """
    seen: set[str] = set()
    for order in ("ASC", "DESC"):
        with contextlib.suppress(sqlite3.Error):
            for row in _read(damaged, order):
                if row["submission_id"] not in seen and _whole(row):
                    seen.add(row["submission_id"])
                    yield row


def _read(damaged: Path, order: str) -> Iterator[dict[str, Any]]:
    address = f"{damaged.resolve().as_uri()}?mode=ro&immutable=1"
    with contextlib.closing(sqlite3.connect(address, uri=True)) as connection:
        query = f"SELECT {', '.join(_COLUMNS)} FROM outbox NOT INDEXED ORDER BY rowid {order}"  # noqa: S608 -- constants
        for values in connection.execute(query):
            yield dict(zip(_COLUMNS, values, strict=True))


def _whole(row: dict[str, Any]) -> bool:
    """Whether a row can be carried: its envelope is the one its columns tell of. Rows that were received have none."""
    texts = (row["submission_id"], row["reference"], row["created_at"], row["sha256"])
    if not all(isinstance(text, str) for text in texts):
        return False
    if row["envelope"] is None:
        return row["state"] == "received" and isinstance(row["receipt_number"], str)
    try:
        header = unpack(bytes(row["envelope"])).header
    except (BadEnvelope, TypeError, ValueError):
        return False
    told = (header.submission_id, header.reference, header.sha256)
    return row["state"] in ("pending", "parked") and told == (row["submission_id"], row["reference"], row["sha256"])
