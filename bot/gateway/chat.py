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
from bot.gateway.corrections import CHILD, NEED, Change, age_label
from bot.gateway.errors import ApiError
from bot.gateway.limits import RateLimits, Turnstile
from bot.gateway.messenger.keys import CODES
from bot.gateway.offers import OFFERS
from bot.gateway.origins import is_foreign
from bot.gateway.rasa_client import RasaClient, Source
from bot.gateway.requests import COMMANDS, ChatRequest, read_chat, read_text
from bot.gateway.resending import Answered, Resending
from bot.gateway.session import Session, Sessions, UnknownChoice
from bot.memory.callbacks import CallbackBook, note_beside
from bot.memory.conversations import ConversationArchive
from bot.memory.database import MemoryUnavailable
from bot.settings import Settings
from bot.web.senders import is_own_page
from offer_db import telephone
from offer_db.errors import OfferDbError

logger = logging.getLogger(__name__)

SETTINGS: web.AppKey[Settings] = web.AppKey("settings", Settings)
SESSIONS: web.AppKey[Sessions] = web.AppKey("sessions", Sessions)
LIMITS: web.AppKey[RateLimits] = web.AppKey("limits", RateLimits)
TURNSTILE: web.AppKey[Turnstile] = web.AppKey("turnstile", Turnstile)
RESENDING: web.AppKey[Resending] = web.AppKey("resending", Resending)
RASA: web.AppKey[RasaClient] = web.AppKey("rasa", RasaClient)
ARCHIVE: web.AppKey[ConversationArchive] = web.AppKey("archive", ConversationArchive)
CALLBACKS: web.AppKey[CallbackBook] = web.AppKey("callbacks", CallbackBook)

WEB: Final = Source("web")
WIDGET: Final = Source("widget")
"""On whose page the conversation is held, ours or another that carries Lotte; for the team's figures."""
# This button is the gateway's own: only it knows the session whose conversation goes.
DELETE_PAYLOAD: Final = "/loeschen_bestaetigt"
LANGUAGE_SLOT: Final = "sprache"


async def chat(request: web.Request) -> web.Response:
    """One message and its answer; makes the session on the first one."""
    message = await read_chat(request, request.app[SETTINGS].max_characters)
    answered = await answer_to(request, message)
    body = answered.body
    if is_foreign(request):
        # a foreign page cannot keep our cookie; its tab keeps the token itself
        return web.json_response({**body, "session": request.app[SESSIONS].token(answered.session)})
    response = web.json_response(body)
    request.app[SESSIONS].write(response, answered.session)
    return response


async def answer_to(request: web.Request, message: ChatRequest, *, is_form: bool = False) -> Answered:
    """The answer to a message of this request's session; the same one if the message was sent before.

    Raises:
        ApiError: with a German sentence.
    """
    app = request.app
    session = app[SESSIONS].of(request, by_header=is_foreign(request))
    sender = app[SESSIONS].sender(session)
    source = WIDGET if is_foreign(request) else WEB

    async def answer() -> Answered:
        async with app[TURNSTILE].turn(sender):
            return await turn(app, session, message, source)

    await app[LIMITS].check(request, sender)
    return await app[RESENDING].once(message.fingerprint, session, answer, by_message_alone=not is_form)


async def leave(request: web.Request) -> web.Response:
    """POST /verlassen: the parent had to leave at once; whoever uses this browser next is somebody else."""
    response = web.Response(status=204)
    if is_own_page(request):
        request.app[RESENDING].forget(request.app[SESSIONS].of(request))
        request.app[SESSIONS].end(response)
    return response


async def understand(request: web.Request) -> web.Response:
    """What a text means; changes nothing and remembers nothing."""
    text = await read_text(request, request.app[SETTINGS].max_characters)
    await request.app[LIMITS].check(request, f"understand:{request.remote}")
    return web.json_response(contract_understood(await request.app[RASA].understand(text)))


