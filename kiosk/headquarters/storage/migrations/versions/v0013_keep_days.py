"""How long a case is kept, as its procedure said while it was there."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Add the column; 0 is not known yet, and a program that does not know it leaves it so."""
    op.add_column("case_file", sa.Column("keep_days", sa.Integer(), nullable=False, server_default="0"))
