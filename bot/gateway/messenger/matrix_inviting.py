"""Accepts invitations beside everything else: a room whose server does not answer must hold up nobody."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable
from typing import Final

from nio import AsyncClient, ErrorResponse

from bot.gateway.messenger.matrix_account import reason
from bot.gateway.messenger.matrix_waiting import Errand

logger = logging.getLogger(__name__)

PATIENCE_SECONDS: Final = 600.0
#: So long the position waits for an invitation, so that a restart is told of it again; longer would hold up the rest.
HELD_SECONDS: Final = 30.0
#: A join hangs until the request's time is over; some of them must not keep out who comes after them.
AT_ONCE: Final = 8
PAUSE_SECONDS = 4.0
_LONGEST_PAUSE: Final = 60.0
_REFUSED: Final = ("M_FORBIDDEN", "M_NOT_FOUND", "M_UNSUPPORTED_ROOM_VERSION")


class Invitations:
    """Of one gateway: those that are not accepted yet outlive a connection, and so does the patience with them."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        """`now`: a clock in seconds."""
        self._now = now
        self._since: dict[str, float] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._hands = asyncio.Semaphore(AT_ONCE)
        self._client: AsyncClient | None = None

    def connected(self, client: AsyncClient) -> None:
        """Goes on with those that were left over from the last connection."""
        self._client = client
        for room_id in self._since:
            self._begin(client, room_id)

    async def disconnected(self) -> None:
        """Pauses; the client may be closed then."""
        self._client = None
        tasks = list(self._tasks.values())
        self._tasks.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def accept(self, room_id: str) -> Errand:
        """Accepts one, whoever it is from: in a group Lotte is silent until she is addressed."""
        is_begun = False

        async def accept() -> bool:
            nonlocal is_begun
            if not is_begun and self._client is not None:
                is_begun = True
                self._since.setdefault(room_id, self._now())
                self._begin(self._client, room_id)
            since = self._since.get(room_id)
            return is_begun and (since is None or self._now() - since > HELD_SECONDS)

        return accept

    def _begin(self, client: AsyncClient, room_id: str) -> None:
        if room_id not in self._tasks:
            self._tasks[room_id] = asyncio.create_task(self._join(client, room_id))

    async def _join(self, client: AsyncClient, room_id: str) -> None:
        pause = PAUSE_SECONDS
        while not await self._tried(client, room_id):
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)
        self._since.pop(room_id, None)
        self._tasks.pop(room_id, None)

    async def _tried(self, client: AsyncClient, room_id: str) -> bool:
        """Tries once; True: it is done, or given up."""
        async with self._hands:
            is_refused = False
            try:
                answer = await client.join(room_id)
                if not isinstance(answer, ErrorResponse):
                    return True
                why, is_refused = reason(answer), answer.status_code in _REFUSED
            except Exception as error:  # no answer, or one that breaks nio: the room is somebody else's
                why = type(error).__name__
            if not is_refused and self._now() - self._since[room_id] < PATIENCE_SECONDS:
                return False
            logger.warning("Matrix: an invitation could not be accepted (%s)", why)
            with contextlib.suppress(Exception):  # a courtesy
                await client.room_leave(room_id)
            return True
