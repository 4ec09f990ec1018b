"""Messenger: Briefe, Antworten, Erinnerungen, Codes; Kennungen nur als Prüfwert, Worte versiegelt"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

KEY = sa.String(length=40)
PLATFORM = sa.String(length=20)
SECONDS = sa.Float(precision=53)


def upgrade() -> None:
    op.create_table(
        "messenger_person",
        sa.Column("person_key", KEY, nullable=False),
        sa.Column("platform", PLATFORM, nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=True),
        sa.Column("due_at", SECONDS, nullable=True),
        sa.Column("not_before", SECONDS, nullable=False),
        sa.Column("claimed_by", sa.String(length=64), nullable=True),
        sa.Column("claimed_until", SECONDS, nullable=False),
        sa.Column("claim_number", sa.Integer(), nullable=False),
        sa.Column("heard_at", SECONDS, nullable=False),
        sa.Column("reminded_at", SECONDS, nullable=True),
        sa.Column("leaving", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("person_key", name=op.f("pk_messenger_person")),
    )
    op.create_index(op.f("ix_messenger_person_due_at"), "messenger_person", ["due_at"], unique=False)
    op.create_index(op.f("ix_messenger_person_heard_at"), "messenger_person", ["heard_at"], unique=False)
    op.create_table(
        "messenger_letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("platform", PLATFORM, nullable=False),
        sa.Column("update_key", KEY, nullable=False),
        sa.Column("person_key", KEY, nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("sent_second", sa.BigInteger(), nullable=False),
        sa.Column("received_at", SECONDS, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("answered_at", SECONDS, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messenger_letter")),
        sa.UniqueConstraint("update_key", name="uq_messenger_letter_update_key"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_messenger_letter_waiting", "messenger_letter", ["person_key", "sent_second", "id"], unique=False
    )
    op.create_index(op.f("ix_messenger_letter_answered_at"), "messenger_letter", ["answered_at"], unique=False)
    op.create_table(
        "messenger_part",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_key", KEY, nullable=False),
        sa.Column("platform", PLATFORM, nullable=False),
        sa.Column("send_key", sa.String(length=32), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", SECONDS, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messenger_part")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_messenger_part_waiting", "messenger_part", ["person_key", "id"], unique=False)
    op.create_table(
        "handover_code",
        sa.Column("code_key", KEY, nullable=False),
        sa.Column("sender_id", sa.String(length=64), nullable=False),
        sa.Column("expires_at", SECONDS, nullable=False),
        sa.PrimaryKeyConstraint("code_key", name=op.f("pk_handover_code")),
    )
    op.create_index(op.f("ix_handover_code_sender_id"), "handover_code", ["sender_id"], unique=True)
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_key", KEY, nullable=False),
        sa.Column("step_key", KEY, nullable=False),
        sa.Column("platform", PLATFORM, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("due_at", SECONDS, nullable=False),
        sa.Column("deadline_at", SECONDS, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.UniqueConstraint("step_key", name="uq_reminder_step_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_reminder_due_at", "reminder", ["due_at"], unique=False)
    op.create_index("ix_reminder_person_key", "reminder", ["person_key"], unique=False)
    op.create_table(
        "messenger_count",
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("platform", PLATFORM, nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "platform", "what", name=op.f("pk_messenger_count")),
    )
    op.create_table(
        "messenger_lease",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("holder", sa.String(length=64), nullable=False),
        sa.Column("until", SECONDS, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_messenger_lease")),
    )


def downgrade() -> None:
    op.drop_table("messenger_lease")
    op.drop_table("messenger_count")
    op.drop_table("reminder")
    op.drop_table("handover_code")
    op.drop_table("messenger_part")
    op.drop_table("messenger_letter")
    op.drop_table("messenger_person")