async def turn(app: web.Application, session: Session, message: ChatRequest, source: Source) -> Answered:
    """One message and its answer, from whichever channel; limits and order are the caller's.

    Raises:
        ApiError: with a German sentence.
    """
    sessions = app[SESSIONS]
    sender = sessions.sender(session)
    words, answer = await _asked_of_rasa(app, session, sender, message, source)
    if answer.get("own") == DELETE_PAYLOAD:
        body = await _delete(app, sender, message.language)
        app[RESENDING].forget(session)
        return Answered(body, sessions.new(), words)
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
        await topic_names(app, answer["situation"]),
    )
    return Answered(body, session, words)


async def _asked_of_rasa(
    app: web.Application, session: Session, sender: str, message: ChatRequest, source: Source
) -> tuple[str, dict[str, Any]]:
    """What the parent says in words, and the channel's answer; {"own": payload} for what the gateway does itself."""
    rasa, language = app[RASA], message.language
    if message.text is not None:  # its answer is "own" too, if the button's words were typed instead of tapped
        return message.text, await rasa.say(sender, message.text, source, language)
    if message.change is not None:
        payload, label = message.change.payload, await _label(app, message.change, language)
    elif message.command is not None:
        payload, label = COMMANDS[message.command], texts.load(language).phrase(f"chat_{message.command}_text")
    else:
        try:
            payload, label = app[SESSIONS].choice(session, message.choice or "")
        except UnknownChoice as error:
            raise ApiError(400, "auswahl", "fehler_auswahl") from error
    if payload == DELETE_PAYLOAD:
        return label, {"own": payload}
    return label, await rasa.choose(sender, payload, label, source, language)


async def _label(app: web.Application, change: Change, language: str | None) -> str:
    """What the parent says by a correction, in words.

    Raises:
        ApiError: 400, a municipality nobody knows.
    """
    spoken = texts.load(language)
    if change.value is None:
        return spoken.phrase(f"chat_ohne_{change.field}")
    if change.field == NEED:
        return spoken.phrase(f"bedarf_{change.value}")
    if change.field == CHILD:
        return age_label(change.value, language)
    try:
        municipalities = await app[OFFERS].municipalities()
    except OfferDbError as error:
        raise ApiError(503, "stoerung", "stoerung") from error
    name = next((one.name for one in municipalities if one.key == change.value), None)
    if name is None:
        raise ApiError(400, "form", "fehler_form")
    return name


async def topic_names(app: web.Application, situation: Mapping[str, Any]) -> Mapping[str, str]:
    """The German names of topics; none while the offers cannot be read: the conversation goes on without."""
    if not situation.get("topics"):
        return {}
    try:
        return await app[OFFERS].topic_names()
    except OfferDbError as error:
        logger.error("The offers could not be read: %s", type(error).__name__)
        return {}


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


async def _delete(app: web.Application, sender: str, language: str | None) -> dict[str, Any]:
    """Deletes conversation, call-back wish and code; the sentence that says so is only said when it is true."""
    language = language or await _language(app, sender)
    try:
        # the wish first: if the rest fails, at least the telephone number is gone; a second try does both again
        await asyncio.to_thread(app[CALLBACKS].delete_of, sender)
        await asyncio.to_thread(app[ARCHIVE].delete, sender)
        if CODES in app:
            await asyncio.to_thread(app[CODES].forget, sender)
    except MemoryUnavailable as error:
        logger.error("A conversation could not be deleted: %s", error)
        raise ApiError(503, "stoerung", "stoerung") from error
    understood = {"language": "de", "act": "datenschutz", "intent": "daten_loeschen", "confidence": 1.0, "needs": []}
    return {
        "messages": [plain(texts.load(language).phrase("geloescht"))],
        "understood": contract_understood(understood),
        "situation": contract_situation({}, texts.load(language), {}),
        "language": texts.load(language).locale,
    }
