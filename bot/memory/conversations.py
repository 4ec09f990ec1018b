"""The store of conversations: masked events, one row each, and beside them where each conversation stands.

Knows SQLAlchemy and nothing of Rasa; the tracker store (Rasa's side) and the gateway (deletion) both use it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.memory.database import SECONDS_A_DAY, Base, deletion, open_engine, transaction
from bot.memory.database import MemoryUnavailable as MemoryUnavailable  # who speaks to the archive finds its error here
from bot.memory.event_types import ACTION, USER
from bot.memory.reviewing.recording import record, take_back
from bot.memory.reviewing.summary import Summary, summarised

TAKEN_BACK: Final = "[gelöscht]"
"""Stands where the words of a message stood that its parent took back."""
_EDIT: Final = "/"

# All that bot/memory/reviewing/figures.py counts: it need not read the rows, which are long.
_COUNTED: Final = tuple("created_at first_offer_turn no_offer helped turns fallbacks crisis language channel".split())


class Conversation(Base):
    """Where a conversation stands: the slots and the open form after the last turn."""

    __tablename__ = "conversation"
    # the team's list, newest first: all, or those with one value (for the signs: bot/memory/reviewing/filtering.py)
    __table_args__ = (
        sa.Index("ix_conversation_order", "updated_at", "sender_id"),
        sa.Index("ix_conversation_channel", "channel", "updated_at", "sender_id"),
        sa.Index("ix_conversation_language", "language", "updated_at", "sender_id"),
        sa.Index("ix_conversation_review_state", "review_state", "updated_at", "sender_id"),
        sa.Index("ix_conversation_turns", "turns"),  # few are very long; without it all had to be read to find them
        sa.Index("ix_conversation_figures", *_COUNTED),
    )

    sender_id: Mapped[str] = mapped_column(sa.String(64), primary_key=True)  # keyed hash, never the cookie itself
    created_at: Mapped[float] = mapped_column(sa.Float(53))  # seconds since 1970
    updated_at: Mapped[float] = mapped_column(sa.Float(53))
    next_position: Mapped[int] = mapped_column(sa.Integer)
    slots: Mapped[str] = mapped_column(sa.Text)  # JSON: slot → value
    active_loop: Mapped[str | None] = mapped_column(sa.String(100))
    # What staff find it by, kept up to date by `write` (bot/memory/reviewing/summary.py).
    channel: Mapped[str] = mapped_column(sa.String(20), default="", server_default="")
    language: Mapped[str] = mapped_column(sa.String(16), default="de", server_default="de")
    turns: Mapped[int] = mapped_column(sa.Integer, default=0, server_default="0")  # parent's messages
    first_offer_turn: Mapped[int | None] = mapped_column(sa.Integer)
    no_offer: Mapped[bool] = mapped_column(sa.Boolean, default=False, server_default=sa.false())
    fallbacks: Mapped[int] = mapped_column(sa.Integer, default=0, server_default="0")
    lowest_confidence: Mapped[float | None] = mapped_column(sa.Float(53))  # of typed messages, 0..1
    crisis: Mapped[str | None] = mapped_column(sa.String(20))  # the first kind of danger
    helped: Mapped[str | None] = mapped_column(sa.String(10))  # answer to "Hat das geholfen?": "ja", "nein"
    bad_feedback: Mapped[bool] = mapped_column(sa.Boolean, default=False, server_default=sa.false())
    review_state: Mapped[str] = mapped_column(sa.String(20), default="neu", server_default="neu")
    reviewed_by: Mapped[str | None] = mapped_column(sa.String(100))
    reviewed_at: Mapped[float | None] = mapped_column(sa.Float(53))


class ConversationEvent(Base):
    """One event, masked. The position in its conversation is unique: two writers of one turn cannot both win."""

    __tablename__ = "conversation_event"

    sender_id: Mapped[str] = mapped_column(
        sa.String(64), sa.ForeignKey("conversation.sender_id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(sa.Integer, primary_key=True)
    timestamp: Mapped[float] = mapped_column(sa.Float(53), index=True)
    type_name: Mapped[str] = mapped_column(sa.String(50))
    intent_name: Mapped[str | None] = mapped_column(sa.String(100))
    action_name: Mapped[str | None] = mapped_column(sa.String(100))
    data: Mapped[str] = mapped_column(sa.Text)  # JSON of the masked event


@dataclass(frozen=True)
class Remembered:
    """The end of a conversation.

    Attributes:
        events: the last turns, oldest first, as JSON objects.
        slots: values after the last turn.
        active_loop: name of the open form, or None.
        next_position: number of all events ever written.
    """

    events: Sequence[Mapping[str, Any]]
    slots: Mapping[str, Any]
    active_loop: str | None
    next_position: int


class ConversationArchive:
    """Reads and writes conversations; safe to use from several threads and processes."""

    def __init__(self, url: str) -> None:
        """Connects once, so that a database that is down is known at start.

        Raises:
            MemoryUnavailable: no connection, or the tables are missing (run the migrations first).
        """
        self._engine = open_engine(url)
        with transaction(self._engine) as connection:
            connection.execute(sa.select(Conversation.sender_id).limit(1))

    def close(self) -> None:
        """Gives all connections back."""
        self._engine.dispose()

    def read(self, sender_id: str, turns: int | None) -> Remembered | None:
        """The last `turns` turns of a conversation (all of them for None), or None if there is no conversation.

        A turn begins with the event before the parent's message: Rasa's listening.
        """
        with transaction(self._engine) as connection:
            row = connection.execute(sa.select(Conversation).where(Conversation.sender_id == sender_id)).first()
            if row is None:
                return None
            start = 0 if turns is None else _start_of_turn(connection, sender_id, turns)
            data = connection.scalars(
                sa.select(ConversationEvent.data)
                .where(ConversationEvent.sender_id == sender_id, ConversationEvent.position >= start)
                .order_by(ConversationEvent.position)
            )
            return Remembered(
                [json.loads(event) for event in data], json.loads(row.slots), row.active_loop, row.next_position
            )

    def slots(self, sender_id: str) -> Mapping[str, Any]:
        """Only the slots, by primary key; empty for an unknown conversation."""
        with transaction(self._engine) as connection:
            found = connection.scalar(sa.select(Conversation.slots).where(Conversation.sender_id == sender_id))
            return dict(json.loads(found)) if found else {}

    def write(
        self,
        sender_id: str,
        position: int,
        events: Sequence[Mapping[str, Any]],
        slots: Mapping[str, Any],
        active_loop: str | None,
    ) -> int:
        """Appends masked events at `position` and moves the conversation on, in one transaction.

        Returns:
            The position after the last event.

        Raises:
            MemoryUnavailable: also when somebody else wrote at this position meanwhile.
        """
        now = time.time()
        end = position + len(events)
        standing = {
            "updated_at": now,
            "next_position": end,
            "slots": json.dumps(dict(slots), ensure_ascii=False),
            "active_loop": active_loop,
        }
        rows = event_rows(sender_id, position, events)
        summary = summarised(events)
        with transaction(self._engine) as connection:
            turns = connection.scalar(
                sa.update(Conversation)
                .where(Conversation.sender_id == sender_id, Conversation.next_position == position)
                .values(**standing, **_found_by_now(summary))
                .returning(Conversation.turns)
            )
            if turns is None:
                # a new conversation; for an old one that somebody else moved on, the primary key refuses
                turns = summary.turns
                connection.execute(
                    sa.insert(Conversation).values(sender_id=sender_id, created_at=now, **standing, **found_by(summary))
                )
            if rows:
                connection.execute(sa.insert(ConversationEvent), rows)
            record(connection, sender_id, summary, position, turns - summary.turns)
        return end

    def delete(self, sender_id: str) -> bool:
        """Deletes a conversation with all its events; False if there was none."""
        with deletion(self._engine) as connection:
            deleted = connection.execute(sa.delete(Conversation).where(Conversation.sender_id == sender_id))
            return bool(deleted.rowcount)

    def delete_older_than(self, days: float) -> int:
        """Deletes every conversation that nobody has continued for `days`; returns how many."""
        with deletion(self._engine) as connection:
            limit = time.time() - days * SECONDS_A_DAY
            return int(connection.execute(sa.delete(Conversation).where(Conversation.updated_at < limit)).rowcount)

    def forget_message(self, sender_id: str, message_id: str) -> bool:
        """Takes the words out of one of the parent's messages, wherever they are kept; the turn stays.

        Args:
            message_id: what `bot.channel` was told with the message; its edits (`edit_of`) lose their words too.

        Returns:
            False: there is no such message.
        """
        with deletion(self._engine) as connection:
            # the conversation first, as `write` does it: a turn that is being written has its words counted, or waits
            known = sa.update(Conversation).where(Conversation.sender_id == sender_id)
            connection.execute(known.values(next_position=Conversation.next_position))
            row, found = ConversationEvent, []
            users = sa.select(row.position, row.data).where(row.sender_id == sender_id, row.type_name == USER)
            for position, data in connection.execute(users).all():
                event = json.loads(data)
                if str(event.get("message_id")).partition(_EDIT)[0] != message_id:
                    continue
                found.append(position)
                parsed = {**(event.get("parse_data") or {}), "text": TAKEN_BACK}
                data = json.dumps({**event, "text": TAKEN_BACK, "parse_data": parsed}, ensure_ascii=False)
                this = sa.and_(row.sender_id == sender_id, row.position == position)
                connection.execute(sa.update(row).where(this).values(data=data))
            if found:
                take_back(connection, sender_id, found, TAKEN_BACK)
            return bool(found)

    def sender_ids(self) -> list[str]:
        """All conversations."""
        with transaction(self._engine) as connection:
            return list(connection.scalars(sa.select(Conversation.sender_id)))


def edit_of(message_id: str, edit_id: str) -> str:
    """The `message_id` of a message's new wording; whatever is done to the message is done to it."""
    return f"{message_id}{_EDIT}{edit_id}"


