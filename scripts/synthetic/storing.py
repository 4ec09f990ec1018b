"""Writes many conversations at once, through the same masking and summary as `ConversationArchive.write`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final, cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from bot.memory.conversations import Conversation, ConversationEvent, event_rows, found_by
from bot.memory.event_masking import masked
from bot.memory.reviewing.recording import fact_rows, message_rows, word_rows
from bot.memory.reviewing.searching import ConversationWord
from bot.memory.reviewing.summary import summarised
from bot.memory.reviewing.tables import ConversationFact, ConversationTag, ParentMessage
from offer_db.models import DemandCount
from offer_db.records import Demand

PREFIX: Final = "saat-"
"""Every synthetic conversation's id begins so; a real one is hexadecimal."""

TABLES: Final = (Conversation, ConversationEvent, ParentMessage, ConversationFact, ConversationWord, ConversationTag)
Rows = dict[type[Any], list[dict[str, Any]]]


@dataclass(frozen=True)
class Played:
    """A conversation that is over; `review` are columns of `Conversation` about its review."""

    sender_id: str
    events: Sequence[Mapping[str, Any]]
    slots: Mapping[str, Any]
    review: Mapping[str, Any]
    tags: Sequence[str] = ()


def rows_of(conversations: Iterable[Played]) -> Rows:
    """The rows of all tables, in the order in which they must be written."""
    rows: Rows = {table: [] for table in TABLES}
    for one in conversations:
        events = [masked(event) for event in one.events]
        summary = summarised(events)
        rows[Conversation].append(
            {
                "sender_id": one.sender_id,
                "created_at": events[0]["timestamp"],
                "updated_at": events[-1]["timestamp"],
                "next_position": len(events),
                "slots": json.dumps(dict(one.slots), ensure_ascii=False),
                "active_loop": None,
                "review_state": "neu",
                "reviewed_by": None,
                "reviewed_at": None,
                **found_by(summary),
                **one.review,
            }
        )
        rows[ConversationEvent] += event_rows(one.sender_id, 0, events)
        rows[ParentMessage] += message_rows(one.sender_id, summary, 0, 0)
        rows[ConversationFact] += fact_rows(one.sender_id, summary)
        rows[ConversationWord] += word_rows(one.sender_id, summary)
        rows[ConversationTag] += [{"sender_id": one.sender_id, "tag": tag} for tag in one.tags]
    return rows


def insert(connection: sa.Connection, rows: Rows) -> None:
    """Writes the rows."""
    for table in TABLES:
        if rows[table]:
            connection.execute(sa.insert(table), rows[table])


def count_synthetic(connection: sa.Connection) -> tuple[int, int]:
    """How many conversations are synthetic, and how many are not."""
    made_up = sa.func.count().filter(Conversation.sender_id.startswith(PREFIX))
    synthetic, every = connection.execute(sa.select(made_up, sa.func.count()).select_from(Conversation)).one()
    return int(synthetic), int(every) - int(synthetic)


def remove(connection: sa.Connection) -> int:
    """Deletes the synthetic conversations; returns how many."""
    return int(connection.execute(sa.delete(Conversation).where(Conversation.sender_id.startswith(PREFIX))).rowcount)


def add_demand(connection: sa.Connection, demand: Counter[Demand]) -> None:
    """Counts the searches; less than none takes them back."""
    table = cast(sa.Table, DemandCount.__table__)
    keys = [column.name for column in table.primary_key]
    for one, count in demand.items():
        values = {name: value for name, value in asdict(one).items() if name in keys}
        if count > 0:
            statement: Any = (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(table)
            statement = statement.on_conflict_do_update(
                index_elements=keys, set_={"count": table.c.count + statement.excluded["count"]}
            )
            connection.execute(statement, values | {"count": count})
            continue
        own = sa.and_(*(table.c[name] == value for name, value in values.items()))
        connection.execute(sa.delete(table).where(own, table.c.count <= -count))
        connection.execute(sa.update(table).where(own).values(count=table.c.count + count))
