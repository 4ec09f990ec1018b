"""The offers as the gateway reads them: opened by the first page that needs them, so the chat starts without."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Lock
from typing import Final, TypeVar

from aiohttp import web

from offer_db.search import Municipality, OfferDirectory

T = TypeVar("T")
THREADS: Final = 4
NAMES_SECONDS: Final = 60.0


@dataclass(frozen=True)
class _Names:
    """What hardly ever changes."""

    municipalities: tuple[Municipality, ...]
    topics: Mapping[str, str]
    read_at: float


def _read_names(directory: OfferDirectory) -> _Names:
    topics = {topic.key: topic.name for topic in directory.topics()}
    return _Names(directory.municipalities(), topics, time.monotonic())


class Offers:
    """One directory for all pages; its calls block, so they run in a thread."""

    def __init__(self, url: str) -> None:
        """`url`: SQLAlchemy address of the offers."""
        self._url = url
        # threads of their own: a hundred searches at once must not keep the chat waiting
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="offers")
        self._names: _Names | None = None
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
        """As `OfferDirectory.municipalities`, read once a minute: every chat page needs them.

        Raises:
            OfferDbError: the offers cannot be read.
        """
        return (await self._tables()).municipalities

    async def topic_names(self) -> Mapping[str, str]:
        """Key → German name of all topics, read once a minute: every answer needs them.

        Raises:
            OfferDbError: the offers cannot be read.
        """
        return (await self._tables()).topics

    async def _tables(self) -> _Names:
        if self._names is None or time.monotonic() - self._names.read_at > NAMES_SECONDS:
            self._names = await self.ask(_read_names)
        return self._names

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
