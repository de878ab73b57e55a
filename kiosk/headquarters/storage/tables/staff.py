"""Accounts of staff, who is signed in, and from which browsers."""

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from kiosk.headquarters.storage.tables.columns import STRICT, MaybeMoment, Moment, Storable, Table, Words


class StaffAccount(Table, table=True):
    """One staff account; `skills` is JSON."""

    __tablename__ = "staff_account"
    __table_args__ = (
        CheckConstraint("role IN ('clerk', 'supervisor', 'admin', 'auditor')", name="role"),
        STRICT,
    )
    staff_id: str = Field(primary_key=True, sa_type=Storable)
    account: str = Field(unique=True, sa_type=Storable)
    name: Words
    section: Words
    role: Words
    counter: Words
    skills: Words
    password_hash: Words
    closed_at: MaybeMoment = None


class StaffSession(Table, table=True):
    """A signed-in browser: the hash of its token."""

    __tablename__ = "staff_session"
    __table_args__ = (STRICT,)
    token_hash: str = Field(primary_key=True, sa_type=Storable)
    staff_id: str = Field(foreign_key="staff_account.staff_id", sa_type=Storable)
    began_at: Moment
    seen_at: Moment


class StaffBrowser(Table, table=True):
    """A browser that somebody signed in with before: the hash of its cookie, one row for each of its people."""

    __tablename__ = "staff_browser"
    __table_args__ = (STRICT,)
    token_hash: str = Field(primary_key=True, sa_type=Storable)
    staff_id: str = Field(primary_key=True, foreign_key="staff_account.staff_id", index=True, sa_type=Storable)
    seen_at: Moment
