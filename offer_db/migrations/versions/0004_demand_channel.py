"""Searches are counted by the channel they came through, too."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
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
CHANNELS = "'', 'web', 'widget', 'telegram', 'whatsapp', 'matrix'"

KEYS = ("month", "need", "topic", "age_band", "municipality_key", "language", "hits", "relaxed")


def upgrade() -> None:
    _move_aside()
    _create(
        [sa.Column("channel", sa.String(length=10), server_default="", nullable=False)],
        [sa.CheckConstraint(f"channel IN ({CHANNELS})", name=op.f("ck_demand_channel"))],
    )
    listed = ", ".join(KEYS)
    op.execute(f"INSERT INTO demand ({listed}, channel, count) SELECT {listed}, '', count FROM demand_before")
    op.drop_table("demand_before")


def downgrade() -> None:
    _move_aside()
    _create([], [])
    listed = ", ".join(KEYS)
    op.execute(f"INSERT INTO demand ({listed}, count) SELECT {listed}, sum(count) FROM demand_before GROUP BY {listed}")
    op.drop_table("demand_before")


def _move_aside() -> None:
    # SQLite cannot change a primary key; so both databases get a new table and have their columns in the same order.
    op.rename_table("demand", "demand_before")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE demand_before RENAME CONSTRAINT pk_demand TO pk_demand_before")


def _create(columns: list[sa.Column[Any]], constraints: list[sa.CheckConstraint]) -> None:
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
        *columns,
        sa.Column("count", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(month) = 7", name=op.f("ck_demand_month")),
        sa.CheckConstraint(f"need IN ({NEEDS})", name=op.f("ck_demand_need")),
        sa.CheckConstraint(f"age_band IN ({PHASES})", name=op.f("ck_demand_age_band")),
        sa.CheckConstraint("hits BETWEEN 0 AND 3", name=op.f("ck_demand_hits")),
        *constraints,
        sa.CheckConstraint("count >= 1", name=op.f("ck_demand_count")),
        sa.PrimaryKeyConstraint(*KEYS, *(column.name for column in columns), name=op.f("pk_demand")),
    )
