"""The gateway's one wiring place: `create_app(settings)`."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import suppress

import aiohttp
from aiohttp import web
from aiohttp.typedefs import Handler

from bot.gateway import pages
from bot.gateway.calendar import add_calendar
from bot.gateway.chat import ARCHIVE, CALLBACKS, LIMITS, RASA, SESSIONS, SETTINGS, TURNSTILE, chat, understand
from bot.gateway.errors import ApiError
from bot.gateway.limits import RateLimits, Turnstile
from bot.gateway.rasa_client import RasaClient
from bot.gateway.retention import Expiry, delete_expired
from bot.gateway.session import Sessions
from bot.memory.callbacks import CallbackBook
from bot.memory.conversations import ConversationArchive
from bot.settings import Settings

logger = logging.getLogger(__name__)


def create_app(settings: Settings) -> web.Application:
    """The application; connections open at start and close at the end."""
    app = web.Application(
        client_max_size=settings.max_body_bytes, middlewares=[pages.security_headers, errors_as_objects]
    )
    app[SETTINGS] = settings
    app[SESSIONS] = Sessions(settings.secret or "", secure_cookie=settings.cookie_secure)
    app[LIMITS] = RateLimits(settings)
    app[pages.CHAT_PAGE] = pages.render_chat_page(settings.max_characters)
    app[TURNSTILE] = Turnstile(settings.max_waiting)
    app.cleanup_ctx.append(_connections)
    add_calendar(app, settings)
    app.add_routes(
        [
            web.get("/", pages.chat_page),
            web.post("/api/chat", chat),
            web.post("/api/understand", understand),
            web.get("/healthz", healthz),
            web.static("/static", pages.STATIC),
        ]
    )
    return app


async def _connections(app: web.Application) -> AsyncIterator[None]:
    settings = app[SETTINGS]
    app[RASA] = RasaClient(settings.rasa_url, settings.internal_token or "", settings.answer_seconds)
    app[ARCHIVE] = await asyncio.to_thread(ConversationArchive, settings.conversations_url)
    app[CALLBACKS] = await asyncio.to_thread(CallbackBook, settings.conversations_url)
    expiries = [
        Expiry("conversations", app[ARCHIVE].delete_older_than, settings.retention_days),
        Expiry("call-back wishes", app[CALLBACKS].delete_expired, settings.callback_days),
    ]
    retention = asyncio.create_task(delete_expired(expiries))
    yield
    retention.cancel()
    with suppress(asyncio.CancelledError):
        await retention
    app[CALLBACKS].close()
    app[ARCHIVE].close()
    await app[RASA].close()


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


@web.middleware
async def errors_as_objects(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Every error leaves as the contract's error object with a German sentence; nothing internal goes out."""
    try:
        return await handler(request)
    except ApiError as error:
        return error.response()
    except web.HTTPNotFound:
        return ApiError(404, "nicht_gefunden", "fehler_nicht_gefunden").response()
    except web.HTTPMethodNotAllowed:
        return ApiError(405, "methode", "fehler_methode").response()
    except web.HTTPException:
        raise
    except Exception:  # the edge: a parent must get a sentence, whatever broke
        logger.exception("Request to %s failed", request.path)
        return ApiError(503, "stoerung", "stoerung").response()
