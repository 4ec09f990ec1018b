"""Zahlen aus einem Index: was die Seite „Zahlen“ zählt, steht nach dem Beginn geordnet beisammen"""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

COUNTED = [
    "created_at",
    "first_offer_turn",
    "no_offer",
    "helped",
    "turns",
    "fallbacks",
    "crisis",
    "language",
    "channel",
]


def upgrade() -> None:
    op.create_index("ix_conversation_figures", "conversation", COUNTED, unique=False)


def downgrade() -> None:
    op.drop_index("ix_conversation_figures", table_name="conversation")
