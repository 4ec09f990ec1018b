"""The tables beside the conversations: what is found by, and what staff add. They go with their conversation."""

from __future__ import annotations

from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.memory.database import Base

LONGEST_NOTE = 2_000
LONGEST_TAG = 40


class ReviewState(StrEnum):
    """Where a review stands."""

    NEU = "neu"
    GEPRUEFT = "geprueft"
    MARKIERT = "markiert"


def _of_conversation() -> sa.ForeignKey:
    return sa.ForeignKey("conversation.sender_id", ondelete="CASCADE")


class ParentMessage(Base):
    """A parent's message with what was understood, masked; made from the event at the same position."""

    __tablename__ = "parent_message"

    sender_id: Mapped[str] = mapped_column(sa.String(64), _of_conversation(), primary_key=True)
    position: Mapped[int] = mapped_column(sa.Integer, primary_key=True)
    turn: Mapped[int] = mapped_column(sa.Integer)  # 1 is the parent's first message
    timestamp: Mapped[float] = mapped_column(sa.Float(53))
    text: Mapped[str] = mapped_column(sa.Text)
    tapped: Mapped[bool] = mapped_column(sa.Boolean)  # a button, nothing that was understood
    intent: Mapped[str] = mapped_column(sa.String(100))
    act: Mapped[str] = mapped_column(sa.String(20))
    confidence: Mapped[float] = mapped_column(sa.Float(53))
    crisis: Mapped[str | None] = mapped_column(sa.String(20))
    language: Mapped[str] = mapped_column(sa.String(16))


class ConversationFact(Base):
    """Something a conversation is found by that it can have several of: a need, a place."""

    __tablename__ = "conversation_fact"
    __table_args__ = (sa.Index("ix_conversation_fact_value", "kind", "value", "sender_id"),)

    sender_id: Mapped[str] = mapped_column(sa.String(64), _of_conversation(), primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(20), primary_key=True)  # "bedarf", "ort"
    value: Mapped[str] = mapped_column(sa.String(60), primary_key=True)  # need key, municipality key


class ConversationTag(Base):
    """A word staff gave a conversation."""

    __tablename__ = "conversation_tag"

    sender_id: Mapped[str] = mapped_column(sa.String(64), _of_conversation(), primary_key=True)
    tag: Mapped[str] = mapped_column(sa.String(LONGEST_TAG), primary_key=True, index=True)


class ConversationNote(Base):
    """What somebody of the team remarked; masked like everything else."""

    __tablename__ = "conversation_note"

    id: Mapped[int] = mapped_column(sa.Integer, primary_key=True)
    sender_id: Mapped[str] = mapped_column(sa.String(64), _of_conversation(), index=True)
    text: Mapped[str] = mapped_column(sa.String(LONGEST_NOTE))
    who: Mapped[str] = mapped_column(sa.String(100))
    at: Mapped[float] = mapped_column(sa.Float(53))


class SavedFilter(Base):
    """A view of the list that somebody wants to come back to."""

    __tablename__ = "saved_filter"
    __table_args__ = (sa.UniqueConstraint("account_id", "name", name="uq_saved_filter_name"),)

    id: Mapped[int] = mapped_column(sa.Integer, primary_key=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("staff_account.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(sa.String(80))
    query: Mapped[str] = mapped_column(sa.Text)  # the part of the address behind the question mark


class Correction(Base):
    """What a message should have been understood as. It goes when the parents delete their conversation."""

    __tablename__ = "correction"
    __table_args__ = (sa.UniqueConstraint("sender_id", "position", name="uq_correction_message"),)

    id: Mapped[int] = mapped_column(sa.Integer, primary_key=True)
    sender_id: Mapped[str] = mapped_column(sa.String(64), _of_conversation(), index=True)
    position: Mapped[int] = mapped_column(sa.Integer)
    sentence: Mapped[str] = mapped_column(sa.Text)  # masked and without what else could identify
    understood: Mapped[str] = mapped_column(sa.Text)  # JSON, as it was
    intent: Mapped[str | None] = mapped_column(sa.String(100))  # right one: a need, an act, a kind of danger
    second_need: Mapped[str | None] = mapped_column(sa.String(40))
    ages: Mapped[str | None] = mapped_column(sa.Text)  # JSON, list of [first, last] in months; None: was right
    place_key: Mapped[str | None] = mapped_column(sa.String(60))  # "" means none; None: was right
    who: Mapped[str] = mapped_column(sa.String(100))
    at: Mapped[float] = mapped_column(sa.Float(53))
    state: Mapped[str] = mapped_column(sa.String(20), index=True)  # "offen", "uebernommen"


class LearningRun(Base):
    """A candidate model: trained on the corrections, measured against the present one, taken over or not."""

    __tablename__ = "learning_run"

    id: Mapped[int] = mapped_column(sa.Integer, primary_key=True)
    started_at: Mapped[float] = mapped_column(sa.Float(53))
    who: Mapped[str] = mapped_column(sa.String(100))
    state: Mapped[str] = mapped_column(sa.String(20))  # laeuft, fertig, gescheitert, uebernommen, zurueckgenommen
    step: Mapped[str] = mapped_column(sa.String(60), default="")  # what it is doing, German
    share: Mapped[float] = mapped_column(sa.Float(53), default=0.0)  # 0..1
    corrections: Mapped[str] = mapped_column(sa.Text, default="[]")  # JSON list of ids
    model: Mapped[str] = mapped_column(sa.String(200), default="")  # file name below LOTTE_MODELS
    former_model: Mapped[str] = mapped_column(sa.String(200), default="")
    result: Mapped[str] = mapped_column(sa.Text, default="")  # JSON of the comparison
    message: Mapped[str] = mapped_column(sa.Text, default="")  # why it failed, German
    finished_at: Mapped[float | None] = mapped_column(sa.Float(53))
