"""One conversation as a line of the list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from bot.memory.conversations import Conversation
from bot.memory.reviewing.summary import FactKind
from bot.memory.reviewing.tables import ConversationFact, ConversationTag, ParentMessage

FIRST_WORDS: Final = 160
"""Characters of the first message."""


@dataclass(frozen=True)
class ConversationRow:
    """What a line shows; everything masked.

    Attributes:
        created_at, updated_at: seconds since 1970.
        channel: "web", "widget", "telegram" …; "" where it is not known.
        language: code, e.g. "de".
        turns: messages of the parent.
        first_words: of the first typed message, else of the first tapped button; at most `FIRST_WORDS` characters.
        needs, places: keys, in alphabetical order.
        crisis: the first kind of danger, or None.
        no_offer: something was looked for and nothing fitted just so.
        fallbacks: how often Lotte did not understand.
        lowest_confidence: of the typed messages, 0..1; None without any.
        helped: "ja", "nein" or None.
        state: one of `ReviewState`.
        tags: in alphabetical order.
        first_offer_turn: number of the parent's message that was first answered with offers; None if none was.
    """

    sender_id: str
    created_at: float
    updated_at: float
    channel: str
    language: str
    turns: int
    first_words: str
    needs: tuple[str, ...]
    places: tuple[str, ...]
    crisis: str | None
    no_offer: bool
    fallbacks: int
    lowest_confidence: float | None
    helped: str | None
    bad_feedback: bool
    state: str
    tags: tuple[str, ...]
    first_offer_turn: int | None = None


def read_rows(connection: sa.Connection, sender_ids: Sequence[str]) -> tuple[ConversationRow, ...]:
    """The rows of these conversations in this order; those that are gone are left out."""
    if not sender_ids:
        return ()
    columns = [
        column for column in Conversation.__table__.columns if column.name not in ("slots", "active_loop")
    ]  # the slots are long, and nothing of them is shown
    found = {
        row.sender_id: row
        for row in connection.execute(sa.select(*columns).where(Conversation.sender_id.in_(sender_ids)))
    }
    words = _first_words(connection, sender_ids)
    values = _values(connection, sender_ids)
    return tuple(
        _row(found[sender_id], words.get(sender_id, ""), values[sender_id])
        for sender_id in sender_ids
        if sender_id in found
    )


def _row(row: sa.Row[Any], first_words: str, values: dict[str, list[str]]) -> ConversationRow:
    return ConversationRow(
        sender_id=row.sender_id,
        created_at=row.created_at,
        updated_at=row.updated_at,
        channel=row.channel,
        language=row.language,
        turns=row.turns,
        first_words=_shortened(first_words),
        needs=tuple(sorted(values[FactKind.NEED])),
        places=tuple(sorted(values[FactKind.PLACE])),
        crisis=row.crisis,
        no_offer=row.no_offer,
        fallbacks=row.fallbacks,
        lowest_confidence=row.lowest_confidence,
        helped=row.helped,
        bad_feedback=row.bad_feedback,
        state=row.review_state,
        tags=tuple(sorted(values[_TAG])),
        first_offer_turn=row.first_offer_turn,
    )


_TAG: Final = "schlagwort"


def _values(connection: sa.Connection, sender_ids: Sequence[str]) -> dict[str, dict[str, list[str]]]:
    """Facts and tags of each conversation, by kind."""
    facts = sa.select(ConversationFact.sender_id, ConversationFact.kind, ConversationFact.value)
    tags = sa.select(ConversationTag.sender_id, sa.literal(_TAG), ConversationTag.tag)
    both = sa.union_all(
        facts.where(ConversationFact.sender_id.in_(sender_ids)), tags.where(ConversationTag.sender_id.in_(sender_ids))
    )
    values: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for sender_id, kind, value in connection.execute(both):
        values[sender_id][kind].append(value)
    return values


def _first_words(connection: sa.Connection, sender_ids: Sequence[str]) -> dict[str, str]:
    own = aliased(ParentMessage)
    first = (
        sa.select(own.position)
        .where(own.sender_id == ParentMessage.sender_id)
        .order_by(own.tapped, own.position)
        .limit(1)
        .scalar_subquery()
    )
    statement = sa.select(ParentMessage.sender_id, sa.func.substr(ParentMessage.text, 1, 2 * FIRST_WORDS)).where(
        ParentMessage.sender_id.in_(sender_ids), ParentMessage.position == first
    )
    return {sender_id: text for sender_id, text in connection.execute(statement)}


def _shortened(text: str) -> str:
    """In one line; cut at a word, with "…", where it is too long."""
    line = " ".join(text.split())
    if len(line) <= FIRST_WORDS:
        return line
    cut = line[: FIRST_WORDS - 1]
    whole_words = cut.rpartition(" ")[0]
    return (whole_words if len(whole_words) > FIRST_WORDS // 2 else cut) + "…"
