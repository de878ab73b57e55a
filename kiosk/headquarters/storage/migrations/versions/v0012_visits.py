"""Which cases were handed in in the same visit."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add the column; a program that does not know it leaves it empty, which is a visit of its own."""
    op.add_column("case_file", sa.Column("visit_reference", sa.Text(), nullable=False, server_default=""))
    op.execute("UPDATE case_file SET visit_reference = reference")
    op.create_index(op.f("ix_case_file_visit_reference"), "case_file", ["visit_reference"], unique=False)
