"""What titles are sorted by, stored beside them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from offer_db.title_order import title_key

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("offer", sa.Column("title_sorted", sa.String(length=200), server_default="", nullable=False))
    offer = sa.table("offer", sa.column("id"), sa.column("title"), sa.column("title_sorted"))
    connection = op.get_bind()
    keys = [
        {"key": row.id, "said": title_key(row.title)}
        for row in connection.execute(sa.select(offer.c.id, offer.c.title))
    ]
    if keys:
        changed = sa.update(offer).where(offer.c.id == sa.bindparam("key")).values(title_sorted=sa.bindparam("said"))
        connection.execute(changed, keys)


def downgrade() -> None:
    op.drop_column("offer", "title_sorted")
