"""Reads what can still be read of a damaged file: submissions whose sealed bytes are whole, and the open shelter.

A file is damaged by a cut of power, and shelters are opened when power fails; so a register does not end with its file.
"""

import contextlib
import json
import sqlite3
from collections.abc import Callable, Iterator
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
_RECORD_COLUMNS: Final = ("record_id", "key_id", "sealed")


def rows(damaged: Path) -> Iterator[dict[str, Any]]:
    """Each outbox row of `damaged` that is whole, once, as columns; the file is not touched.

    The table is read from both ends, because a damaged page stops a reading but not the one from the other side.
    """
    return _once(damaged, "outbox", _COLUMNS, _whole)


def shelter(damaged: Path) -> str | None:
    """What `damaged` keeps of a shelter beside its records; None where that cannot be read, or none is kept."""
    return next((row["kept"] for row in _once(damaged, "shelter", ("number", "kept"), _is_kept)), None)


def shelter_records(damaged: Path) -> Iterator[dict[str, Any]]:
    """Each record of a shelter's register that can be read, as columns; whether it is whole its seal says."""
    return _once(damaged, "shelter_records", _RECORD_COLUMNS, _is_record)


def _once(
    damaged: Path, table: str, columns: tuple[str, ...], whole: Callable[[dict[str, Any]], bool]
) -> Iterator[dict[str, Any]]:
    seen: set[str] = set()
    for order in ("ASC", "DESC"):
        with contextlib.suppress(sqlite3.Error):
            for row in _read(damaged, table, columns, order):
                if row[columns[0]] not in seen and whole(row):
                    seen.add(row[columns[0]])
                    yield row


def _read(damaged: Path, table: str, columns: tuple[str, ...], order: str) -> Iterator[dict[str, Any]]:
    address = f"{damaged.resolve().as_uri()}?mode=ro&immutable=1"
    with contextlib.closing(sqlite3.connect(address, uri=True)) as connection:
        query = f"SELECT {', '.join(columns)} FROM {table} NOT INDEXED ORDER BY rowid {order}"  # noqa: S608 -- constants
        for values in connection.execute(query):
            yield dict(zip(columns, values, strict=True))


def _is_kept(row: dict[str, Any]) -> bool:
    """Whether it is the one row there is; the rooms above read what stands in it."""
    with contextlib.suppress(TypeError, ValueError):
        kept = json.loads(row["kept"])
        return row["number"] == 1 and isinstance(row["kept"], str) and isinstance(kept, dict) and "key" in kept
    return False


def _is_record(row: dict[str, Any]) -> bool:
    return isinstance(row["record_id"], str) and isinstance(row["key_id"], str) and isinstance(row["sealed"], bytes)


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
