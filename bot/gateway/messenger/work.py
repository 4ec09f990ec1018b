"""The office where the messengers' post is received and worked off: several people at a time, each one's in order."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
import time
from typing import Final

from aiohttp import web

from bot.gateway.chat import RASA, SETTINGS
from bot.gateway.messenger.delivering import Delivery, back_off
from bot.gateway.messenger.keys import COUNTS, MESSENGERS, POSTBOX, SEAL
from bot.gateway.messenger.letters import letter_of
from bot.gateway.messenger.people import person_key, update_key
from bot.gateway.messenger.platform import Incoming, Kind, Messenger
from bot.gateway.messenger.serving import Serving
from bot.memory.database import MemoryUnavailable
from bot.memory.messaging.counts import What
from bot.memory.messaging.records import Claimed

logger = logging.getLogger(__name__)

#: A message that reached us so late is not answered: who wrote it does not wait any more.
TOO_OLD_SECONDS: Final = 24 * 3600.0
#: A claim ends so long after its gateway has; it is renewed three times as often.
LEASE_SECONDS: Final = 30.0
#: What another gateway received or left behind is found after so long at most.
POLL_SECONDS: Final = 2.0
#: So many people of a platform are served at a time. Most of it is waiting until the platform takes a message: a
#: platform that says nothing must not keep those of another waiting. How many ask Rasa at a time: `messenger_workers`.
SERVED_AT_ONCE: Final = 32
#: So long an answer that has been begun may take when the gateway ends.
STOP_SECONDS: Final = 5.0
#: Counts in every state: whoever takes back or leaves must not wait.
_ALWAYS: Final = frozenset({Kind.DELETED, Kind.LEFT})


class Office:
    """Receives, and serves whoever has something waiting.

    Attributes:
        holder: the name of this gateway while it runs, for claims and leases.
    """

    def __init__(self, app: web.Application) -> None:
        """Create it inside a running event loop; `start` begins the work."""
        self.holder = secrets.token_hex(16)
        self._app = app
        self._serving = Serving(app, Delivery(app[MESSENGERS]))
        self._woken = {name: asyncio.Event() for name in app[MESSENGERS]}
        self._standing: list[asyncio.Task[None]] = []
        self._at_work: set[asyncio.Task[None]] = set()

    async def receive(self, incoming: Incoming) -> bool:
        """Keeps an update for answering; when this returns, it is safe. False: it was there before.

        Raises:
            MemoryUnavailable: it is not kept; the platform must send it again.
        """
        if incoming.kind not in _ALWAYS:
            if incoming.is_group and not incoming.is_addressed:
                return True  # people talk to each other; nothing of it is kept
            if incoming.sent_at and time.time() - incoming.sent_at > TOO_OLD_SECONDS:
                await asyncio.to_thread(self._app[COUNTS].add, incoming.platform, What.TOO_OLD)
                return True
        is_new = await asyncio.to_thread(self._keep, incoming)
        self.wake()
        return is_new

    def wake(self) -> None:
        """Something waits: a letter, or a part that somebody else has put there."""
        for woken in self._woken.values():
            woken.set()

    async def start(self) -> None:
        """Begins to fetch, answer and send; what was left over from the last time comes first."""
        for name, messenger in self._app[MESSENGERS].items():
            self._standing.append(asyncio.create_task(self._fetch(messenger)))
            self._standing.append(asyncio.create_task(self._dispatch(name)))

    async def stop(self) -> None:
        """Ends everything; what cannot be finished soon is finished after the next start."""
        for task in self._standing:
            task.cancel()
        self._serving.close()
        if self._at_work:
            await asyncio.wait(self._at_work, timeout=STOP_SECONDS)
        for task in self._at_work:
            task.cancel()
        await asyncio.gather(*self._standing, *self._at_work, return_exceptions=True)

    def _keep(self, incoming: Incoming) -> bool:
        postbox, seal = self._app[POSTBOX], self._app[SEAL]
        if incoming.kind is Kind.DELETED:
            postbox.withdraw(update_key(seal, incoming, incoming.about), person_key(seal, incoming))
        return postbox.accept(letter_of(seal, incoming, time.time()))

    async def _fetch(self, messenger: Messenger) -> None:
        failures = 0
        while True:
            began = time.monotonic()
            try:
                await messenger.run(self.receive)
                return  # nothing to fetch: this platform calls us
            except Exception as error:  # it should survive everything; Lotte does in any case
                failures = 1 if time.monotonic() - began > LEASE_SECONDS else failures + 1
                logger.error("%s ended: %s", messenger.name, type(error).__name__)
                await asyncio.sleep(back_off(failures))

    async def _dispatch(self, platform: str) -> None:
        """Whoever has something waiting on a platform is served as soon as a hand is free."""
        await self._until_rasa_is_ready()
        free, woken = asyncio.Semaphore(SERVED_AT_ONCE), self._woken[platform]
        while True:
            await free.acquire()
            woken.clear()
            claimed = await self._claim(platform)
            if claimed is None:
                free.release()
                # not wait_for: up to Python 3.11 it swallows a cancellation that comes together with the waking
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(POLL_SECONDS):
                        await woken.wait()
                continue
            task = asyncio.create_task(self._serve(claimed))
            self._at_work.add(task)
            task.add_done_callback(self._at_work.discard)
            task.add_done_callback(lambda _: free.release())

    async def _claim(self, platform: str) -> Claimed | None:
        try:
            return await asyncio.to_thread(
                self._app[POSTBOX].claim, self.holder, LEASE_SECONDS, None, platforms=[platform]
            )
        except MemoryUnavailable as error:
            logger.error("The postbox could not be read: %s", error)
        except Exception as error:  # the loop must go on
            logger.error("Nobody could be claimed: %s", type(error).__name__)
        return None

    async def _serve(self, claimed: Claimed) -> None:
        serving = asyncio.create_task(self._serving.serve(claimed))
        renewing = asyncio.create_task(self._renew(claimed, serving))
        try:
            await serving
        finally:
            serving.cancel()
            renewing.cancel()
            await asyncio.gather(serving, renewing, return_exceptions=True)

    async def _renew(self, claimed: Claimed, serving: asyncio.Task[None]) -> None:
        """Keeps the claim; when somebody else has it, this gateway lets go at once."""
        while True:
            await asyncio.sleep(LEASE_SECONDS / 3)
            try:
                if not await asyncio.to_thread(self._app[POSTBOX].renew, claimed, LEASE_SECONDS):
                    serving.cancel()
                    return
            except MemoryUnavailable as error:
                logger.error("A claim could not be renewed: %s", error)

    async def _until_rasa_is_ready(self) -> None:
        """After a start together: who wrote meanwhile should not be told of a trouble that is over in a moment."""
        deadline = time.monotonic() + self._app[SETTINGS].start_seconds
        while not await self._app[RASA].is_ready():
            if time.monotonic() > deadline:
                return
            await asyncio.sleep(0.5)


OFFICE: web.AppKey[Office] = web.AppKey("office", Office)
