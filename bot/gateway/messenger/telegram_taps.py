"""What Telegram expects after a tap on a button: an end of the waiting circle; and a trace of it in the chat."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Final

from telegram import Bot, CallbackQuery, Message
from telegram.error import TelegramError

from bot.gateway.messenger.telegram_keyboards import label_of, said, ticked

_SECONDS: Final = 5.0
_AT_ONCE: Final = 8
#: More do not wait: Telegram has forgotten the oldest by the time it would be their turn.
MOST_WAITING: Final = 200


class Taps:
    """Acknowledges taps beside the answering; none of it is worth a second try."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._running: set[asyncio.Task[None]] = set()
        self._room = asyncio.Semaphore(_AT_ONCE)

    def acknowledge(self, query: CallbackQuery) -> None:
        """Returns at once; does nothing if too many wait already."""
        if len(self._running) >= MOST_WAITING:
            return
        task = asyncio.create_task(self._acknowledge(query))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    def stop(self) -> None:
        """Leaves the rest."""
        for task in self._running:
            task.cancel()

    async def _acknowledge(self, query: CallbackQuery) -> None:
        message, choice = query.message, str(query.data)
        markup = message.reply_markup if isinstance(message, Message) else None
        async with self._room:
            with suppress(TelegramError, TimeoutError):
                async with asyncio.timeout(_SECONDS):
                    await self._bot.answer_callback_query(query.id, said(label_of(markup, choice)) or None)
            changed = ticked(markup, choice)
            if message is None or changed is None:
                return
            with suppress(TelegramError, TimeoutError):
                async with asyncio.timeout(_SECONDS):
                    await self._bot.edit_message_reply_markup(message.chat.id, message.message_id, reply_markup=changed)
