"""What conversations can be filtered by, and what that means for a query."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from bot.memory.conversations import Conversation
from bot.memory.database import storable
from bot.memory.reviewing.searching import matching
from bot.memory.reviewing.summary import FactKind
from bot.memory.reviewing.tables import ConversationFact, ConversationTag, ReviewState

HELD: Final = Conversation.turns > 0
"""Somebody said something: what was only carried over from another channel (bot/carrying.py) is no conversation yet."""
LOW_CONFIDENCE: Final = 0.5
"""Below this, a typed message was understood unsurely."""
_MOST_TURNS: Final = 1_000_000
_LONGEST_QUERY: Final = 200

# Numbers stand in the text of the query, as in the index: the database must see that the index holds all of them.
SIGNS: Final[dict[str, sa.ColumnElement[bool]]] = {
    "no_offer": Conversation.no_offer.is_(sa.true()),
    "fallback": Conversation.fallbacks > sa.literal_column("0"),
    "low_confidence": Conversation.lowest_confidence < sa.literal_column(str(LOW_CONFIDENCE)),
    "crisis": Conversation.crisis.is_not(None),
    "bad_feedback": Conversation.bad_feedback.is_(sa.true()),
}
"""Each sign of `Filters` that few conversations have; it has an index that holds only these."""

for _name, _condition in SIGNS.items():
    sa.Index(
        f"ix_conversation_{_name}",
        Conversation.updated_at,
        Conversation.sender_id,
        postgresql_where=_condition,
        sqlite_where=_condition,
    )


@dataclass(frozen=True)
class Filters:
    """Which conversations to show; everything that is set must be fulfilled. Empty means all.

    Attributes:
        since, until: seconds since 1970, over the last message; `since` included, `until` not.
        channel, language: as in `Conversation`; "" is any, and so for those below.
        need, place_key: one that was spoken of anywhere in the conversation.
        tag: a word staff gave it.
        state: one of `ReviewState`.
        no_offer: something was looked for and nothing fitted just so.
        fallback: Lotte did not understand at least once.
        low_confidence: a typed message was understood with less than `LOW_CONFIDENCE`.
        crisis: danger was heard.
        bad_feedback: "Hat das geholfen?" – "nein", a complaint, or an insult.
        not_reviewed: nobody has reviewed or flagged it yet.
        least_turns, most_turns: number of the parent's messages, both included.
        words: what parents typed, see `bot.memory.reviewing.searching`.
    """

    since: float | None = None
    until: float | None = None
    channel: str = ""
    language: str = ""
    need: str = ""
    place_key: str = ""
    tag: str = ""
    state: str = ""
    no_offer: bool = False
    fallback: bool = False
    low_confidence: bool = False
    crisis: bool = False
    bad_feedback: bool = False
    not_reviewed: bool = False
    least_turns: int | None = None
    most_turns: int | None = None
    words: str = ""


def conditions(filters: Filters) -> list[sa.ColumnElement[bool]]:
    """What a row of `conversation` must fulfil; whatever somebody wrote into an address is a value, never a failure."""
    wanted: list[sa.ColumnElement[bool]] = [HELD]
    named = (filters.channel, filters.language, filters.need, filters.place_key, filters.tag, filters.state)
    if not all(map(storable, named)):
        return [sa.false()]
    if filters.since is not None:
        wanted.append(Conversation.updated_at >= filters.since)
    if filters.until is not None:
        wanted.append(Conversation.updated_at < filters.until)
    for column, value in (
        (Conversation.channel, filters.channel),
        (Conversation.language, filters.language),
        (Conversation.review_state, filters.state),
    ):
        if value:
            wanted.append(column == value)
    for kind, value in ((FactKind.NEED, filters.need), (FactKind.PLACE, filters.place_key)):
        if value:
            facts = sa.select(ConversationFact.sender_id)
            wanted.append(
                Conversation.sender_id.in_(facts.where(ConversationFact.kind == kind, ConversationFact.value == value))
            )
    if filters.tag:
        tagged = sa.select(ConversationTag.sender_id).where(ConversationTag.tag == filters.tag)
        wanted.append(Conversation.sender_id.in_(tagged))
    wanted += _signs(filters)
    if filters.least_turns is not None:
        wanted.append(Conversation.turns >= min(filters.least_turns, _MOST_TURNS))
    if filters.most_turns is not None:
        wanted.append(Conversation.turns <= min(max(filters.most_turns, -1), _MOST_TURNS))
    return wanted + matching(filters.words[:_LONGEST_QUERY], Conversation.sender_id)  # type: ignore[arg-type]


def _signs(filters: Filters) -> list[sa.ColumnElement[bool]]:
    """What is simply so or not."""
    signs = [condition for name, condition in SIGNS.items() if getattr(filters, name)]
    return [*signs, Conversation.review_state == ReviewState.NEU] if filters.not_reviewed else signs
