"""The first tables: booths, staff, submissions, cases, audit, calls; and the source of receipt numbers."""

import sqlalchemy as sa
from alembic import op

from kiosk.headquarters.storage.tables import Utc

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables, and the sequence receipt numbers come from."""
    op.create_table(
        "audit_line",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_audit_line_subject"), "audit_line", ["subject"], unique=False)
    op.create_table(
        "booth",
        sa.Column("booth_id", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("enrolled_at", Utc(), nullable=False),
        sa.Column("certificate", sa.Text(), nullable=False),
        sa.Column("certificate_before", sa.Text(), nullable=True),
        sa.Column("certificate_expires_at", Utc(), nullable=False),
        sa.Column("revoked_at", Utc(), nullable=True),
        sa.Column("last_seen_at", Utc(), nullable=True),
        sa.PrimaryKeyConstraint("booth_id"),
        sqlite_strict=True,
    )
    op.create_table(
        "call_record",
        sa.Column("call_id", sa.Text(), nullable=False),
        sa.Column("booth_id", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("waiting_number", sa.Integer(), nullable=False),
        sa.Column("requested_at", Utc(), nullable=False),
        sa.Column("answered_at", Utc(), nullable=True),
        sa.Column("connected_at", Utc(), nullable=True),
        sa.Column("ended_at", Utc(), nullable=True),
        sa.Column("staff_id", sa.Text(), nullable=True),
        sa.Column("counter", sa.Text(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("call_id"),
        sqlite_strict=True,
    )
    op.create_index("call_record_requested", "call_record", ["requested_at"], unique=False)
    op.create_table(
        "enrolment_code",
        sa.Column("selector", sa.Text(), nullable=False),
        sa.Column("code_hash", sa.Text(), nullable=False),
        sa.Column("booth_id", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("expires_at", Utc(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("used_at", Utc(), nullable=True),
        sa.CheckConstraint("tries >= 0 AND tries <= 5", name="tries"),
        sa.PrimaryKeyConstraint("selector"),
        sqlite_strict=True,
    )
    op.create_table(
        "numbering",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
        sqlite_strict=True,
    )
    op.create_table(
        "staff_account",
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("counter", sa.Text(), nullable=False),
        sa.Column("skills", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("wait_until", Utc(), nullable=True),
        sa.Column("closed_at", Utc(), nullable=True),
        sa.CheckConstraint("role IN ('clerk', 'supervisor', 'admin', 'auditor')", name="role"),
        sa.PrimaryKeyConstraint("staff_id"),
        sa.UniqueConstraint("account"),
        sqlite_strict=True,
    )
    op.create_table(
        "submission",
        sa.Column("submission_id", sa.Text(), nullable=False),
        sa.Column("booth_id", sa.Text(), nullable=False),
        sa.Column("body_sha256", sa.Text(), nullable=False),
        sa.Column("sealed_sha256", sa.Text(), nullable=False),
        sa.Column("receipt_number", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("received_at", Utc(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("filed_at", Utc(), nullable=True),
        sa.PrimaryKeyConstraint("submission_id"),
        sa.UniqueConstraint("case_id"),
        sa.UniqueConstraint("receipt_number"),
        sqlite_strict=True,
    )
    op.create_table(
        "case_file",
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("submission_id", sa.Text(), nullable=False),
        sa.Column("receipt_number", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("procedure", sa.Text(), nullable=False),
        sa.Column("procedure_title", sa.Text(), nullable=False),
        sa.Column("booth_id", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("received_at", Utc(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("signature_detail", sa.Text(), nullable=False),
        sa.Column("taken_by", sa.Text(), nullable=True),
        sa.Column("changed_at", Utc(), nullable=False),
        sa.CheckConstraint("signature IN ('waiting', 'good', 'bad', 'cannot_open')", name="signature"),
        sa.CheckConstraint("state IN ('new', 'in_hand', 'done', 'returned')", name="state"),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.submission_id"],
        ),
        sa.ForeignKeyConstraint(
            ["taken_by"],
            ["staff_account.staff_id"],
        ),
        sa.PrimaryKeyConstraint("case_id"),
        sa.UniqueConstraint("submission_id"),
        sqlite_strict=True,
    )
    op.create_index("case_file_newest", "case_file", ["received_at", "case_id"], unique=False)
    op.create_table(
        "staff_session",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("began_at", Utc(), nullable=False),
        sa.Column("seen_at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff_account.staff_id"],
        ),
        sa.PrimaryKeyConstraint("token_hash"),
        sqlite_strict=True,
    )
    op.create_table(
        "case_event",
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case_file.case_id"],
        ),
        sa.PrimaryKeyConstraint("event_id"),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_case_event_case_id"), "case_event", ["case_id"], unique=False)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE SEQUENCE receipt_number")
    else:
        op.execute("INSERT INTO numbering (name, value) VALUES ('receipt', 0)")
