"""Browsers that signed in before; wrong tries are counted in memory, for names that do not exist too."""

import sqlalchemy as sa
from alembic import op

from kiosk.headquarters.storage.tables import Utc

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table, and drop what counted tries."""
    op.create_table(
        "staff_browser",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("seen_at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_account.staff_id"]),
        sa.PrimaryKeyConstraint("token_hash", "staff_id"),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_staff_browser_staff_id"), "staff_browser", ["staff_id"], unique=False)
    op.drop_column("staff_account", "failures")
    op.drop_column("staff_account", "wait_until")
