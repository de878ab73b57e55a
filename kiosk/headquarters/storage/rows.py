"""Rows as models: written once they are known to fit, read with their types.

Single columns may be asked of the connection itself, which is a little quicker. A whole row is not, because there its
columns have no types; only the audit's chain is, as it is long and goes from the database to a hash.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar, TypeVarTuple, overload

from pydantic import BaseModel, ConfigDict, create_model
from sqlalchemy import Connection, insert
from sqlmodel import Session
from sqlmodel.sql.expression import Select, SelectOfScalar

from kiosk.headquarters.storage.tables import Table

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


def add(connection: Connection, row: Table) -> None:
    """Insert one row; raises pydantic's `ValidationError` for one that does not fit its model, before it is sent."""
    kind = type(row)
    values = {name: getattr(row, name) for name in kind.model_fields}
    connection.execute(insert(kind), _checks(kind).model_validate(values).model_dump())


@overload
def read(connection: Connection, query: SelectOfScalar[T]) -> Sequence[T]: ...
@overload
def read(connection: Connection, query: Select[*Ts]) -> Sequence[tuple[*Ts]]: ...
def read(connection: Connection, query: Any) -> Sequence[Any]:
    """Models, values, or tuples of both. They outlive the connection, and changing one stores nothing."""
    with _session(connection) as session:
        found: Sequence[Any] = session.exec(query).all()
        return found


@overload
def read_one(connection: Connection, query: SelectOfScalar[T]) -> T | None: ...
@overload
def read_one(connection: Connection, query: Select[*Ts]) -> tuple[*Ts] | None: ...
def read_one(connection: Connection, query: Any) -> Any:
    """The only one that `query` finds, or None; raises SQLAlchemy's `MultipleResultsFound` for several."""
    with _session(connection) as session:
        return session.exec(query).one_or_none()


@cache
def _checks(kind: type[Table]) -> type[BaseModel]:
    """The fields of a table as a plain model, which is thirty times as quick as one that SQLAlchemy watches."""
    fields: dict[str, Any] = {name: (field.annotation, field) for name, field in kind.model_fields.items()}
    return create_model(kind.__name__, __config__=ConfigDict(strict=True), **fields)


def _session(connection: Connection) -> Session:
    """A session that leaves the connection's transaction to whoever began it."""
    return Session(connection, join_transaction_mode="rollback_only", autoflush=False)
