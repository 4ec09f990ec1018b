"""Going on in a messenger, or here: POST /api/weiter, and the page /weiter that needs no JavaScript.

These addresses are there only while a messenger is configured.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from typing import Any, Final
from uuid import uuid4

from aiohttp import web

import texts
from bot.gateway.answers import contract_understood
from bot.gateway.chat import LIMITS, RESENDING, SESSIONS, SETTINGS, TURNSTILE
from bot.gateway.errors import ApiError
from bot.gateway.messenger.asking import CODE
from bot.gateway.messenger.commands import WEB
from bot.gateway.messenger.handover import MINUTES, make_code, take, ways, welcome
from bot.gateway.messenger.handover_answers import GO_ON, go_on, go_on_web, take_up
from bot.gateway.messenger.own import OWN_ANSWERS
from bot.gateway.origins import is_foreign
from bot.gateway.pages.chat_page import answered_page
from bot.gateway.pages.languages import language_of
from bot.gateway.pages.qr_code import drawn
from bot.gateway.pages.shell import render
from bot.gateway.requests import read_fields
from bot.gateway.resending import Answered
from bot.gateway.session import Session
from bot.memory.database import MemoryUnavailable
from bot.web.senders import is_own_page

PATH: Final = "/weiter"
_UNDERSTOOD: Final = {"act": "nachfrage", "intent": "weiter", "confidence": 1.0, "needs": []}


def add_handover(app: web.Application) -> None:
    """Gives an application with messengers the addresses, and the messengers their answers to /web and to a code."""
    app.add_routes(
        [
            web.get(PATH, page),
            web.post(PATH, go_on_here),
            web.post(f"{PATH}/messenger", go_on_there),
            web.post("/api/weiter", offer),
        ]
    )
    app[OWN_ANSWERS].answers.update({CODE: take_up, GO_ON: go_on})
    if app[SETTINGS].public_url:  # else Lotte does not know her own address
        app[OWN_ANSWERS].answers[WEB] = go_on_web


async def offer(request: web.Request) -> web.Response:
    """POST /api/weiter: a code for this conversation, and the ways into a messenger.

    Raises:
        ApiError: 400, from a page that may not speak for a family; 429; 503.
    """
    if not (is_foreign(request) or is_own_page(request)):
        raise ApiError(400, "form", "fehler_form")
    return web.json_response(await _offered(request))


async def page(request: web.Request) -> web.Response:
    """GET /weiter: asks for a code from a messenger, and offers one; a code behind # is read by the page's script."""
    return _page(request)


async def go_on_there(request: web.Request) -> web.Response:
    """POST /weiter/messenger: the same as POST /api/weiter, as a page.

    Raises:
        ApiError: as there.
    """
    _check_own(request)
    return _page(request, angebot=await _offered(request))


async def go_on_here(request: web.Request) -> web.Response:
    """POST /weiter: the chat, with what the family has told Lotte in a messenger; or the page, if the code is no good.

    Raises:
        ApiError: 400, from a foreign page; 429; 503.
    """
    _check_own(request)
    fields = await read_fields(request)
    code, form = fields.get("code", ""), fields.get("id", "")
    await request.app[LIMITS].check_code(request)
    session = request.app[SESSIONS].of(request)

    async def answer() -> Answered:
        async with request.app[TURNSTILE].turn(request.app[SESSIONS].sender(session)):
            return await _taken(request, session, code)

    # a page that is loaded again sends its form again; the code is used up by then
    sent = f"{PATH}:{form}:{hashlib.sha256(code.encode()).hexdigest()}" if form else None
    try:
        answered = await request.app[RESENDING].once(sent, session, answer, by_message_alone=False)
    except _NotGood:
        return _page(request, status=400, fehler=True, code=code)
    return await answered_page(request, form, answered)


class _NotGood(Exception):
    """Unknown, used, replaced or too old."""


async def _taken(request: web.Request, session: Session, code: str) -> Answered:
    language = language_of(request)
    chosen = language.code if language.chosen else None
    try:
        carried = await take(request.app, code, session, chosen)
    except MemoryUnavailable as error:
        raise ApiError(503, "stoerung", "stoerung") from error
    if carried is None:
        raise _NotGood
    spoken = texts.load(chosen or carried.language)
    body: dict[str, Any] = {
        "messages": [welcome(request.app, session, carried, spoken)],
        "understood": contract_understood({**_UNDERSTOOD, "language": spoken.locale}),
        "situation": carried.situation,
        "language": spoken.locale,
    }
    return Answered(body, session, spoken.phrase("seite_weiter_knopf"))


async def _offered(request: web.Request) -> dict[str, Any]:
    app = request.app
    session = app[SESSIONS].of(request, by_header=is_foreign(request))
    await app[LIMITS].check(request, app[SESSIONS].sender(session))
    try:
        code = await make_code(app, session)
    except MemoryUnavailable as error:
        raise ApiError(503, "stoerung", "stoerung") from error
    found = ways(app, code)
    if not found:  # every messenger has trouble just now
        raise ApiError(503, "stoerung", "stoerung")
    return {
        "code": code,
        "minutes": MINUTES,
        "ways": [{**asdict(way), "qr": asdict(drawn(way.href))} for way in found],
    }


def _check_own(request: web.Request) -> None:
    if not is_own_page(request):  # a foreign page must not speak for a family
        raise ApiError(400, "form", "fehler_form")


def _page(
    request: web.Request,
    *,
    status: int = 200,
    angebot: dict[str, Any] | None = None,
    fehler: bool = False,
    code: str = "",
) -> web.Response:
    return render(
        request,
        "weiter.html",
        status=status,
        cache="no-store",
        angebot=angebot,
        fehler=fehler,
        code=code[:20],
        neue_id=uuid4,
        # without an address of our own, /web is no command
        vom_messenger=bool(request.app[SETTINGS].public_url),
    )
