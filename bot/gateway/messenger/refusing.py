"""What guards the addresses that platforms call: a forged update is refused, counted, and told nothing."""

from __future__ import annotations

import asyncio
import hmac
import logging
from typing import Final

from aiohttp import web

from bot.gateway.messenger.keys import COUNTS
from bot.memory.database import MemoryUnavailable
from bot.memory.messaging.counts import What

logger = logging.getLogger(__name__)

#: A platform puts many updates into one request; what it takes at most is far less.
MOST_BYTES: Final = 3 * 1024 * 1024


def same(given: str | bytes, expected: str | bytes) -> bool:
    """Whether a secret is right, in a time that does not tell how much of it is; nothing equals an empty one."""
    if not expected:
        return False
    return hmac.compare_digest(_bytes(given), _bytes(expected))


async def refuse(request: web.Request, platform: str) -> web.Response:
    """The answer to a forged update: 403 without a word; the team's figures show how many there were."""
    logger.warning("An update that does not come from %s was refused", platform)
    try:
        await asyncio.to_thread(request.app[COUNTS].add, platform, What.REFUSED)
    except MemoryUnavailable as error:
        logger.error("A refused update was not counted: %s", error)
    return web.Response(status=403)


async def read_body(request: web.Request, most: int = MOST_BYTES) -> bytes:
    """The raw body, on which a signature is made; webhooks may be longer than what a parent writes.

    Raises:
        HTTPRequestEntityTooLarge: more than `most` bytes.
    """
    return await request.clone(client_max_size=most).read()


def _bytes(value: str | bytes) -> bytes:
    return value if isinstance(value, bytes) else value.encode(errors="surrogatepass")
