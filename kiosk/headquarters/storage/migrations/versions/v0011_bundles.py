"""Published bundles of procedures."""

import sqlalchemy as sa
from alembic import op

from kiosk.headquarters.storage.tables import Utc

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Make the table; a program that does not know it publishes nothing."""
    op.create_table(
        "procedure_bundle",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("published_at", Utc(), nullable=False),
        sa.Column("published_by", sa.Text(), nullable=False),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("number > 0", name="number"),
        sa.PrimaryKeyConstraint("number"),
        sqlite_strict=True,
    )
