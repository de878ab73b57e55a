"""Who somebody is: nonces, evidence, and the residents who registered for tap."""

import sqlalchemy as sa
from alembic import op

from kiosk.headquarters.storage.tables import Utc

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "nonce",
        sa.Column("nonce_id", sa.Text(), nullable=False),
        sa.Column("booth_id", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", Utc(), nullable=False),
        sa.Column("spent_at", Utc(), nullable=True),
        sa.PrimaryKeyConstraint("nonce_id"),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_nonce_expires_at"), "nonce", ["expires_at"], unique=False)
    op.create_table(
        "evidence",
        sa.Column("evidence_id", sa.Text(), nullable=False),
        sa.Column("booth_id", sa.Text(), nullable=False),
        sa.Column("call_id", sa.Text(), nullable=True),
        sa.Column("case_id", sa.Text(), nullable=True),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("steps", sa.Text(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("found_by", sa.Text(), nullable=False),
        sa.Column("paper", sa.Text(), nullable=False),
        sa.Column("tap_key", sa.Text(), nullable=True),
        sa.Column("submission_id", sa.Text(), nullable=True),
        sa.Column("again_at", Utc(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.CheckConstraint("level IN ('A1', 'A2', 'A3', 'A4')", name="level"),
        sa.CheckConstraint("outcome IN ('confirmed', 'not_confirmed', 'not_checked')", name="outcome"),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.case_id"]),
        sa.PrimaryKeyConstraint("evidence_id"),
        sqlite_strict=True,
    )
    for column in ("case_id", "submission_id", "again_at"):
        op.create_index(op.f(f"ix_evidence_{column}"), "evidence", [column], unique=False)
    op.create_table(
        "resident",
        sa.Column("resident_id", sa.Text(), nullable=False),
        sa.Column("registered_at", Utc(), nullable=False),
        sa.Column("seen_at", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("resident_id"),
        sqlite_strict=True,
    )
    op.create_table(
        "resident_tap",
        sa.Column("tap_key", sa.Text(), nullable=False),
        sa.Column("resident_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.resident_id"]),
        sa.PrimaryKeyConstraint("tap_key"),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_resident_tap_resident_id"), "resident_tap", ["resident_id"], unique=False)
    op.create_table(
        "resident_case",
        sa.Column("resident_id", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.resident_id"]),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.case_id"]),
        sa.PrimaryKeyConstraint("resident_id", "case_id"),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_resident_case_case_id"), "resident_case", ["case_id"], unique=False)
