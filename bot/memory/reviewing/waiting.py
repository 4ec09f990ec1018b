"""What waits for the team: conversations nobody has reviewed, danger among them, corrections, call-back wishes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from bot.memory.callbacks import CallbackRequest
from bot.memory.conversations import Conversation
from bot.memory.database import SECONDS_A_DAY, transaction
from bot.memory.reviewing.basket import OPEN
from bot.memory.reviewing.tables import Correction, ReviewState

DANGER_DAYS: Final = 7
MOST: Final = 1_000
"""Beyond this nobody counts: the page says "more than"."""


@dataclass(frozen=True)
class Waiting:
    """How much waits; a number above `MOST` means: more than `MOST`.

    Attributes:
        danger: conversations with danger whose last message is at most `DANGER_DAYS` old and that nobody has reviewed.
        unreviewed: all conversations that nobody has reviewed or flagged.
        corrections: that a model could learn from and none has yet; from an age or a place none does.
        callbacks: families that wait for a call.
    """

    danger: int
    unreviewed: int
    corrections: int
    callbacks: int


def waiting(engine: sa.Engine, now: float) -> Waiting:
    """Counts; `now` in seconds since 1970.

    Raises:
        MemoryUnavailable: the database does not answer.
    """
    unreviewed = sa.select(sa.literal(1)).where(Conversation.review_state == ReviewState.NEU)
    danger = unreviewed.where(
        Conversation.crisis.is_not(None), Conversation.updated_at >= now - DANGER_DAYS * SECONDS_A_DAY
    )
    learnable = sa.select(sa.literal(1)).where(Correction.state == OPEN, Correction.intent.is_not(None))
    with transaction(engine) as connection:
        return Waiting(
            danger=_count(connection, danger),
            unreviewed=_count(connection, unreviewed),
            corrections=_count(connection, learnable),
            callbacks=_count(connection, sa.select(sa.literal(1)).select_from(CallbackRequest)),
        )


def _count(connection: sa.Connection, rows: sa.Select[int]) -> int:
    """At most one more than `MOST`, so that the start page is as fast after a year as on the first day."""
    limited = rows.limit(MOST + 1).subquery()
    return int(connection.execute(sa.select(sa.func.count()).select_from(limited)).scalar_one())
