"""What staff wrote into fields of cases that are theirs, sealed."""

import sqlalchemy as sa
from alembic import op

from kiosk.headquarters.storage.tables import Utc

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make the table; a program that does not know it leaves its rows until one that does sweeps them."""
    op.create_table(
        "case_entry",
        sa.Column("entry_id", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("written_by", sa.Text(), nullable=False),
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("entry_id"),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_case_entry_case_id"), "case_entry", ["case_id"], unique=False)
