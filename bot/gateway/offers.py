"""The offers as the gateway reads them: opened by the first page that needs them, so the chat starts without."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import Final, TypeVar

from aiohttp import web

from offer_db.search import Municipality, OfferDirectory

T = TypeVar("T")
THREADS: Final = 4
PLACES_SECONDS: Final = 60.0


class Offers:
    """One directory for all pages; its calls block, so they run in a thread."""

    def __init__(self, url: str) -> None:
        """`url`: SQLAlchemy address of the offers."""
        self._url = url
        # threads of their own: a hundred searches at once must not keep the chat waiting
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="offers")
        self._places: tuple[float, tuple[Municipality, ...]] = (-math.inf, ())
        self._directory: OfferDirectory | None = None
        self._opening = Lock()

    @property
    def directory(self) -> OfferDirectory:
        """The directory.

        Raises:
            OfferDbError: it cannot be read.
        """
        with self._opening:
            self._directory = self._directory or OfferDirectory(self._url)
            return self._directory

    async def ask(self, question: Callable[[OfferDirectory], T]) -> T:
        """The answer of a blocking call.

        Raises:
            OfferDbError: the offers cannot be read.
        """
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, lambda: question(self.directory))

    async def municipalities(self) -> tuple[Municipality, ...]:
        """As `OfferDirectory.municipalities`, asked once a minute: every chat page needs them.

        Raises:
            OfferDbError: the offers cannot be read.
        """
        read_at, places = self._places
        if time.monotonic() - read_at > PLACES_SECONDS:
            places = await self.ask(lambda directory: directory.municipalities())
            self._places = (time.monotonic(), places)
        return places

    def close(self) -> None:
        """Closes the offers."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        if self._directory is not None:
            self._directory.close()


OFFERS: web.AppKey[Offers] = web.AppKey("offers", Offers)


async def closing(app: web.Application) -> AsyncIterator[None]:
    """Closes the offers with the application."""
    yield
    await asyncio.to_thread(app[OFFERS].close)
