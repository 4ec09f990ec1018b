"""The chat contract (docs/chat-vertrag.md): POST /api/chat and POST /api/understand."""

from __future__ import annotations

import asyncio
import logging
from typing import Any, Final

from aiohttp import web

import texts
from bot.gateway.answers import contract_answer, contract_situation, contract_understood, plain
from bot.gateway.errors import ApiError
from bot.gateway.limits import RateLimits, Turnstile
from bot.gateway.rasa_client import RasaClient
from bot.gateway.requests import ChatRequest, read_chat, read_text
from bot.gateway.session import Session, Sessions, UnknownChoice
from bot.memory.conversations import ConversationArchive, MemoryUnavailable
from bot.settings import Settings

logger = logging.getLogger(__name__)

SETTINGS: web.AppKey[Settings] = web.AppKey("settings", Settings)
SESSIONS: web.AppKey[Sessions] = web.AppKey("sessions", Sessions)
LIMITS: web.AppKey[RateLimits] = web.AppKey("limits", RateLimits)
TURNSTILE: web.AppKey[Turnstile] = web.AppKey("turnstile", Turnstile)
RASA: web.AppKey[RasaClient] = web.AppKey("rasa", RasaClient)
ARCHIVE: web.AppKey[ConversationArchive] = web.AppKey("archive", ConversationArchive)

SOURCE: Final = "web"
# This button is the gateway's own: only it knows the session whose conversation goes.
DELETE_PAYLOAD: Final = "/loeschen_bestaetigt"


async def chat(request: web.Request) -> web.Response:
    """One message and its answer; makes the session on the first one."""
    sessions = request.app[SESSIONS]
    session = sessions.of(request)
    sender = sessions.sender(session)
    message = await read_chat(request, request.app[SETTINGS].max_characters)
    await request.app[LIMITS].check(request, sender)
    async with request.app[TURNSTILE].turn(sender):
        body, session = await _answer(request.app, session, sender, message)
    response = web.json_response(body)
    sessions.write(response, session)
    return response


async def understand(request: web.Request) -> web.Response:
    """What a text means; changes nothing and remembers nothing."""
    text = await read_text(request, request.app[SETTINGS].max_characters)
    await request.app[LIMITS].check(request, f"understand:{request.remote}")
    return web.json_response(contract_understood(await request.app[RASA].understand(text)))


async def _answer(
    app: web.Application, session: Session, sender: str, message: ChatRequest
) -> tuple[dict[str, Any], Session]:
    sessions, rasa = app[SESSIONS], app[RASA]
    if message.choice is None:
        answer = await rasa.say(sender, message.text or "", SOURCE)
    else:
        try:
            payload, label = sessions.choice(session, message.choice)
        except UnknownChoice as error:
            raise ApiError(400, "auswahl", "fehler_auswahl") from error
        if payload == DELETE_PAYLOAD:
            return await _delete(app, sender), sessions.new()
        answer = await rasa.choose(sender, payload, label, SOURCE)
    return contract_answer(answer, lambda payload, label: sessions.choice_id(session, payload, label)), session


async def _delete(app: web.Application, sender: str) -> dict[str, Any]:
    """Deletes the conversation; the sentence that says so is only said when it is true."""
    try:
        await asyncio.to_thread(app[ARCHIVE].delete, sender)
    except MemoryUnavailable as error:
        logger.error("A conversation could not be deleted: %s", error)
        raise ApiError(503, "stoerung", "stoerung") from error
    understood = {"language": "de", "act": "datenschutz", "intent": "daten_loeschen", "confidence": 1.0, "needs": []}
    return {
        "messages": [plain(texts.load().phrase("geloescht"))],
        "understood": contract_understood(understood),
        "situation": contract_situation({}),
    }
