"""The gateway's one wiring place: `create_app(settings)`."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

import aiohttp
from aiohttp import web
from aiohttp.typedefs import Handler

from bot.gateway import offers, origins
from bot.gateway.calendar import add_calendar
from bot.gateway.chat import (
    ARCHIVE,
    CALLBACKS,
    LIMITS,
    RASA,
    RESENDING,
    SESSIONS,
    SETTINGS,
    TURNSTILE,
    chat,
    leave,
    understand,
)
from bot.gateway.headers import add_security_headers
from bot.gateway.limits import RateLimits, Turnstile
from bot.gateway.messenger.wiring import add_messengers
from bot.gateway.offers import OFFERS, Offers
from bot.gateway.origins import ORIGINS, origins_of
from bot.gateway.pages.chat_page import add_chat_page
from bot.gateway.pages.legal import add_legal
from bot.gateway.pages.offer_list import add_offer_pages
from bot.gateway.rasa_client import RasaClient
from bot.gateway.resending import Resending
from bot.gateway.retention import Expiry, delete_expired
from bot.gateway.session import Sessions
from bot.gateway.troubles import errors_as_answers
from bot.memory.callbacks import CallbackBook
from bot.memory.conversations import ConversationArchive
from bot.review.app import create_team_app
from bot.settings import Settings
from bot.web import assets
from bot.web.assets import ASSETS, Assets

logger = logging.getLogger(__name__)

STATIC: Final = Path(__file__).parent / "static"
_SEARCHED: Final = ("/angebote", "/merkliste", "/kalender/")


def create_app(settings: Settings) -> web.Application:
    """The application; connections open at start and close at the end."""
    app = web.Application(
        client_max_size=settings.max_body_bytes,
        middlewares=[origins.allowed_origins, errors_as_answers, page_limits],
    )
    app[SETTINGS] = settings
    app[SESSIONS] = Sessions(settings.secret or "", secure_cookie=settings.over_https, days=settings.retention_days)
    app[LIMITS] = RateLimits(settings)
    app[TURNSTILE] = Turnstile(settings.max_waiting)
    app[RESENDING] = Resending()
    app[ASSETS] = Assets(STATIC)
    app[OFFERS] = Offers(settings.offers_url)
    app[ORIGINS] = origins_of(settings.widget_origins)
    app.on_response_prepare.append(add_security_headers)
    app.on_response_prepare.append(origins.add_origin_headers)
    app.cleanup_ctx.append(_connections)
    app.cleanup_ctx.append(offers.closing)
    app.add_routes(
        [
            web.post("/api/chat", chat),
            web.post("/api/understand", understand),
            web.post("/verlassen", leave),
            web.get("/healthz", healthz),
            web.get("/static/{version}/{name:.+}", assets.static),
            web.get("/widget.js", widget),
        ]
    )
    add_chat_page(app)
    add_offer_pages(app)
    add_calendar(app, settings)
    add_legal(app, settings)
    app.add_subapp("/team", create_team_app(settings, STATIC))
    add_messengers(app, settings)
    return app


@web.middleware
async def page_limits(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Pages that have to be searched for or drawn cost more than a message; the chat must not wait for them."""
    if request.path.startswith(_SEARCHED):
        await request.app[LIMITS].check_page(request)
    return await handler(request)


async def widget(request: web.Request) -> web.Response:
    """GET /widget.js: the one address foreign pages know; asked for anew every few minutes, so that releases arrive."""
    assets = request.app[ASSETS]
    # the script loads the component of the same release
    script = f"const RELEASE = {assets.version!r};\n{assets.text('widget.js')}"
    headers = {"Cache-Control": "public, max-age=300"}
    return web.Response(text=script, content_type="text/javascript", headers=headers)


async def _connections(app: web.Application) -> AsyncIterator[None]:
    settings = app[SETTINGS]
    app[RASA] = RasaClient(settings.rasa_url, settings.internal_token or "", settings.answer_seconds)
    app[ARCHIVE] = await asyncio.to_thread(ConversationArchive, settings.conversations_url)
    app[CALLBACKS] = await asyncio.to_thread(CallbackBook, settings.conversations_url)
    expiries = [
        Expiry("conversations", app[ARCHIVE].delete_older_than, settings.retention_days),
        Expiry("call-back wishes", app[CALLBACKS].delete_expired, settings.callback_days),
    ]
    housekeeping = [asyncio.create_task(delete_expired(expiries)), asyncio.create_task(_forget(app))]
    yield
    for task in housekeeping:
        task.cancel()
    await asyncio.gather(*housekeeping, return_exceptions=True)
    app[CALLBACKS].close()
    app[ARCHIVE].close()
    await app[RASA].close()


async def _forget(app: web.Application) -> None:
    """Every minute: what is kept in memory goes when its time is over, even if nobody writes any more."""
    while True:
        await asyncio.sleep(60)
        app[RESENDING].forget_old()
        app[LIMITS].forget_old()


async def healthz(request: web.Request) -> web.Response:
    """200 when all three processes are ready, else 503; says which is not."""
    actions_url = request.app[SETTINGS].actions_url
    rasa, actions = await asyncio.gather(request.app[RASA].is_ready(), _answers(f"{actions_url}/health"))
    body = {"gateway": True, "rasa": rasa, "actions": actions}
    return web.json_response(body, status=200 if rasa and actions else 503)


async def _answers(url: str) -> bool:
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=2)) as http,
            http.get(url) as response,
        ):
            return response.status == 200
    except (aiohttp.ClientError, TimeoutError):
        return False
