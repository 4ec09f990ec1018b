"""The history of an offer, and how its web address was reached the last time."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ACTIONS = "'ausgangsfassung', 'angelegt', 'bearbeitet', 'importiert', 'zustand', 'geprueft', 'zurueckgenommen'"


def upgrade() -> None:
    op.create_table(
        "offer_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.String(length=80), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("cells", sa.Text(), nullable=False),
        sa.CheckConstraint(f"action IN ({ACTIONS})", name=op.f("ck_offer_version_action")),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_offer_version_offer_id_offer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer_version")),
    )
    op.create_index("ix_offer_version_offer_id_id", "offer_version", ["offer_id", "id"])
    op.create_table(
        "offer_link",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("checked_at", sa.DateTime(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("problem", sa.String(length=200), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failed_on", sa.Date(), nullable=True),
        sa.CheckConstraint("failures >= 0", name=op.f("ck_offer_link_failures")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_offer_link")),
    )
    op.create_index(op.f("ix_offer_link_checked_at"), "offer_link", ["checked_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_offer_link_checked_at"), table_name="offer_link")
    op.drop_table("offer_link")
    op.drop_index("ix_offer_version_offer_id_id", table_name="offer_version")
    op.drop_table("offer_version")
