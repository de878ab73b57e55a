"""The audit: who saw or did what and when."""

from sqlmodel import Field

from kiosk.headquarters.storage.tables.columns import STRICT, Moment, Storable, Table, Words


class AuditLine(Table, table=True):
    """One line of the audit; `hash` covers the line and the hash before it."""

    __tablename__ = "audit_line"
    __table_args__ = (STRICT,)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: Moment
    actor: Words
    who: Words
    section: Words
    act: Words
    subject: str = Field(index=True, sa_type=Storable)
    detail: Words
    hash: Words
