"""Bundles of procedures that were published."""

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from kiosk.headquarters.storage.tables.columns import STRICT, Moment, Table, Words


class ProcedureBundle(Table, table=True):
    """A signed bundle under its number; nothing in it is personal. `files` is how many it has."""

    __tablename__ = "procedure_bundle"
    __table_args__ = (CheckConstraint("number > 0", name="number"), STRICT)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    published_at: Moment
    published_by: Words
    files: int
    body: bytes
