"""Deletes conversations when their time is over."""

from __future__ import annotations

import asyncio
import logging

from bot.memory.conversations import ConversationArchive, MemoryUnavailable

logger = logging.getLogger(__name__)

SECONDS_BETWEEN = 3600.0


async def delete_expired(archive: ConversationArchive, days: int) -> None:
    """Runs until cancelled: at start and every hour; a failing database is tried again the next time."""
    while True:
        try:
            deleted = await asyncio.to_thread(archive.delete_older_than, days)
            if deleted:
                logger.info("%d conversations deleted after %d days", deleted, days)
        except MemoryUnavailable as error:
            logger.error("Expired conversations could not be deleted: %s", error)
        await asyncio.sleep(SECONDS_BETWEEN)
