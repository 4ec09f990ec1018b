"""What guards the addresses that platforms call: a forged update is refused, counted, and told nothing.

Whoever knows an address can call it without end; that must cost neither the database nor the log more than a line now
and then.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
import time
from collections import Counter
from typing import Final, Protocol

from aiohttp import web

from bot.gateway.messenger.keys import COUNTS
from bot.memory.database import MemoryUnavailable
from bot.memory.messaging.counts import What

logger = logging.getLogger(__name__)

#: A platform puts many updates into one request; what it takes at most is far less.
MOST_BYTES: Final = 3 * 1024 * 1024
#: So long a count waits for others, to be written together with them.
WRITE_SECONDS: Final = 5.0
_LOG_SECONDS: Final = 60.0


class Counting(Protocol):
    """Where counts are kept: `bot.memory.messaging.counts.Counts`."""

    def add(self, platform: str, what: What, n: int = 1) -> None:
        """Adds `n` to today.

        Raises:
            MemoryUnavailable: see there.
        """
        ...


class Guard:
    """Counts what one platform's address did not let through: at most a kill loses the last `WRITE_SECONDS`."""

    def __init__(self, platform: str) -> None:
        """`platform`: `Messenger.name`."""
        self._platform = platform
        self._counts: Counting | None = None
        self._waiting: Counter[What] = Counter()
        self._timer: asyncio.TimerHandle | None = None
        self._writing: asyncio.Task[None] | None = None
        self._turn = asyncio.Lock()
        self._quiet_until = 0.0

    def refuse(self, request: web.Request) -> web.Response:
        """The answer to a forged update: 403 without a word; the team's figures show how many there were."""
        if time.monotonic() >= self._quiet_until:
            self._quiet_until = time.monotonic() + _LOG_SECONDS
            logger.warning("An update that does not come from %s was refused; all of them are counted", self._platform)
        self._count(request.app[COUNTS], What.REFUSED)
        return web.Response(status=403)

    def skip(self, error: str, counts: Counting | None) -> None:
        """One update is left out, since reading it ended in an error: else it would come again and again.

        Args:
            error: its class; its words could be the person's.
            counts: where to count it; None: it is only logged.
        """
        logger.error("%s: an update could not be read (%s)", self._platform, error)
        if counts is not None:
            self._count(counts, What.UNREADABLE)

    async def flush(self) -> None:
        """Writes what has been counted; what cannot be written now waits for the next time."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        async with self._turn:
            for what, n in list(self._waiting.items()):
                if self._counts is None or not n:
                    continue
                self._waiting[what] -= n
                try:
                    await asyncio.to_thread(self._counts.add, self._platform, what, n)
                except MemoryUnavailable as error:
                    self._waiting[what] += n
                    logger.error("%s: what was refused could not be counted: %s", self._platform, error)

    def _count(self, counts: Counting, what: What) -> None:
        self._counts = counts
        self._waiting[what] += 1
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(WRITE_SECONDS, self._write)

    def _write(self) -> None:
        self._timer = None
        self._writing = asyncio.create_task(self.flush())


def same(given: str | bytes, expected: str | bytes) -> bool:
    """Whether a secret is right, in a time that does not tell how much of it is; nothing equals an empty one."""
    if not expected:
        return False
    return hmac.compare_digest(_bytes(given), _bytes(expected))


async def read_body(request: web.Request, most: int = MOST_BYTES) -> bytes:
    """The raw body, on which a signature is made; webhooks may be longer than what a parent writes.

    Raises:
        HTTPRequestEntityTooLarge: more than `most` bytes.
        HTTPBadRequest: not packed as its headers say.
    """
    try:
        return await request.clone(client_max_size=most).read()
    except web.RequestPayloadError:
        request.content.feed_eof()  # else aiohttp tries to read the rest of it, and logs at length that it cannot
        answer = web.HTTPBadRequest()
        answer.force_close()
        raise answer from None


def _bytes(value: str | bytes) -> bytes:
    return value if isinstance(value, bytes) else value.encode(errors="surrogatepass")
