"""Writes beside a conversation what staff find it by, in the transaction that writes its events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from bot.memory.reviewing.searching import ConversationWord, words_of
from bot.memory.reviewing.summary import Summary
from bot.memory.reviewing.tables import ConversationFact, Correction, ParentMessage


def message_rows(sender_id: str, summary: Summary, position: int, turns_before: int) -> list[dict[str, Any]]:
    """Rows of `ParentMessage`.

    Args:
        position: of the portion's first event.
        turns_before: messages of the parent before the portion.
    """
    return [
        {
            "sender_id": sender_id,
            "position": position + message.offset,
            "turn": turns_before + message.turn,
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


def fact_rows(sender_id: str, summary: Summary) -> list[dict[str, Any]]:
    """Rows of `ConversationFact`."""
    return [{"sender_id": sender_id, "kind": str(kind), "value": value[:60]} for kind, value in summary.facts]


def word_rows(sender_id: str, summary: Summary) -> list[dict[str, Any]]:
    """Rows of `ConversationWord`."""
    return [{"sender_id": sender_id, "word": word} for word in summary.words]


def record(connection: sa.Connection, sender_id: str, summary: Summary, position: int, turns_before: int) -> None:
    """Adds the rows of a portion; what is known of the conversation already is left as it is."""
    messages = message_rows(sender_id, summary, position, turns_before)
    if messages:
        connection.execute(sa.insert(ParentMessage), messages)
    add_missing(connection, ConversationFact, fact_rows(sender_id, summary))
    add_missing(connection, ConversationWord, word_rows(sender_id, summary))


def take_back(connection: sa.Connection, sender_id: str, positions: Sequence[int], instead: str) -> None:
    """Takes the words of some of the parent's messages out of everything that stands beside the conversation.

    A correction goes with the sentence it is about; needs and places stay, like the turn.

    Args:
        positions: of the messages.
        instead: what stands in their place.
    """
    message, word = ParentMessage, ConversationWord
    those = sa.and_(message.sender_id == sender_id, message.position.in_(positions))
    connection.execute(sa.update(message).where(those).values(text=instead))
    about = sa.and_(Correction.sender_id == sender_id, Correction.position.in_(positions))
    connection.execute(sa.delete(Correction).where(about))
    connection.execute(sa.delete(word).where(word.sender_id == sender_id))
    typed = sa.select(message.text).where(message.sender_id == sender_id, message.tapped.is_(False))
    left = words_of(text for text in connection.scalars(typed).all() if text != instead)
    add_missing(connection, word, [{"sender_id": sender_id, "word": stem} for stem in left])


def add_missing(connection: sa.Connection, model: type[Any], rows: Sequence[Mapping[str, Any]]) -> None:
    """Inserts those rows whose key is not there yet."""
    if rows:
        connection.execute(_insert_missing(connection.dialect.name, cast(sa.Table, model.__table__)), list(rows))


@lru_cache(maxsize=4)
def _insert_missing(dialect: str, table: sa.Table) -> Any:
    return (sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)).on_conflict_do_nothing()
