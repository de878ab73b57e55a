"""Breaks of calls: what was away in one, from when to when."""

import sqlalchemy as sa
from alembic import op

from kiosk.headquarters.storage.tables import Utc

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the table; a program that does not know it leaves its rows until one that does sweeps them."""
    op.create_table(
        "call_break",
        sa.Column("break_id", sa.Text(), nullable=False),
        sa.Column("call_id", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("began_at", Utc(), nullable=False),
        sa.Column("ended_at", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("break_id"),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_call_break_call_id"), "call_break", ["call_id"], unique=False)
    op.create_index(op.f("ix_call_break_ended_at"), "call_break", ["ended_at"], unique=False)
