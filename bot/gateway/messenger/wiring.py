"""Puts the configured messengers into the gateway; without one, nothing is opened or started."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence

from aiohttp import web
from sqlalchemy.engine import make_url

from bot.gateway.chat import SETTINGS
from bot.gateway.messenger.commands import HELP, LANGUAGE, START
from bot.gateway.messenger.greeting import choose_language, explain, greet
from bot.gateway.messenger.keys import CODES, COUNTS, MESSENGERS, POSTBOX, REMINDERS, SEAL
from bot.gateway.messenger.own import OWN_ANSWERS, OwnAnswers
from bot.gateway.messenger.platform import Incoming, Messenger
from bot.gateway.messenger.registry import configured
from bot.gateway.messenger.reminding import add_reminders
from bot.gateway.messenger.work import OFFICE, Office
from bot.gateway.pages.handover_page import add_handover
from bot.gateway.retention import Expiry, delete_expired
from bot.memory.messaging.codes import Codes
from bot.memory.messaging.counts import Counts
from bot.memory.messaging.postbox import Postbox
from bot.memory.messaging.reminders import Reminders
from bot.memory.messaging.sealing import Seal
from bot.settings import Settings


def add_messengers(app: web.Application, settings: Settings, messengers: Sequence[Messenger] | None = None) -> None:
    """Gives the application its messengers: addresses, what they remember, and the office. Call it last.

    Args:
        app: of `create_app`; its connections are opened before the office and closed after it.
        settings: of the installation.
        messengers: for tests; else those that are configured.
    """
    if messengers is None:
        messengers = configured(settings)
    app[MESSENGERS] = {messenger.name: messenger for messenger in messengers}
    if not messengers:
        return
    app[SEAL] = Seal(settings.secret or "")
    app[OWN_ANSWERS] = OwnAnswers({START: greet, HELP: explain, LANGUAGE: choose_language})
    add_handover(app)

    async def receive(incoming: Incoming) -> bool:
        return await app[OFFICE].receive(incoming)

    for messenger in messengers:
        app.add_routes(messenger.routes(receive))
    app.cleanup_ctx.append(_open)
    add_reminders(app)


async def _open(app: web.Application) -> AsyncIterator[None]:
    settings = app[SETTINGS]
    url, seal = settings.conversations_url, app[SEAL]
    app[COUNTS] = await asyncio.to_thread(Counts, url)
    app[POSTBOX] = await asyncio.to_thread(Postbox, url, seal)
    app[CODES] = await asyncio.to_thread(Codes, url, seal)
    app[REMINDERS] = await asyncio.to_thread(Reminders, url, seal)
    if make_url(url).get_backend_name() == "sqlite":
        # there is one gateway only, and it begins just now: nobody else can be at work
        await asyncio.to_thread(app[POSTBOX].release_all)
    app[OFFICE] = Office(app)
    expiry = Expiry("people in messengers", app[POSTBOX].delete_expired, settings.retention_days)
    housekeeping = asyncio.create_task(delete_expired([expiry]))
    await app[OFFICE].start()
    yield
    housekeeping.cancel()
    await asyncio.gather(housekeeping, return_exceptions=True)
    await app[OFFICE].stop()
    for opened in (app[REMINDERS], app[CODES], app[POSTBOX], app[COUNTS]):
        opened.close()
