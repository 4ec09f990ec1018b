"""The chat contract (docs/chat-contract.md): POST /api/chat and POST /api/understand."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from typing import Any, Final

from aiohttp import web

import texts
from bot.gateway.answers import (
    contract_answer,
    contract_situation,
    contract_understood,
    plain,
    takes_callback_back,
    wants_callback,
)
from bot.gateway.errors import ApiError
from bot.gateway.limits import RateLimits, Turnstile
from bot.gateway.rasa_client import RasaClient
from bot.gateway.requests import ChatRequest, read_chat, read_text
from bot.gateway.session import Session, Sessions, UnknownChoice
from bot.memory.callbacks import CallbackBook, note_beside
from bot.memory.conversations import ConversationArchive
from bot.memory.database import MemoryUnavailable
from bot.settings import Settings
from offer_db import telephone

logger = logging.getLogger(__name__)

SETTINGS: web.AppKey[Settings] = web.AppKey("settings", Settings)
SESSIONS: web.AppKey[Sessions] = web.AppKey("sessions", Sessions)
LIMITS: web.AppKey[RateLimits] = web.AppKey("limits", RateLimits)
TURNSTILE: web.AppKey[Turnstile] = web.AppKey("turnstile", Turnstile)
RASA: web.AppKey[RasaClient] = web.AppKey("rasa", RasaClient)
ARCHIVE: web.AppKey[ConversationArchive] = web.AppKey("archive", ConversationArchive)
CALLBACKS: web.AppKey[CallbackBook] = web.AppKey("callbacks", CallbackBook)

SOURCE: Final = "web"
# This button is the gateway's own: only it knows the session whose conversation goes.
DELETE_PAYLOAD: Final = "/loeschen_bestaetigt"
LANGUAGE_SLOT: Final = "sprache"


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
        if answer.get("own") == DELETE_PAYLOAD:  # the button's words, typed instead of tapped
            return await _delete(app, sender), sessions.new()
    else:
        try:
            payload, label = sessions.choice(session, message.choice)
        except UnknownChoice as error:
            raise ApiError(400, "auswahl", "fehler_auswahl") from error
        if payload == DELETE_PAYLOAD:
            return await _delete(app, sender), sessions.new()
        answer = await rasa.choose(sender, payload, label, SOURCE)
    confirmation = None
    if wants_callback(answer):
        confirmation = await _keep_callback(app, sender, message.text or "", answer)
    elif takes_callback_back(answer):
        confirmation = await _forget_callback(app, sender, answer)
    body = contract_answer(
        answer,
        lambda payload, label: sessions.choice_id(session, payload, label),
        app[SETTINGS].secret or "",
        confirmation,
    )
    return body, session


async def _keep_callback(app: web.Application, sender: str, text: str, answer: Mapping[str, Any]) -> str:
    """Keeps the number that stands in the parent's own words; returns the sentence that says what became of it.

    Done here and not by an action: what an action stores or says goes into the conversation, where no number may stand.
    """
    language = await _language(app, sender) or answer["understood"].get("language") or texts.DEFAULT_LANGUAGE
    spoken = texts.load(language)
    found = telephone.find(text)
    if found is None:
        return spoken.phrase("rueckruf_keine_nummer")
    try:
        await asyncio.to_thread(app[CALLBACKS].add, sender, found.number, note_beside(text, found), language)
    except MemoryUnavailable as error:
        logger.error("A call-back wish could not be kept: %s", error)
        return spoken.phrase("stoerung")
    return spoken.phrase("rueckruf_notiert", nummer=found.number)


async def _forget_callback(app: web.Application, sender: str, answer: Mapping[str, Any]) -> str:
    """Deletes the number, if one is kept; the sentence that says so is only said when it is true."""
    spoken = texts.load(await _language(app, sender) or answer["understood"].get("language"))
    try:
        await asyncio.to_thread(app[CALLBACKS].delete_of, sender)
    except MemoryUnavailable as error:
        logger.error("A call-back wish could not be deleted: %s", error)
        return spoken.phrase("stoerung")
    return spoken.phrase("rueckruf_geloescht")


async def _language(app: web.Application, sender: str) -> str | None:
    """The language of the conversation: a message that is only a number has none of its own."""
    try:
        slots = await asyncio.to_thread(app[ARCHIVE].slots, sender)
    except MemoryUnavailable as error:
        logger.error("The language of a conversation could not be read: %s", error)
        return None
    return slots.get(LANGUAGE_SLOT)


async def _delete(app: web.Application, sender: str) -> dict[str, Any]:
    """Deletes the conversation and the call-back wish; the sentence that says so is only said when it is true."""
    language = await _language(app, sender)
    try:
        # the wish first: if the rest fails, at least the telephone number is gone; a second try does both again
        await asyncio.to_thread(app[CALLBACKS].delete_of, sender)
        await asyncio.to_thread(app[ARCHIVE].delete, sender)
    except MemoryUnavailable as error:
        logger.error("A conversation could not be deleted: %s", error)
        raise ApiError(503, "stoerung", "stoerung") from error
    understood = {"language": "de", "act": "datenschutz", "intent": "daten_loeschen", "confidence": 1.0, "needs": []}
    return {
        "messages": [plain(texts.load(language).phrase("geloescht"))],
        "understood": contract_understood(understood),
        "situation": contract_situation({}),
    }
