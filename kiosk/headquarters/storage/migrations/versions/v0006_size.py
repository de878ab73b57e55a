"""How large each submission is, and an index from which a booth's day is summed up."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add both; a program that does not know them leaves the size at 0."""
    op.add_column("submission", sa.Column("size", sa.Integer(), nullable=False, server_default="0"))
    op.execute("UPDATE submission SET size = length(body)")
    op.create_index("submission_of_day", "submission", ["booth_id", "received_at", "size"], unique=False)
