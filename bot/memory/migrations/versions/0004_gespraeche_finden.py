"""Gespräche finden: Wortstämme, Indizes, und was zu schon vorhandenen Unterhaltungen fehlt"""

import json

import sqlalchemy as sa
from alembic import op

from bot.memory.reviewing.summary import Summary, summarised

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# What is held in memory at once when there are years of conversations.
AT_ONCE = 200

SIGNS = {
    "no_offer": ("no_offer IS true", "no_offer IS 1"),
    "fallback": ("fallbacks > 0",) * 2,
    "low_confidence": ("lowest_confidence < 0.5",) * 2,
    "crisis": ("crisis IS NOT NULL",) * 2,
    "bad_feedback": ("bad_feedback IS true", "bad_feedback IS 1"),
}


def upgrade() -> None:
    op.create_table(
        "conversation_word",
        sa.Column("sender_id", sa.String(length=64), nullable=False),
        sa.Column(
            "word",
            sa.String(length=40).with_variant(sa.String(length=40, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["sender_id"], ["conversation.sender_id"], name=op.f("fk_conversation_word_sender_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("sender_id", "word", name=op.f("pk_conversation_word")),
    )
    _summarise_all()
    op.create_index("ix_conversation_word_word", "conversation_word", ["word", "sender_id"], unique=False)
    op.drop_index("ix_conversation_updated_at", table_name="conversation")
    op.create_index("ix_conversation_order", "conversation", ["updated_at", "sender_id"], unique=False)
    for column in ("channel", "language", "review_state"):
        op.create_index(f"ix_conversation_{column}", "conversation", [column, "updated_at", "sender_id"], unique=False)
    op.create_index("ix_conversation_turns", "conversation", ["turns"], unique=False)
    for name, (postgresql, sqlite) in SIGNS.items():
        op.create_index(
            f"ix_conversation_{name}",
            "conversation",
            ["updated_at", "sender_id"],
            unique=False,
            postgresql_where=sa.text(postgresql),
            sqlite_where=sa.text(sqlite),
        )


def downgrade() -> None:
    for name in (*SIGNS, "turns", "review_state", "language", "channel", "order"):
        op.drop_index(f"ix_conversation_{name}", table_name="conversation")
    op.create_index(op.f("ix_conversation_updated_at"), "conversation", ["updated_at"], unique=False)
    op.drop_index("ix_conversation_word_word", table_name="conversation_word")
    op.drop_table("conversation_word")
    # what `upgrade` filled in; the next one does it again
    op.execute("DELETE FROM parent_message")
    op.execute("DELETE FROM conversation_fact")


# The tables as they are at this revision, whatever becomes of the models.
def _table(name: str, columns: str) -> sa.TableClause:
    return sa.table(name, *map(sa.column, columns.split()))


conversation = _table(
    "conversation",
    "sender_id slots channel language turns first_offer_turn no_offer fallbacks lowest_confidence crisis helped "
    "bad_feedback",
)
event = _table("conversation_event", "sender_id position data")
parent_message = _table(
    "parent_message", "sender_id position turn timestamp text tapped intent act confidence crisis language"
)
fact = _table("conversation_fact", "sender_id kind value")
word = _table("conversation_word", "sender_id word")


def _summarise_all() -> None:
    connection = op.get_bind()
    last = ""
    while True:
        some = connection.execute(
            sa.select(conversation.c.sender_id, conversation.c.slots)
            .where(conversation.c.sender_id > last)
            .order_by(conversation.c.sender_id)
            .limit(AT_ONCE)
        ).all()
        if not some:
            return
        last = some[-1].sender_id
        events: dict[str, list[dict]] = {row.sender_id: [] for row in some}
        for row in connection.execute(
            sa.select(event).where(event.c.sender_id.in_(list(events))).order_by(event.c.sender_id, event.c.position)
        ):
            events[row.sender_id].append(json.loads(row.data))
        for row in some:
            _add(connection, row.sender_id, summarised(events[row.sender_id]), json.loads(row.slots))


def _add(connection: sa.Connection, sender_id: str, summary: Summary, slots: dict) -> None:
    connection.execute(
        sa.update(conversation)
        .where(conversation.c.sender_id == sender_id)
        .values(
            channel=(summary.channel or "")[:20],
            language=str(summary.language or slots.get("sprache") or "de")[:16],
            turns=summary.turns,
            first_offer_turn=summary.offer_turn,
            no_offer=summary.no_offer,
            fallbacks=summary.fallbacks,
            lowest_confidence=summary.lowest_confidence,
            crisis=summary.crisis,
            helped=summary.helped,
            bad_feedback=summary.bad_feedback,
        )
    )
    messages = [
        {
            "sender_id": sender_id,
            "position": message.offset,
            "turn": message.turn,
            "timestamp": message.timestamp,
            "text": message.text,
            "tapped": message.tapped,
            "intent": message.intent[:100],
            "act": message.act[:20],
            "confidence": message.confidence,
            "crisis": message.crisis,
            "language": message.language[:16],
        }
        for message in summary.messages
    ]
    facts = [{"sender_id": sender_id, "kind": str(kind), "value": value[:60]} for kind, value in summary.facts]
    words = [{"sender_id": sender_id, "word": stem} for stem in summary.words]
    for table, rows in ((parent_message, messages), (fact, facts), (word, words)):
        if rows:
            connection.execute(sa.insert(table), rows)
