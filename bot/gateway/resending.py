"""A message that is sent again gets the answer it had: a telephone in a dead spot does not know what arrived."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

from bot.gateway.session import Session

KEPT_SECONDS: Final = 600.0
MOST_KEPT: Final = 5000


@dataclass(frozen=True)
class Answered:
    """An answer, and whose it is: the first one brings a session that a lost answer never told the browser of."""

    body: dict[str, Any]
    session: Session


@dataclass(frozen=True)
class _Kept:
    task: asyncio.Task[Answered]
    asked_by: Session
    until: float


class Resending:
    """Answers of the last minutes by the random id of their message, in the memory of this gateway."""

    def __init__(self, seconds: float = KEPT_SECONDS, most: int = MOST_KEPT) -> None:
        """`most` answers are kept for `seconds`."""
        self._seconds = seconds
        self._most = most
        self._kept: dict[str, _Kept] = {}

    async def once(self, message_id: str | None, session: Session, make: Callable[[], Awaitable[Answered]]) -> Answered:
        """The answer to the message with this id: made now, or the one that was made or is being made.

        A failure is not kept: who sends again then is asked for a new try. Somebody else's session gets its own answer.

        Args:
            message_id: random, made by the browser; None is answered anew each time.
            session: of the request.
            make: answers the message.
        """
        if message_id is None:
            return await make()
        self._forget_old()
        kept = self._kept.get(message_id)
        if kept is None or (kept.task.done() and _failed(kept.task)) or not await _same(kept, session):
            kept = _Kept(asyncio.ensure_future(_run(make)), session, time.monotonic() + self._seconds)
            self._kept[message_id] = kept
        return await asyncio.shield(kept.task)

    def _forget_old(self) -> None:
        now = time.monotonic()
        while self._kept:  # oldest first, as dictionaries are
            oldest = next(iter(self._kept))
            if len(self._kept) <= self._most and self._kept[oldest].until > now:
                return
            del self._kept[oldest]


async def _run(make: Callable[[], Awaitable[Answered]]) -> Answered:
    return await make()


def _failed(task: asyncio.Task[Answered]) -> bool:
    return task.cancelled() or task.exception() is not None


async def _same(kept: _Kept, session: Session) -> bool:
    """Whether both requests are one browser's; one that has no session yet is told by the id alone."""
    if kept.asked_by.is_new and session.is_new:
        return True
    if not kept.asked_by.is_new:
        return kept.asked_by.id == session.id
    try:
        return (await asyncio.shield(kept.task)).session.id == session.id
    except Exception:  # the first try's own request reports it
        return False
