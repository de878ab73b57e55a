"""Which programs may run on these tables; see `kiosk.headquarters.storage.migrations.run`."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the table; whoever runs the steps fills it."""
    op.create_table(
        "schema_compat",
        sa.Column("lowest", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("lowest"),
        sqlite_strict=True,
    )
