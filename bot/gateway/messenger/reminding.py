"""Reminders: asked for below a plan of next steps, one message a week at most, and gone with it (docs/erinnerungen.md).

How it is asked for: reminding_asking.py. Which day: reminding_days.py. The message: reminding_message.py.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from aiohttp import web

from bot.gateway.messenger.commands import STOP
from bot.gateway.messenger.faults import place_of
from bot.gateway.messenger.keys import MESSENGERS, REMINDERS
from bot.gateway.messenger.own import OWN_ANSWERS
from bot.gateway.messenger.parts import stored
from bot.gateway.messenger.people import Person
from bot.gateway.messenger.reminding_asking import CLOCK, ask_which, keep, steps_by_id, stop, with_button
from bot.gateway.messenger.reminding_buttons import ASK, KEEP
from bot.gateway.messenger.reminding_days import may_write
from bot.gateway.messenger.reminding_message import reminder
from bot.gateway.messenger.work import OFFICE
from bot.memory.database import MemoryUnavailable
from bot.memory.messaging.reminders import ReminderRow
from offer_db.errors import OfferDbError
from offer_db.opening import TIMEZONE

logger = logging.getLogger(__name__)

SECONDS_BETWEEN: Final = 60.0


def add_reminders(app: web.Application) -> None:
    """Gives the messengers buttons, answers and the loop of reminders; call it after everything else of them."""

    def add_button(person: Person, body: Mapping[str, Any]) -> Mapping[str, Any]:
        return with_button(app, person, body)

    app[CLOCK] = lambda: datetime.now(TIMEZONE)
    own = app[OWN_ANSWERS]
    own.answers.update({ASK: ask_which, KEEP: keep, STOP: stop})
    own.additions.append(add_button)
    app.cleanup_ctx.append(_reminding)


async def remind(app: web.Application) -> None:
    """Runs until cancelled: every minute, in every gateway; whoever comes first takes what is due (`claim_due`)."""
    while True:
        try:
            if await asyncio.to_thread(send_due, app, app[CLOCK]()):
                app[OFFICE].wake()
        except (MemoryUnavailable, OfferDbError) as error:
            logger.error("Reminders could not be sent: %s", type(error).__name__)
        except Exception as error:  # whatever it was, the others must be reminded
            logger.error("Reminding failed: %s", place_of(error))
        await asyncio.sleep(SECONDS_BETWEEN)


def send_due(app: web.Application, now: datetime) -> int:
    """Makes the messages that are due wait to be sent; returns how many. Blocks.

    Args:
        app: with messengers.
        now: aware; at night and on free days nothing is sent.

    Raises:
        MemoryUnavailable, OfferDbError: what is not made stays due.
    """
    if not may_write(now):
        return 0
    able = {name: messenger for name, messenger in app[MESSENGERS].items() if messenger.abilities.can_remind}
    steps = steps_by_id()

    def compose(rows: Sequence[ReminderRow]) -> Mapping[str, Any]:
        messenger = able[rows[0].platform]
        return stored(reminder(rows, steps, now, messenger.abilities, messenger.count))

    return app[REMINDERS].claim_due(now.timestamp(), compose, platforms=list(able))


async def _reminding(app: web.Application) -> AsyncIterator[None]:
    task = asyncio.create_task(remind(app))
    yield
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
