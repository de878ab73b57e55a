"""Bookings of times at an office."""

import sqlalchemy as sa
from alembic import op

from kiosk.headquarters.storage.tables import Utc

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make the table; a program that does not know it leaves its rows until one that does sweeps them."""
    op.create_table(
        "booking",
        sa.Column("booking_id", sa.Text(), nullable=False),
        sa.Column("calendar", sa.Text(), nullable=False),
        sa.Column("starts_at", Utc(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("preferences", sa.Text(), nullable=False),
        sa.Column("booth_id", sa.Text(), nullable=False),
        sa.Column("held_until", Utc(), nullable=True),
        sa.Column("case_id", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=True),
        sa.Column("changed_at", Utc(), nullable=False),
        sa.CheckConstraint("state IN ('held', 'booked', 'preferred', 'cancelled')", name="state"),
        sa.PrimaryKeyConstraint("booking_id"),
        sa.UniqueConstraint("calendar", "starts_at", "seat", name="booking_seat"),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_booking_case_id"), "booking", ["case_id"], unique=False)
    op.create_index(op.f("ix_booking_starts_at"), "booking", ["starts_at"], unique=False)