def _start_of_turn(connection: sa.Connection, sender_id: str, turns: int) -> int:
    message = connection.scalar(
        sa.select(ConversationEvent.position)
        .where(ConversationEvent.sender_id == sender_id, ConversationEvent.type_name == USER)
        .order_by(ConversationEvent.position.desc())
        .offset(turns - 1)
        .limit(1)
    )
    return 0 if message is None else max(0, message - 1)


def event_rows(sender_id: str, position: int, events: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rows of `ConversationEvent` for masked events, the first of them at `position`."""
    return [
        {
            "sender_id": sender_id,
            "position": position + offset,
            "timestamp": event.get("timestamp") or time.time(),
            "type_name": event["event"],
            "intent_name": ((event.get("parse_data") or {}).get("intent") or {}).get("name"),
            "action_name": event.get("name") if event["event"] == ACTION else None,
            "data": json.dumps(event, ensure_ascii=False),
        }
        for offset, event in enumerate(events)
    ]


def found_by(summary: Summary) -> dict[str, Any]:
    """What staff find a conversation by, of one that has only this portion."""
    return {
        "channel": (summary.channel or "")[:20],
        "language": (summary.language or "de")[:16],
        "turns": summary.turns,
        "first_offer_turn": summary.offer_turn,
        "no_offer": summary.no_offer,
        "fallbacks": summary.fallbacks,
        "lowest_confidence": summary.lowest_confidence,
        "crisis": summary.crisis,
        "helped": summary.helped,
        "bad_feedback": summary.bad_feedback,
    }


def _found_by_now(summary: Summary) -> dict[str, Any]:
    """The same for a conversation that goes on: a new value where the portion brings one, computed by the database."""
    known = Conversation
    values: dict[str, Any] = {}
    if summary.channel:
        values["channel"] = summary.channel[:20]
    if summary.language:
        values["language"] = summary.language[:16]
    if summary.turns:
        values["turns"] = known.turns + summary.turns
    if summary.offer_turn is not None:
        values["first_offer_turn"] = sa.func.coalesce(known.first_offer_turn, known.turns + summary.offer_turn)
    if summary.no_offer:
        values["no_offer"] = True
    if summary.fallbacks:
        values["fallbacks"] = known.fallbacks + summary.fallbacks
    if (lowest := summary.lowest_confidence) is not None:
        less_sure = sa.or_(known.lowest_confidence.is_(None), known.lowest_confidence > lowest)
        values["lowest_confidence"] = sa.case((less_sure, lowest), else_=known.lowest_confidence)
    if summary.crisis:
        values["crisis"] = sa.func.coalesce(known.crisis, summary.crisis)
    if summary.helped:
        values["helped"] = summary.helped
    if summary.bad_feedback:
        values["bad_feedback"] = True
    return values
