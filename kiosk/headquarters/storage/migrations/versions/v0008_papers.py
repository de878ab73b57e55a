"""Papers of cases, made and imprinted when an application was received."""

import sqlalchemy as sa
from alembic import op

from kiosk.headquarters.storage.tables import Utc

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the table; a program that does not know it leaves its rows until one that does sweeps them."""
    op.create_table(
        "case_paper",
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("made_at", Utc(), nullable=False),
        sa.Column("imprint", sa.Text(), nullable=False),
        sa.Column("certificate", sa.Text(), nullable=False),
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("imprint IN ('made', 'no_key', 'failed')", name="imprint"),
        sa.PrimaryKeyConstraint("case_id"),
        sqlite_strict=True,
    )
