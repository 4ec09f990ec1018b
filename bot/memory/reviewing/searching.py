"""The words of parents, as conversations are found by them: stems beside each conversation, the same on both databases.

A table of our own instead of a full-text index of the database: what parents delete must be gone from the index too
(SQLite's keeps deleted words until it is merged, and cannot be told otherwise before 3.42), German stems must be the
same everywhere, and nobody's search words can be a syntax error.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.memory.database import Base
from offer_db.stemming import stems

LONGEST_WORD: Final = 40
MOST_TERMS: Final = 8
"""More words are not looked for; the longest tell most."""
SHORTEST_PREFIX: Final = 3
"""Shorter words are looked for as they are: "am…" begins too much."""
_LAST_CHARACTER: Final = chr(0x10FFFF)


class ConversationWord(Base):
    """The stem of a word that parents typed in a conversation, once each; without order, so no sentence is in it."""

    __tablename__ = "conversation_word"
    __table_args__ = (sa.Index("ix_conversation_word_word", "word", "sender_id"),)

    sender_id: Mapped[str] = mapped_column(
        sa.String(64), sa.ForeignKey("conversation.sender_id", ondelete="CASCADE"), primary_key=True
    )
    # in the order of its bytes, so that a beginning is a range of the index
    word: Mapped[str] = mapped_column(
        sa.String(LONGEST_WORD).with_variant(sa.String(LONGEST_WORD, collation="C"), "postgresql"), primary_key=True
    )


def words_of(texts: Iterable[str]) -> tuple[str, ...]:
    """The distinct stems of what parents typed (masked), in order; words that say nothing are left out."""
    return tuple(dict.fromkeys(stem[:LONGEST_WORD] for text in texts for stem in stems(text)))


def terms(query: str) -> tuple[str, ...]:
    """What to look for: the stems of the words somebody typed, at most `MOST_TERMS`; quotes and signs do not count.

    >>> terms('"Schreibaby" (nachts) AND *')
    ('schreibaby', 'nach', 'and')
    """
    return tuple(sorted(words_of([query]), key=len, reverse=True)[:MOST_TERMS])


def matching(query: str, sender_id: sa.ColumnElement[str]) -> list[sa.ColumnElement[bool]]:
    """Conditions on a conversation: each word, or one that begins like it, was typed by the parent.

    Args:
        query: anything; empty means no condition, words that are in none of the conversations match none.
        sender_id: column of the conversations.
    """
    wanted = terms(query)
    if query.strip() and not wanted:
        return [sa.false()]  # only words like "und", only signs: everything would be the wrong answer
    return [sender_id.in_(sa.select(ConversationWord.sender_id).where(_begins(term))) for term in wanted]


def _begins(term: str) -> sa.ColumnElement[bool]:
    if len(term) < SHORTEST_PREFIX or term.isdigit():
        return ConversationWord.word == term
    return sa.and_(ConversationWord.word >= term, ConversationWord.word < term + _LAST_CHARACTER)
