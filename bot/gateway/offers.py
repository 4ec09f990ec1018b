"""The offers as the gateway reads them: opened by the first page that needs them, so the chat starts without."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from threading import Lock
from typing import TypeVar

from aiohttp import web

from offer_db.search import OfferDirectory

T = TypeVar("T")


class Offers:
    """One directory for all pages; its calls block, so they run in a thread."""

    def __init__(self, url: str) -> None:
        """`url`: SQLAlchemy address of the offers."""
        self._url = url
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
        return await asyncio.to_thread(lambda: question(self.directory))

    def close(self) -> None:
        """Closes the offers."""
        if self._directory is not None:
            self._directory.close()


OFFERS: web.AppKey[Offers] = web.AppKey("offers", Offers)


async def closing(app: web.Application) -> AsyncIterator[None]:
    """Closes the offers with the application."""
    yield
    await asyncio.to_thread(app[OFFERS].close)
