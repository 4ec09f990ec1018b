"""Rows of letters and parts, and what a new one means for its person. Within a transaction of the postbox."""

from __future__ import annotations

import math
import uuid
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from bot.memory.messaging.records import Letter
from bot.memory.messaging.store import upsert
from bot.memory.messaging.tables import MessengerLetter, MessengerPart, MessengerPerson


def add_letter(connection: sa.Connection, letter: Letter, sealed: bytes) -> bool:
    """Adds the row of a letter; False: one with its update key is there."""
    row: dict[str, Any] = {
        "platform": letter.platform,
        "update_key": letter.update_key,
        "person_key": letter.person_key,
        "content": sealed,
        # to the second, as most platforms tell it: what their clocks tell more finely, ours does not know
        "sent_second": math.floor(letter.sent_at or letter.received_at),
        "received_at": letter.received_at,
        "attempts": 0,
    }
    adding = upsert(connection, MessengerLetter).values(row).on_conflict_do_nothing()
    return connection.scalar(adding.returning(MessengerLetter.id)) is not None


def mark_due(connection: sa.Connection, letter: Letter) -> None:
    """Makes the person of a new letter due: now, or when the platform allows it. A claim stands."""
    person, now = MessengerPerson, letter.received_at
    row: dict[str, Any] = {
        "person_key": letter.person_key,
        "platform": letter.platform,
        "due_at": now,
        "heard_at": now,
        **NOBODY_YET,
    }
    allowed = sa.case((person.not_before > now, person.not_before), else_=now)
    due = sa.case((sa.or_(person.due_at.is_(None), person.due_at > allowed), allowed), else_=person.due_at)
    known = {"due_at": due, "heard_at": now, "leaving": sa.false()}
    adding = upsert(connection, MessengerPerson).values(row)
    connection.execute(adding.on_conflict_do_update(index_elements=["person_key"], set_=known))


def add_parts(connection: sa.Connection, person_key: str, platform: str, sealed: Sequence[bytes], now: float) -> None:
    """Lets sealed messages wait, in order; that their person is due is the caller's."""
    rows = [
        {
            "person_key": person_key,
            "platform": platform,
            "send_key": uuid.uuid4().hex,
            "content": content,
            "created_at": now,
            "attempts": 0,
        }
        for content in sealed
    ]
    if rows:
        connection.execute(sa.insert(MessengerPart), rows)


NOBODY_YET: dict[str, Any] = {"not_before": 0.0, "claimed_until": 0.0, "claim_number": 0, "leaving": False}
"""Columns of a person who is new."""
