"""The address Meta calls: confirms it when it is set up, and takes only what is signed with the app's secret."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from aiohttp import web

from bot.gateway.messenger.keys import COUNTS
from bot.gateway.messenger.platform import Receive
from bot.gateway.messenger.refusing import Guard, read_body, same
from bot.gateway.messenger.whatsapp_reading import NAME, Batch, read
from bot.memory.database import MemoryUnavailable
from bot.memory.messaging.counts import What

logger = logging.getLogger(__name__)

PATH: Final = "/messenger/whatsapp/webhook"
SIGNATURE_HEADER: Final = "X-Hub-Signature-256"


@dataclass(frozen=True)
class Webhook:
    """What is agreed upon with Meta.

    Attributes:
        phone_id: of Lotte's number; what is for another one is not for her.
        app_secret: signs every body.
        verify_token: is asked for once, when the address is entered.
        guard: counts what is not let through; flush it at the end.
    """

    phone_id: str
    app_secret: str
    verify_token: str
    guard: Guard = field(default_factory=lambda: Guard(NAME))

    def routes(self, receive: Receive) -> Sequence[web.RouteDef]:
        """See `Messenger`."""

        async def called(request: web.Request) -> web.StreamResponse:
            return await self._called(request, receive)

        return (web.get(PATH, self._confirm, allow_head=False), web.post(PATH, called))

    async def _confirm(self, request: web.Request) -> web.StreamResponse:
        query = request.query
        knows_token = same(query.get("hub.verify_token", ""), self.verify_token)
        if query.get("hub.mode") != "subscribe" or not knows_token:
            return self.guard.refuse(request)
        return web.Response(text=query.get("hub.challenge", ""), content_type="text/plain")

    async def _called(self, request: web.Request, receive: Receive) -> web.StreamResponse:
        given = request.headers.get(SIGNATURE_HEADER, "")
        if not given:  # nothing is read for it
            return self.guard.refuse(request)
        body = await read_body(request)
        if not same(given, signature(body, self.app_secret)):
            return self.guard.refuse(request)
        try:
            batch = read(json.loads(body), self.phone_id)
        except Exception as error:  # whatever it stumbles over; refused, Meta would send it again for days
            self.guard.skip(type(error).__name__, request.app[COUNTS])
            return web.Response()
        try:
            is_kept = await self._take(request, batch, receive)
        except MemoryUnavailable as error:
            logger.error("WhatsApp: a webhook could not be kept: %s", error)
            is_kept = False
        # after a 503 Meta sends all of it again; what was kept is recognised then
        return web.Response(status=200 if is_kept else 503)

    async def _take(self, request: web.Request, batch: Batch, receive: Receive) -> bool:
        is_kept = True
        for error in batch.broken:
            self.guard.skip(error, request.app[COUNTS])
        for incoming in batch.incoming:
            try:
                await receive(incoming)
            except MemoryUnavailable:
                raise
            except Exception as error:  # a fault of ours with one message; the others' must not wait for it
                logger.error("WhatsApp: a message could not be kept (%s)", type(error).__name__)
                is_kept = False
        for code in batch.failures:
            logger.warning("WhatsApp: a message was taken, but not delivered (error %s)", code)
        if batch.failures:
            count = request.app[COUNTS].add
            await asyncio.to_thread(count, NAME, What.UNDELIVERABLE, len(batch.failures))
        return is_kept


def signature(body: bytes, app_secret: str) -> str:
    """What stands in `SIGNATURE_HEADER` of a body as Meta has sent it, byte by byte."""
    return f"sha256={hmac.new(app_secret.encode(), body, hashlib.sha256).hexdigest()}"
