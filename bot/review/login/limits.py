"""Slows down who tries passwords: by internet address, and as many at a time as this machine can bear."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final, ParamSpec, TypeVar

from aiohttp import web
from limits import parse
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

from bot.review.errors import TeamError
from bot.review.keys import in_thread
from bot.settings import Settings
from bot.web.senders import Addresses

P = ParamSpec("P")
T = TypeVar("T")

#: A whole office may stand behind one address, and all of it signs in at eight.
_TRIES: Final = parse("60/minute")
_FAILURES: Final = parse("20/15 minutes")
_AT_ONCE: Final = 2  # each takes 64 MiB and a core; parents' messages go through the same machine
_TOO_MANY: Final = (
    "Von Ihrem Anschluss kamen zu viele Versuche. Bitte warten Sie eine Viertelstunde und versuchen Sie es dann noch "
    "einmal."
)


class LoginLimits:
    """Counts tries of an internet address, of which only a mark is kept, and lets two hashes run at a time."""

    def __init__(self, settings: Settings) -> None:
        """`LOTTE_LIMITS=off` counts nothing of this machine's own."""
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._addresses = Addresses(settings)
        self._turns = asyncio.Semaphore(_AT_ONCE)

    async def check(self, request: web.Request) -> None:
        """Counts one try.

        Raises:
            TeamError: 429, when its address has tried, or failed, too often.
        """
        if self._addresses.is_free(request):
            return
        mark = self._addresses.mark(request)
        if not await self._limiter.test(_FAILURES, "failed", mark) or not await self._limiter.hit(_TRIES, "all", mark):
            raise TeamError(429, _TOO_MANY)

    async def failed(self, request: web.Request) -> None:
        """Counts a try that failed."""
        if not self._addresses.is_free(request):
            await self._limiter.hit(_FAILURES, "failed", self._addresses.mark(request))

    async def in_turn(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs what takes a hash in a thread, after those that came before."""
        async with self._turns:
            return await in_thread(function, *args, **kwargs)


LOGIN_LIMITS: Final[web.AppKey[LoginLimits]] = web.AppKey("login_limits", LoginLimits)
