"""When links are looked at: on demand and by schedule, one run at a time, and what of it is written down."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

import sqlalchemy as sa
from aiohttp import web

from bot.review.keys import SETTINGS, in_thread
from bot.review.offers.link_checking import Found, LinkChecker
from offer_db import links

logger = logging.getLogger(__name__)

FIRST_LOOK_SECONDS: Final = 600.0
"""So long after the start the schedule looks for the first time; a restart must not send anybody requests."""
LOOK_SECONDS: Final = 3600.0
WITNESSES: Final = 5
"""So many other addresses are asked when one alone does not answer: is it the page, or is there no network?"""


class Outcome(StrEnum):
    """How a run ended."""

    FERTIG = "fertig"
    KEIN_NETZ = "kein_netz"
    LAEUFT_SCHON = "laeuft_schon"


@dataclass(frozen=True)
class Standing:
    """What a page says about the runs.

    Attributes:
        running: one is under way.
        done, total: addresses of it, or of the last one.
        outcome: of the last one; None before the first.
    """

    running: bool = False
    done: int = 0
    total: int = 0
    outcome: Outcome | None = None


class LinkRuns:
    """The runs of this process."""

    def __init__(self, engine: sa.Engine, checker: LinkChecker) -> None:
        """`engine`: of the offers; results are written there."""
        self._engine = engine
        self._checker = checker
        self._task: asyncio.Task[Outcome] | None = None
        self._standing = Standing()

    @property
    def standing(self) -> Standing:
        """How far it is."""
        return self._standing

    def start(self, *, days: int | None = None) -> bool:
        """Begins a run; False if one is under way.

        Args:
            days: only addresses not looked at for so long; None is all of them, because somebody asked for it.
        """
        if self._standing.running:
            return False
        self._standing = Standing(running=True)
        self._task = asyncio.create_task(self._run(days))
        return True

    async def look_at(self, url: str) -> tuple[Outcome, Found | None]:
        """Looks at one address now and writes down what came of it.

        Nothing is written if nobody else answers either: then the network is missing, not the page.
        """
        if self._standing.running:
            return Outcome.LAEUFT_SCHON, None
        self._standing = Standing(running=True, total=1)
        outcome = Outcome.KEIN_NETZ
        try:
            [found] = await self._checker.check([url])
            if found.reached or await self._somebody_answers(but=url):
                await self._write([found], on_demand=True)
                outcome = Outcome.FERTIG
            return outcome, found
        finally:
            self._standing = Standing(done=1, total=1, outcome=outcome)

    async def by_schedule(self, days: int) -> None:
        """For ever: looks once an hour whether an address was not looked at for `days`."""
        await asyncio.sleep(FIRST_LOOK_SECONDS)
        while True:
            self.start(days=days)
            await asyncio.sleep(LOOK_SECONDS)

    async def stop(self) -> None:
        """Ends a run; what it found so far is not written."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self, days: int | None) -> Outcome:
        outcome = Outcome.KEIN_NETZ
        done = total = 0

        def count(_: Found) -> None:
            nonlocal done
            done += 1
            self._standing = Standing(running=True, done=done, total=total)

        try:
            urls = await in_thread(links.due, self._engine, _now() - timedelta(days=days or 0))
            total = len(urls)
            self._standing = Standing(running=True, total=total)
            found = await self._checker.check(urls, count)
            # each on its own may be gone; that all are gone at once says something about us
            if not urls or any(one.reached for one in found):
                await self._write(found, on_demand=days is None)
                outcome = Outcome.FERTIG
        except Exception:  # the edge of a task nobody waits for
            logger.exception("Looking at the offers' links failed")
        finally:
            self._standing = Standing(done=done, total=total, outcome=outcome)
        if total:
            logger.info("Looked at %d links of offers: %s", total, outcome)
        return outcome

    async def _somebody_answers(self, *, but: str) -> bool:
        others = [url for url in await in_thread(links.due, self._engine, _now()) if url != but][:WITNESSES]
        return any(one.reached for one in await self._checker.check(others))

    async def _write(self, found: Sequence[Found], *, on_demand: bool) -> None:
        def write() -> None:
            for one in found:
                links.record(self._engine, one.url, one.status, one.problem, _now(), on_demand=on_demand)

        await in_thread(write)


LINKS: Final[web.AppKey[LinkRuns]] = web.AppKey("links", LinkRuns)


async def link_runs(app: web.Application) -> AsyncIterator[None]:
    """Runs the schedule while the application does; `LOTTE_LINK_CHECK_DAYS=0` means never."""
    days = app[SETTINGS].link_check_days
    schedule = asyncio.create_task(app[LINKS].by_schedule(days)) if days else None
    yield
    if schedule is not None:
        schedule.cancel()
        await asyncio.gather(schedule, return_exceptions=True)
    await app[LINKS].stop()


def _now() -> datetime:
    """UTC without a zone, as the offer database keeps times."""
    return datetime.now(UTC).replace(tzinfo=None)
