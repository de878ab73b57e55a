"""The tables of a booth: what waits to be received, and how often something happened on a day."""

from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel


class BoothTable(SQLModel, registry=registry()):
    """The tables of a booth, apart from headquarters'."""


class OutboxRow(BoothTable, table=True):
    """A submission on its way; nothing in it can be read without headquarters' key."""

    __tablename__ = "outbox"

    submission_id: str = Field(primary_key=True)
    reference: str = Field(index=True, unique=True)
    created_at: str
    sha256: str
    envelope: bytes | None = None
    state: str = Field(index=True)
    attempts: int = 0
    next_try_at: float = 0.0
    last_code: str = ""
    receipt_number: str | None = None
    received_at: str | None = None


class UsageRow(BoothTable, table=True):
    """How often something happened on a day; never who."""

    __tablename__ = "usage"

    day: str = Field(primary_key=True)
    what: str = Field(primary_key=True)
    count: int = 0


class ShelterRow(BoothTable, table=True):
    """The shelter this booth keeps, or is prepared for: one row (`kiosk.booth.shelter.kept`)."""

    __tablename__ = "shelter"

    number: int = Field(primary_key=True)
    kept: str


class ShelterRecordRow(BoothTable, table=True):
    """A record of the register; nothing in it can be read without the code."""

    __tablename__ = "shelter_records"

    record_id: str = Field(primary_key=True)
    key_id: str
    sealed: bytes
