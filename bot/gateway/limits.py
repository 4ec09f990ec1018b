"""Keeps one person, or one machine, from taking Lotte away from everybody else."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

from aiohttp import web
from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

from bot.gateway.errors import ApiError
from bot.settings import Settings
from bot.web.senders import Addresses

#: Whoever types a one-time code mistypes it now and then; whoever guesses needs some hundred million tries.
_CODE_RATE: Final = parse("10/minute")


class RateLimits:
    """Messages a minute, by session and by internet address."""

    def __init__(self, settings: Settings) -> None:
        """Rates come from the settings ("20/minute")."""
        self._storage = MemoryStorage()
        self._limiter = MovingWindowRateLimiter(self._storage)
        self._addresses = Addresses(settings)
        self._page_rate = parse(settings.page_rate)
        self._session_rate = parse(settings.session_rate)
        self._address_rate = parse(settings.address_rate)
        self._are_on = settings.limits

    async def check(self, request: web.Request, sender: str) -> None:
        """Counts one message.

        Raises:
            ApiError: 429, when the session or its address has sent too many.
        """
        if self._addresses.is_free(request):
            return
        # the address first: who is refused must not leave a new session's counter behind each time
        await self._hit(self._address_rate, self._addresses.mark(request))
        await self._hit(self._session_rate, f"session:{sender}")

    async def check_person(self, key: str) -> None:
        """Counts one message of a person who writes in a messenger; platforms have addresses, people there do not.

        Raises:
            ApiError: 429, when this person has sent too many.
        """
        if self._are_on:
            await self._hit(self._session_rate, f"person:{key}")

    async def may_be_told(self, what: str, key: str, seconds: int) -> bool:
        """Whether a person is to be told something: once in so many seconds, then Lotte says nothing."""
        return not self._are_on or await self._limiter.hit(parse(f"1/{seconds} seconds"), f"{what}:{key}")

    async def check_page(self, request: web.Request) -> None:
        """Counts one page that has to be searched for or drawn.

        Raises:
            ApiError: 429, when its address has asked for too many.
        """
        if not self._addresses.is_free(request):
            await self._hit(self._page_rate, f"page:{self._addresses.mark(request)}")

    async def check_code(self, request: web.Request) -> None:
        """Counts one try to redeem a one-time code.

        Raises:
            ApiError: 429, when its address has tried too often.
        """
        if not self._addresses.is_free(request):
            await self._hit(_CODE_RATE, f"code:{self._addresses.mark(request)}")

    def forget_old(self) -> None:
        """Forgets counters that no longer count; the storage itself does so only while others are counted."""
        now = time.time()
        for key, events in list(self._storage.events.items()):
            if not events or events[0].expiry < now:
                del self._storage.events[key]

    async def _hit(self, rate: RateLimitItem, key: str) -> None:
        if not await self._limiter.hit(rate, key):
            raise ApiError(429, "zu_schnell", "fehler_zu_schnell")


@dataclass
class _Queue:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0


class Turnstile:
    """One message of a session at a time, in order; a few may wait, more are refused."""

    def __init__(self, max_waiting: int) -> None:
        """`max_waiting`: how many may stand behind the running one."""
        self._max_waiting = max_waiting
        self._queues: dict[str, _Queue] = {}

    @asynccontextmanager
    async def turn(self, sender: str) -> AsyncIterator[None]:
        """Held for the length of a turn.

        Raises:
            ApiError: 429, when too many wait already.
        """
        queue = self._queues.setdefault(sender, _Queue())
        if queue.waiting > self._max_waiting:
            raise ApiError(429, "zu_schnell", "fehler_zu_schnell")
        queue.waiting += 1
        try:
            async with queue.lock:
                yield
        finally:
            queue.waiting -= 1
            if not queue.waiting:
                self._queues.pop(sender, None)
