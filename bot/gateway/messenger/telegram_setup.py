"""Setting a Telegram bot up at the start, until it has worked."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Final

from telegram import Bot, BotCommand
from telegram.error import TelegramError

import texts
from bot.gateway.messenger.commands import COMMANDS
from bot.gateway.messenger.telegram_errors import reason, seconds_of

logger = logging.getLogger(__name__)

_LONGEST_PAUSE: Final = 300.0


async def until_done(what: str, ask: Callable[[], Awaitable[object]]) -> None:
    """Asks Telegram again and again, with growing pauses, until it says yes."""
    failures = 0
    while True:
        try:
            await ask()
            return
        except TelegramError as error:
            failures += 1
            logger.warning("Telegram: %s failed (%s), attempt %s", what, reason(error), failures)
            await asyncio.sleep(pause(failures, error))


def pause(failures: int, error: Exception) -> float:
    """Seconds until the next attempt: as Telegram says, else 1, 2, 4, … up to five minutes."""
    told = seconds_of(error) if isinstance(error, TelegramError) else None
    return told if told is not None else min(_LONGEST_PAUSE, 2.0 ** min(failures - 1, 10))


async def set_menu(bot: Bot) -> None:
    """The commands Telegram offers beside the text field, in each language. Nice to have: only tried once a start."""
    try:
        for language in texts.LANGUAGES:
            if language == texts.EASY_LANGUAGE:  # no language of an app
                continue
            own = texts.load(language)
            commands = [BotCommand(name, own.phrase(f"messenger_befehl_{name}")) for name in COMMANDS]
            # without a code: for everybody whose language has no list of its own
            await bot.set_my_commands(commands, language_code=None if language == texts.DEFAULT_LANGUAGE else language)
    except TelegramError as error:
        logger.warning("Telegram: the menu of commands was not set (%s)", reason(error))
