"""The chat: its page, what the component needs to know, and the same conversation for a browser without JavaScript."""

from __future__ import annotations

from typing import Any, Final
from uuid import uuid4

from aiohttp import web

import texts
from bot.gateway.chat import SESSIONS, SETTINGS, answer_to
from bot.gateway.corrections import CHILD, NEED, PLACE, age_label
from bot.gateway.errors import ApiError
from bot.gateway.messenger.keys import MESSENGERS
from bot.gateway.offers import OFFERS
from bot.gateway.pages.data_block import data_block
from bot.gateway.pages.languages import language_of
from bot.gateway.pages.offer_filters import AGES
from bot.gateway.pages.shell import render
from bot.gateway.requests import read_form
from bot.gateway.resending import Answered
from bot.web.senders import is_own_page
from offer_db.errors import OfferDbError
from offer_db.vocabulary import DISTRICT_KEY, NEEDS

#: Pregnancy, and each year up to ten: how far the prevention chain reaches.
_AGES: Final = tuple(f"{ages.min_months}..{ages.max_months}" for ages in AGES.values() if ages.min_months <= 120)
#: The sentences the component says; the rest of the file is the page's.
_COMPONENT: Final = (
    "chat_",
    "karte_",
    "fehler_leer",
    "fehler_zu_lang",
    "seite_barrierefreiheit",
    "seite_datenschutz",
    "seite_impressum",
    "seite_merkliste",
    "seite_notfall",
    "seite_verlassen",
)
_HANDOVER: Final = "chat_weiter"


def add_chat_page(app: web.Application) -> None:
    """Gives the application the addresses."""
    app.add_routes([web.get("/", chat_page), web.post("/", chat_form), web.get("/api/seite", component_data)])


async def chat_page(request: web.Request) -> web.Response:
    """GET /: the component, and inside it a form that works before the script is there, and without it."""
    return await _page(request)


async def chat_form(request: web.Request) -> web.Response:
    """POST /: a message from that form, answered with the page; a browser with JavaScript goes on from there.

    Raises:
        ApiError: with a German sentence; the page of errors says it.
    """
    if not is_own_page(request):  # a foreign page must not speak for a family
        raise ApiError(400, "form", "fehler_form")
    message = await read_form(request, request.app[SETTINGS].max_characters)
    answered = await answer_to(request, message, is_form=True)
    return await answered_page(request, message.message_id, answered)


async def answered_page(request: web.Request, message_id: str | None, answered: Answered) -> web.Response:
    """The page with an answer in it, for this browser alone.

    Args:
        message_id: of the form that is answered; the component takes it into its conversation once.
    """
    response = await _page(request, {"id": message_id, "parent": answered.words, "answer": answered.body})
    response.headers["Cache-Control"] = "no-store"
    request.app[SESSIONS].write(response, answered.session)
    return response


async def component_data(request: web.Request) -> web.Response:
    """GET /api/seite?sprache=tr: sentences and options for a component on a foreign page."""
    response = web.json_response(await _component(request))
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


async def _page(request: web.Request, first: dict[str, Any] | None = None) -> web.Response:
    data = await _component(request)
    return render(
        request,
        "chat.html",
        daten=data_block({**data, "first": first}),
        neue_id=uuid4,
        antwort=first,
        zeichen=data["max_characters"],
        im_messenger=data["handover"],
    )


async def _component(request: web.Request) -> dict[str, Any]:
    language = language_of(request)
    spoken = texts.load(language.code)
    handover = MESSENGERS in request.app and bool(request.app[MESSENGERS])
    # without a messenger nothing says that there could be one
    keys = [
        key
        for key in texts.load().phrases
        if key.startswith(_COMPONENT) and (handover or not key.startswith(_HANDOVER))
    ]
    return {
        "language": language.code,
        "chosen": language.chosen,
        "lang": language.lang,
        # dates as in Europe, and digits everybody here can read
        "locale": f"{'en-GB' if spoken.locale == 'en' else spoken.locale}-u-nu-latn",
        "direction": language.direction,
        "handover": handover,
        "max_characters": request.app[SETTINGS].max_characters,
        # not formatted: the component fills the placeholders
        "sentences": {key: spoken.phrases[key][0] for key in keys},
        "options": {
            CHILD: [{"value": value, "label": age_label(value, language.code)} for value in _AGES],
            NEED: [{"value": need, "label": spoken.phrase(f"bedarf_{need}")} for need in NEEDS],
            PLACE: await _places(request),
        },
    }


async def _places(request: web.Request) -> list[dict[str, str]]:
    """The district's municipalities by name; none while the offers cannot be read: the page is there all the same."""
    try:
        municipalities = await request.app[OFFERS].municipalities()
    except OfferDbError:
        return []
    district = [one for one in municipalities if one.key.startswith(DISTRICT_KEY) and one.key != DISTRICT_KEY]
    return [{"value": one.key, "label": one.name} for one in sorted(district, key=lambda one: one.name)]
