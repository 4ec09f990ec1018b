"""Keeps one person, or one machine, from taking Lotte away from everybody else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web
from limits import parse
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

from bot.gateway.errors import ApiError
from bot.settings import Settings

_LOOPBACK = frozenset({"127.0.0.1", "::1"})


class RateLimits:
    """Messages a minute, by session and by internet address."""

    def __init__(self, settings: Settings) -> None:
        """Rates come from the settings ("20/minute")."""
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._session_rate = parse(settings.session_rate)
        self._address_rate = parse(settings.address_rate)
        self._on = settings.limits
        self._trust_proxy = settings.trust_proxy

    async def check(self, request: web.Request, sender: str) -> None:
        """Counts one message.

        Raises:
            ApiError: 429, when the session or its address has sent too many.
        """
        address = self._address(request)
        if not self._on and address in _LOOPBACK:
            return
        for rate, key in ((self._session_rate, f"session:{sender}"), (self._address_rate, f"address:{address}")):
            if not await self._limiter.hit(rate, key):
                raise ApiError(429, "zu_schnell", "fehler_zu_schnell")

    def _address(self, request: web.Request) -> str:
        if self._trust_proxy and (forwarded := request.headers.get("X-Forwarded-For")):
            return forwarded.rsplit(",", 1)[-1].strip()  # the last entry is our own proxy's, all others can be forged
        return request.remote or ""


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
