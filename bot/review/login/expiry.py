"""Every hour: sessions that are over go, and what has stood long enough in the audit log."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Final

from aiohttp import web

from bot.memory.database import MemoryUnavailable
from bot.review.keys import AUDIT, SETTINGS, STAFF_SESSIONS, in_thread

logger = logging.getLogger(__name__)

SECONDS_BETWEEN: Final = 3600.0


def add_pages(app: web.Application) -> None:
    """No page: runs as long as the application does."""
    app.cleanup_ctx.append(_running)


async def delete_old(app: web.Application) -> None:
    """Deletes once; a database that fails is asked again the next time."""
    try:
        sessions = await in_thread(app[STAFF_SESSIONS].delete_expired)
        lines = await in_thread(app[AUDIT].delete_older_than, app[SETTINGS].audit_days)
    except MemoryUnavailable as error:
        logger.error("Old sessions and lines of the audit log could not be deleted: %s", error)
        return
    if sessions or lines:
        logger.info("%d sessions and %d lines of the audit log deleted", sessions, lines)


async def _running(app: web.Application) -> AsyncIterator[None]:
    async def every_hour() -> None:
        while True:
            await delete_old(app)
            await asyncio.sleep(SECONDS_BETWEEN)

    task = asyncio.create_task(every_hour())
    yield
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
