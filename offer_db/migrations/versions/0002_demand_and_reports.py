"""Counted searches, and parents' notes on offers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

NEEDS = (
    "'', 'schwangerschaft_geburt', 'fruehe_hilfen', 'kinderbetreuung', 'finanzielle_hilfen', "
    "'bildung_teilhabe', 'gesundheit', 'entwicklung_foerderung', 'erziehungsberatung', "
    "'trennung_alleinerziehend', 'krise_gewalt_kinderschutz', 'schule_uebergang', 'freizeit_ferien', "
    "'familienbildung_treffs', 'migration_sprache', 'wohnen_alltag', 'sucht_psyche', "
    "'behinderung_inklusion'"
)
PHASES = "'', 'schwangerschaft', 'geburt', 'krippe', 'kita', 'uebergang_schule', 'grundschule', 'uebergang_sek1'"
KINDS = "'telefon', 'adresse', 'zeiten', 'gibt_es_nicht', 'voll', 'kosten', 'sonstiges'"


def upgrade() -> None:
    op.create_table(
        "demand",
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("need", sa.String(length=40), nullable=False),
        sa.Column("topic", sa.String(length=60), nullable=False),
        sa.Column("age_band", sa.String(length=30), nullable=False),
        sa.Column("municipality_key", sa.String(length=10), nullable=False),
        sa.Column("language", sa.String(length=3), nullable=False),
        sa.Column("hits", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("relaxed", sa.String(length=100), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(month) = 7", name=op.f("ck_demand_month")),
        sa.CheckConstraint(f"need IN ({NEEDS})", name=op.f("ck_demand_need")),
        sa.CheckConstraint(f"age_band IN ({PHASES})", name=op.f("ck_demand_age_band")),
        sa.CheckConstraint("hits BETWEEN 0 AND 3", name=op.f("ck_demand_hits")),
        sa.CheckConstraint("count >= 1", name=op.f("ck_demand_count")),
        sa.PrimaryKeyConstraint(
            "month",
            "need",
            "topic",
            "age_band",
            "municipality_key",
            "language",
            "hits",
            "relaxed",
            name=op.f("pk_demand"),
        ),
    )
    op.create_table(
        "offer_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.Column("resolved_on", sa.Date(), nullable=True),
        sa.CheckConstraint(f"kind IN ({KINDS})", name=op.f("ck_offer_report_kind")),
        sa.CheckConstraint(
            "resolved_on IS NULL OR resolved_on >= reported_on", name=op.f("ck_offer_report_resolved_order")
        ),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_offer_report_offer_id_offer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer_report")),
    )
    op.create_index(op.f("ix_offer_report_offer_id"), "offer_report", ["offer_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_offer_report_offer_id"), table_name="offer_report")

    op.drop_table("offer_report")
    op.drop_table("demand")
