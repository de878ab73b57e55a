"""One-time codes are found by their whole hash; tries are no longer counted by code. Open codes must be made anew."""

import sqlalchemy as sa
from alembic import op

from kiosk.headquarters.storage.tables import Utc

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table anew: a code of the old form is good for nothing, and lived for a day."""
    op.drop_table("enrolment_code")
    op.create_table(
        "enrolment_code",
        sa.Column("code_hash", sa.Text(), nullable=False),
        sa.Column("booth_id", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("expires_at", Utc(), nullable=False),
        sa.Column("used_at", Utc(), nullable=True),
        sa.CheckConstraint("length(code_hash) = 64", name="code_hash"),
        sa.PrimaryKeyConstraint("code_hash"),
        sa.UniqueConstraint("booth_id"),
        sqlite_strict=True,
    )
