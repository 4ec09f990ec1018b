"""The address Meta calls: confirms it when it is set up, and takes only what is signed with the app's secret."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from aiohttp import web

from bot.gateway.messenger.keys import COUNTS
from bot.gateway.messenger.platform import Receive
from bot.gateway.messenger.refusing import read_body, refuse, same
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
    """

    phone_id: str
    app_secret: str
    verify_token: str

    def routes(self, receive: Receive) -> Sequence[web.RouteDef]:
        """See `Messenger`."""

        async def called(request: web.Request) -> web.StreamResponse:
            return await self._called(request, receive)

        return (web.get(PATH, self._confirm, allow_head=False), web.post(PATH, called))

    async def _confirm(self, request: web.Request) -> web.StreamResponse:
        query = request.query
        knows_token = same(query.get("hub.verify_token", ""), self.verify_token)
        if query.get("hub.mode") != "subscribe" or not knows_token:
            return await refuse(request, NAME)
        return web.Response(text=query.get("hub.challenge", ""), content_type="text/plain")

    async def _called(self, request: web.Request, receive: Receive) -> web.StreamResponse:
        given = request.headers.get(SIGNATURE_HEADER, "")
        if not given:  # nothing is read for it
            return await refuse(request, NAME)
        body = await read_body(request)
        if not same(given, signature(body, self.app_secret)):
            return await refuse(request, NAME)
        try:
            batch = read(json.loads(body), self.phone_id)
        except (ValueError, RecursionError) as error:  # refused, Meta would send it again for days
            logger.warning("WhatsApp: a webhook could not be read (%s)", type(error).__name__)
            return web.Response()
        try:
            await self._take(request, batch, receive)
        except MemoryUnavailable as error:  # Meta sends all of it again; what was kept is recognised then
            logger.error("WhatsApp: a webhook could not be kept: %s", error)
            return web.Response(status=503)
        return web.Response()

    async def _take(self, request: web.Request, batch: Batch, receive: Receive) -> None:
        for incoming in batch.incoming:
            await receive(incoming)
        for code in batch.failures:
            logger.warning("WhatsApp: a message was taken, but not delivered (error %s)", code)
        if batch.failures:
            count = request.app[COUNTS].add
            await asyncio.to_thread(count, NAME, What.UNDELIVERABLE, len(batch.failures))


def signature(body: bytes, app_secret: str) -> str:
    """What stands in `SIGNATURE_HEADER` of a body as Meta has sent it, byte by byte."""
    return f"sha256={hmac.new(app_secret.encode(), body, hashlib.sha256).hexdigest()}"
