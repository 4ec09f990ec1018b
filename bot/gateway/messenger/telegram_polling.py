"""Fetching updates from Telegram, where it cannot call us."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Final, Protocol

from telegram import Bot, Update
from telegram.error import TelegramError

from bot.gateway.messenger.telegram_errors import reason
from bot.gateway.messenger.telegram_reading import ALLOWED_UPDATES, NAME
from bot.gateway.messenger.telegram_setup import pause

logger = logging.getLogger(__name__)

_POLL_SECONDS: Final = 20
#: Longer than a poll, since it is renewed between two; after a crash the next gateway waits as long.
_LEASE_SECONDS: Final = 45.0
_LOOK_AGAIN_SECONDS: Final = 10.0


class Holding(Protocol):
    """Who may fetch updates when several gateways run: `bot.memory.messaging.leases.Lease`."""

    def hold(self, name: str, holder: str, seconds: float) -> bool:
        """True if it is the holder's for the next seconds."""
        ...

    def give_back(self, name: str, holder: str) -> None:
        """The next one need not wait."""
        ...


async def poll(bot: Bot, take: Callable[[Update], Awaitable[None]], lease: Holding) -> None:
    """Asks for updates for ever.

    An update is confirmed, by asking for those behind it, only when `take` has returned; after a failure it comes
    again, and what was taken already is recognised there.
    """
    holder = secrets.token_hex(8)
    behind: int | None = None  # the number Telegram shall go on with; None: with the first not confirmed
    failures = 0
    try:
        while True:
            try:
                if not await asyncio.to_thread(lease.hold, NAME, holder, _LEASE_SECONDS):
                    behind = None
                    await asyncio.sleep(_LOOK_AGAIN_SECONDS)
                    continue
                for update in await bot.get_updates(behind, timeout=_POLL_SECONDS, allowed_updates=ALLOWED_UPDATES):
                    await take(update)
                    behind = update.update_id + 1
                failures = 0
            except Exception as error:  # of the network or of our own database: both pass
                failures += 1
                why = reason(error) if isinstance(error, TelegramError) else type(error).__name__
                logger.warning("Telegram: fetching updates failed (%s), attempt %s", why, failures)
                await asyncio.sleep(pause(failures, error))
    finally:
        with suppress(Exception):
            await asyncio.to_thread(lease.give_back, NAME, holder)
