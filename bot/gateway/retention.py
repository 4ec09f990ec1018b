"""Deletes what has outlived its time: conversations, and wishes to be called back that nobody could fulfil."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.memory.database import MemoryUnavailable

logger = logging.getLogger(__name__)

SECONDS_BETWEEN = 3600.0


@dataclass(frozen=True)
class Expiry:
    """One kind of thing that is kept for a time only.

    Attributes:
        what: for the log, e.g. "conversations".
        delete: deletes all that is older than so many days; returns how many there were.
        days: how long they are kept.
    """

    what: str
    delete: Callable[[float], int]
    days: int


async def delete_expired(expiries: Sequence[Expiry]) -> None:
    """Runs until cancelled: at start and every hour; a failing database is tried again the next time."""
    while True:
        for expiry in expiries:
            try:
                deleted = await asyncio.to_thread(expiry.delete, expiry.days)
                if deleted:
                    logger.info("%d %s deleted after %d days", deleted, expiry.what, expiry.days)
            except MemoryUnavailable as error:
                logger.error("Expired %s could not be deleted: %s", expiry.what, error)
        await asyncio.sleep(SECONDS_BETWEEN)
