"""Works one person's post off, in order: what waits to be sent first, then the oldest letter, its answer, and so on.

Everything is in the database before the next step, so an end at any moment loses nothing (docs/messenger.md).
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Any, Final, TypeVar

from aiohttp import web

from bot.gateway.chat import SESSIONS, SETTINGS
from bot.gateway.errors import ApiError
from bot.gateway.messenger.answering import Reply, forget, reply, trouble
from bot.gateway.messenger.delivering import Delivery, Fate, back_off
from bot.gateway.messenger.faults import place_of
from bot.gateway.messenger.keys import COUNTS, MESSENGERS, POSTBOX
from bot.gateway.messenger.people import session_of
from bot.gateway.messenger.platform import Kind
from bot.gateway.messenger.reminding_asking import CLOCK
from bot.gateway.messenger.reminding_days import pause_of_unasked
from bot.memory.database import MemoryUnavailable
from bot.memory.messaging.counts import What
from bot.memory.messaging.records import Claimed, LetterRow, PartRow, PersonState

logger = logging.getLogger(__name__)

_T = TypeVar("_T")
#: Seconds until a letter is tried again that Rasa did not answer; after the last, the person is told. Rasa starts in
#: about half a minute, but nobody in distress shall look at nothing for so long.
PAUSES: Final = (1.0, 3.0, 6.0)
#: Who has waited so long for one try is told at once.
_PATIENCE: Final = 8.0
_TYPING_SECONDS: Final = 5.0


class _Postponed(Exception):
    """Nothing more can be done for this person now; the claim is given back."""


class Serving:
    """Serves whoever was claimed."""

    def __init__(self, app: web.Application, delivery: Delivery) -> None:
        """Everything else is taken from the application."""
        self._app = app
        self._delivery = delivery
        # few ask Rasa at a time, who answers one after the other; sending, which may take long, waits for nobody
        self._asking = asyncio.Semaphore(app[SETTINGS].messenger_workers)
        self._typing: dict[str, asyncio.Task[None]] = {}
        self._is_closing = False

    def close(self) -> None:
        """What is being done is finished, and nothing more is begun."""
        self._is_closing = True

    async def serve(self, claimed: Claimed) -> None:
        """Works off what waits for this person, and gives the claim back. Raises nothing but a cancellation."""
        postbox = self._app[POSTBOX]
        try:
            await self._work_off(claimed)
        except _Postponed:
            return
        except MemoryUnavailable as error:
            logger.error("The postbox could not be used: %s", error)
            await asyncio.sleep(1.0)
        except Exception as error:  # whatever it was, the others must be served; nobody's words in the log
            logger.error("Serving failed: %s", place_of(error))
            await asyncio.sleep(1.0)
        try:
            await _thread(postbox.release, claimed)
        except MemoryUnavailable as error:
            logger.error("A claim could not be given back: %s", error)  # it ends by itself

    async def _work_off(self, claimed: Claimed) -> None:
        postbox = self._app[POSTBOX]
        state = await _thread(postbox.state, claimed.person_key)
        while not self._is_closing:
            while (part := await _thread(postbox.next_part, claimed.person_key)) is not None:
                await self._send(claimed, state, part)
                if self._is_closing:
                    return
            async with self._asking:
                if self._is_closing:
                    return
                letter = await _thread(postbox.next_letter, claimed.person_key)
                if letter is None:
                    return
                state = await self._answer(claimed, letter, state)

    async def _send(self, claimed: Claimed, state: PersonState, part: PartRow) -> None:
        postbox, now = self._app[POSTBOX], time.time()
        if part.content["unasked"] and (pause := pause_of_unasked(self._app[CLOCK](), now - state.heard_at)):
            # the platform was down when it should have gone; nobody is woken for that
            await _thread(postbox.postpone, claimed, now + pause)
            raise _Postponed
        outcome = await self._delivery.send(claimed.platform, claimed.person_key, state.chat, part, now)
        if outcome.fate is Fate.SENT:
            await _thread(postbox.part_sent, part.id)
        elif outcome.fate is Fate.DROPPED:
            await _thread(postbox.part_dropped, part.id)
        elif outcome.fate is Fate.GONE:
            await self._forget(claimed.person_key)
            raise _Postponed
        else:
            await _thread(self._app[COUNTS].add, claimed.platform, What.LATER)
            await _thread(postbox.postpone, claimed, time.time() + outcome.pause, firm=outcome.firm)
            raise _Postponed

    async def _answer(self, claimed: Claimed, letter: LetterRow, state: PersonState) -> PersonState:
        """Answers a letter; returns the person's state from then on."""
        if letter.content["kind"] == Kind.LEFT:
            await self._forget(claimed.person_key)
            raise _Postponed
        answer = await self._reply(claimed, letter, state)
        postbox = self._app[POSTBOX]
        sender = self._app[SESSIONS].sender(session_of(claimed.person_key))
        kept = await _thread(
            postbox.answered, letter.id, answer.parts, answer.state, forgetting=answer.forgets, sender_id=sender
        )
        # taken back meanwhile: nothing of the answer is sent
        return answer.state if kept else await _thread(postbox.state, claimed.person_key)

    async def _reply(self, claimed: Claimed, letter: LetterRow, state: PersonState) -> Reply:
        began = time.monotonic()
        try:
            return await reply(
                self._app,
                letter,
                claimed.platform,
                claimed.person_key,
                state,
                lambda: self._show_typing(claimed, letter),
            )
        except MemoryUnavailable as error:
            logger.error("A letter could not be answered: %s", error)
            await self._try_again(claimed, back_off(letter.attempts))
        except ApiError:
            is_patient = time.monotonic() - began < _PATIENCE
            if is_patient and letter.attempts <= len(PAUSES):
                await self._try_again(claimed, PAUSES[letter.attempts - 1])
        except Exception as error:  # a fault of ours must not keep this person's later letters waiting
            logger.error("Answering failed: %s", place_of(error))
            if letter.attempts <= len(PAUSES):
                await self._try_again(claimed, PAUSES[letter.attempts - 1])
        try:
            return trouble(self._app, letter, claimed.platform, claimed.person_key, state)
        except Exception as error:  # e.g. a letter that another release has written
            logger.error("Not even trouble could be told: %s", place_of(error))
        if letter.attempts <= len(PAUSES):
            await self._try_again(claimed, PAUSES[letter.attempts - 1])
        await _thread(self._app[COUNTS].add, claimed.platform, What.GIVEN_UP)
        return Reply((), state)

    async def _try_again(self, claimed: Claimed, pause: float) -> None:
        await _thread(self._app[POSTBOX].postpone, claimed, time.time() + pause, firm=True)
        raise _Postponed

    async def _forget(self, person_key: str) -> None:
        """The person has left: everything goes."""
        await forget(self._app, person_key)
        sender = self._app[SESSIONS].sender(session_of(person_key))
        await _thread(self._app[POSTBOX].forget, person_key, sender)

    def _show_typing(self, claimed: Claimed, letter: LetterRow) -> None:
        """Beside the answer, which must not wait for it; one at a time for a person."""
        key = claimed.person_key
        if key in self._typing:
            return
        task = asyncio.create_task(self._type(claimed.platform, letter.content["chat"], letter.content["id"]))
        self._typing[key] = task
        task.add_done_callback(lambda _: self._typing.pop(key))

    async def _type(self, platform: str, chat: str, incoming_id: str) -> None:
        try:
            async with asyncio.timeout(_TYPING_SECONDS):
                await self._app[MESSENGERS][platform].typing(chat, incoming_id)
        except Exception as error:  # a courtesy
            logger.debug("Typing could not be shown: %s", type(error).__name__)


async def _thread(call: Callable[..., _T], *arguments: Any, **named: Any) -> _T:
    """The answer of a blocking call of the postbox."""
    return await asyncio.to_thread(call, *arguments, **named)
