"""The tables of the messengers. Ids of a platform stand in them as keyed hashes only, words and addresses sealed."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.memory.database import Base
from bot.memory.messaging.sealing import KEY_CHARACTERS

_KEY = sa.String(KEY_CHARACTERS)
_PLATFORM = sa.String(20)
_SECONDS = sa.Float(53)  # since 1970


class MessengerPerson(Base):
    """Somebody who writes to Lotte in a messenger. Whoever changes letters or parts locks this row first."""

    __tablename__ = "messenger_person"

    person_key: Mapped[str] = mapped_column(_KEY, primary_key=True)
    platform: Mapped[str] = mapped_column(_PLATFORM)
    state: Mapped[bytes | None] = mapped_column(sa.LargeBinary)  # sealed `PersonState`
    due_at: Mapped[float | None] = mapped_column(_SECONDS, index=True)  # when something is to be done; None: nothing
    not_before: Mapped[float] = mapped_column(_SECONDS, default=0.0)  # the platform asked us to wait
    claimed_by: Mapped[str | None] = mapped_column(sa.String(64))
    claimed_until: Mapped[float] = mapped_column(_SECONDS, default=0.0)
    claim_number: Mapped[int] = mapped_column(sa.Integer, default=0)
    heard_at: Mapped[float] = mapped_column(_SECONDS, default=0.0, index=True)
    reminded_at: Mapped[float | None] = mapped_column(_SECONDS)
    leaving: Mapped[bool] = mapped_column(sa.Boolean, default=False)  # the row goes with the last part


class MessengerLetter(Base):
    """What has arrived. Answered, it loses its words and its person: the update key alone stays, against replays."""

    __tablename__ = "messenger_letter"
    __table_args__ = (
        sa.UniqueConstraint("update_key", name="uq_messenger_letter_update_key"),
        sa.Index("ix_messenger_letter_waiting", "person_key", "sent_second", "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(sa.Integer, primary_key=True)
    platform: Mapped[str] = mapped_column(_PLATFORM)
    update_key: Mapped[str] = mapped_column(_KEY)
    person_key: Mapped[str | None] = mapped_column(_KEY)
    content: Mapped[bytes | None] = mapped_column(sa.LargeBinary)  # sealed
    sent_second: Mapped[int] = mapped_column(sa.BigInteger)
    received_at: Mapped[float] = mapped_column(_SECONDS)
    attempts: Mapped[int] = mapped_column(sa.Integer, default=0)
    answered_at: Mapped[float | None] = mapped_column(_SECONDS, index=True)


class MessengerPart(Base):
    """A message that waits to be sent; gone as soon as the platform has it."""

    __tablename__ = "messenger_part"
    __table_args__ = (
        sa.Index("ix_messenger_part_waiting", "person_key", "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(sa.Integer, primary_key=True)
    person_key: Mapped[str] = mapped_column(_KEY)
    platform: Mapped[str] = mapped_column(_PLATFORM)
    send_key: Mapped[str] = mapped_column(sa.String(32))
    content: Mapped[bytes] = mapped_column(sa.LargeBinary)  # sealed
    created_at: Mapped[float] = mapped_column(_SECONDS)
    attempts: Mapped[int] = mapped_column(sa.Integer, default=0)


class HandoverCode(Base):
    """A code that carries a situation from one channel to another, once; only its keyed hash is kept."""

    __tablename__ = "handover_code"

    code_key: Mapped[str] = mapped_column(_KEY, primary_key=True)
    sender_id: Mapped[str] = mapped_column(sa.String(64), unique=True, index=True)  # of the conversation left
    expires_at: Mapped[float] = mapped_column(_SECONDS)


class Reminder(Base):
    """Something a person asked to be reminded of; gone when it has become a part."""

    __tablename__ = "reminder"
    __table_args__ = (
        sa.UniqueConstraint("step_key", name="uq_reminder_step_key"),
        sa.Index("ix_reminder_due_at", "due_at"),
        sa.Index("ix_reminder_person_key", "person_key"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(sa.Integer, primary_key=True)
    person_key: Mapped[str] = mapped_column(_KEY)
    step_key: Mapped[str] = mapped_column(_KEY)  # of person and step: one step is reminded of once
    platform: Mapped[str] = mapped_column(_PLATFORM)
    content: Mapped[bytes] = mapped_column(sa.LargeBinary)  # sealed: address, language, step
    due_at: Mapped[float] = mapped_column(_SECONDS)
    deadline_at: Mapped[float | None] = mapped_column(_SECONDS)  # later it would be of no use


class MessengerCount(Base):
    """How often something happened on a day; names nobody."""

    __tablename__ = "messenger_count"

    day: Mapped[str] = mapped_column(sa.String(10), primary_key=True)  # 2026-11-23, as in Gifhorn
    platform: Mapped[str] = mapped_column(_PLATFORM, primary_key=True)
    what: Mapped[str] = mapped_column(sa.String(20), primary_key=True)
    count: Mapped[int] = mapped_column(sa.Integer)


class MessengerLease(Base):
    """Which gateway does something that only one may do."""

    __tablename__ = "messenger_lease"

    name: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    holder: Mapped[str] = mapped_column(sa.String(64))
    until: Mapped[float] = mapped_column(_SECONDS)
