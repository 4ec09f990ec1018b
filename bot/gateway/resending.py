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
    """An answer, whose it is, and what the parent said: typed, or the words of what was tapped.

    The first answer brings a session that a lost answer never told the browser of.
    """

    body: dict[str, Any]
    session: Session
    words: str = ""


@dataclass(frozen=True)
class _Kept:
    task: asyncio.Task[Answered]
    asked_by: Session
    until: float


class Resending:
    """Answers of the last minutes by message, in the memory of this gateway."""

    def __init__(self, seconds: float = KEPT_SECONDS, most: int = MOST_KEPT) -> None:
        """`most` answers are kept for `seconds`."""
        self._seconds = seconds
        self._most = most
        self._kept: dict[str, _Kept] = {}

    async def once(
        self,
        message: str | None,
        session: Session,
        make: Callable[[], Awaitable[Answered]],
        *,
        by_message_alone: bool = True,
    ) -> Answered:
        """The answer to this message: made now, or the one that was made or is being made.

        A failure is not kept: who sends again then is asked for a new try. Somebody else's session gets its own answer.

        Args:
            message: its random id, and what it says: the same id with other words is another message. None is answered
                anew each time.
            session: of the request.
            make: answers the message.
            by_message_alone: whether a request without a session may get an answer back. Not for forms: another page
                could have sent the first one, with an id it knows.
        """
        if message is None:
            return await make()
        self.forget_old()
        kept = self._kept.get(message)
        if kept is None or not await _same(kept, session, by_message_alone):
            kept = _Kept(asyncio.ensure_future(_run(make)), session, time.monotonic() + self._seconds)
            self._kept[message] = kept
            kept.task.add_done_callback(lambda task: self._forget_failed(message, task))
        return await asyncio.shield(kept.task)

    def forget(self, session: Session) -> None:
        """Forgets all answers of a session: it was deleted."""
        for message, kept in list(self._kept.items()):
            if session.id in (kept.asked_by.id, _session_of(kept.task)):
                del self._kept[message]

    def forget_old(self) -> None:
        """Forgets what has outlived its time; called every minute, and before an answer is kept."""
        now = time.monotonic()
        while self._kept:  # oldest first, as dictionaries are
            oldest = next(iter(self._kept))
            if len(self._kept) < self._most and self._kept[oldest].until > now:
                return
            del self._kept[oldest]

    def _forget_failed(self, message: str, task: asyncio.Task[Answered]) -> None:
        if _failed(task) and (kept := self._kept.get(message)) and kept.task is task:
            del self._kept[message]


async def _run(make: Callable[[], Awaitable[Answered]]) -> Answered:
    return await make()


def _failed(task: asyncio.Task[Answered]) -> bool:
    return task.cancelled() or task.exception() is not None


def _session_of(task: asyncio.Task[Answered]) -> str | None:
    return task.result().session.id if task.done() and not _failed(task) else None


async def _same(kept: _Kept, session: Session, by_message_alone: bool) -> bool:
    """Whether both requests are one browser's."""
    if kept.asked_by.is_new and session.is_new:
        return by_message_alone
    if not kept.asked_by.is_new:
        return kept.asked_by.id == session.id
    try:
        return (await asyncio.shield(kept.task)).session.id == session.id
    except Exception:  # the first try's own request reports it
        return False
