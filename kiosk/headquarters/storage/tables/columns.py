"""What columns are made of: the base of all tables, and the types beyond whole numbers and bytes."""

import re
from datetime import UTC, datetime
from typing import Annotated, Any, Final

from sqlalchemy import Dialect, Text
from sqlalchemy.dialects.postgresql import TIMESTAMP
from sqlalchemy.orm import registry
from sqlalchemy.types import TypeDecorator, TypeEngine
from sqlmodel import Field, SQLModel
from typing_extensions import override

from kiosk.protocol.model import YEARS

UNREADABLE: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""Read in the place of a stored time that is none, or outside the years of the wire: whoever shows it says unknown."""

_UNSTORABLE: Final = re.compile("[\0\ud800-\udfff]")


class Utc(TypeDecorator[datetime]):
    """An aware UTC time: ``timestamptz`` in PostgreSQL, ISO 8601 text of fixed length (so that it sorts) in SQLite."""

    impl = Text
    cache_ok = True

    @override
    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        kind: TypeEngine[Any] = TIMESTAMP(timezone=True) if dialect.name == "postgresql" else Text()
        return dialect.type_descriptor(kind)

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone")
        value = value.astimezone(UTC)
        return value if dialect.name == "postgresql" else value.isoformat(timespec="microseconds")

    @override
    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        try:
            at = value if isinstance(value, datetime) else datetime.fromisoformat(value)
            at = at.astimezone(UTC)
        except (ValueError, OverflowError):
            return UNREADABLE
        return at if at.year in YEARS else UNREADABLE


class Storable(TypeDecorator[str]):
    """Text that either database can hold: what it cannot (NUL, a surrogate alone) is U+FFFD, stored and looked for.

    PostgreSQL refuses a statement with such a value, and that reads like a database that fails.
    """

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", value) if value is not None else None


class Table(SQLModel, registry=registry()):
    """What all tables of headquarters share: a registry of their own."""


STRICT = {"sqlite_strict": True}
"""Argument of a table: SQLite then checks types, as PostgreSQL does."""

Words = Annotated[str, Field(sa_type=Storable)]
MaybeWords = Annotated[str | None, Field(sa_type=Storable)]
Moment = Annotated[datetime, Field(sa_type=Utc)]
MaybeMoment = Annotated[datetime | None, Field(sa_type=Utc)]
