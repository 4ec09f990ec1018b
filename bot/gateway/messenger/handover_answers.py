"""What somebody in a messenger is told who comes from the web with a code, or wants to go on there (/web)."""

from __future__ import annotations

import asyncio
import re
from typing import Final

from aiohttp import web

import texts
from bot.gateway.answers import plain
from bot.gateway.chat import ARCHIVE, SESSIONS, SETTINGS
from bot.gateway.messenger.composing import OWN
from bot.gateway.messenger.handover import MINUTES, make_code, take, welcome
from bot.gateway.messenger.keys import CODES
from bot.gateway.messenger.own import Told
from bot.gateway.messenger.people import Person
from bot.gateway.pages.languages import PageLanguage
from bot.memory.messaging.codes import read

#: An own button's name: as short as that, so that it stands with a code in what every platform gives back.
GO_ON: Final = "weiter"
_SITUATION: Final = "situation"
#: What of it is known of the family; the rest is about the conversation (bot/carrying.py).
_FAMILY: Final = ("children", "needs", "topics", "place")
#: Can be nothing but a code: as it is shown, or with a digit in it. Eight letters may be a word ("hebammen").
_SURELY: Final = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}|(?=.*[2-9])[2-9A-Za-z]{4}[- ]?[2-9A-Za-z]{4}")


async def take_up(app: web.Application, person: Person, argument: str) -> Told | None:
    """A code, behind /start or alone: what is known of the family on the web is known here. None: it is no code.

    Of whom something is known here already, they are asked first: the code may be in somebody else's link.

    Raises:
        ApiError, MemoryUnavailable: try again.
    """
    if not person.in_group and await asyncio.to_thread(app[CODES].is_good, argument) and await _is_known(app, person):
        spoken = texts.load(person.language)
        buttons = [
            {"id": f"{OWN}{GO_ON}:{read(argument)}", "label": spoken.phrase("messenger_weiter_ja")},
            {"id": f"{OWN}{GO_ON}:", "label": spoken.phrase("messenger_weiter_nein")},
        ]
        return Told([{**plain(spoken.phrase("messenger_weiter_frage")), "buttons": buttons}])
    return await _redeemed(app, person, argument)


async def go_on(app: web.Application, person: Person, argument: str) -> Told | None:
    """The button below that question: with the code yes, without one no.

    Raises:
        ApiError, MemoryUnavailable: try again.
    """
    if not argument:
        return _says(person.language, "messenger_weiter_bleibt")
    return await _redeemed(app, person, argument)


async def go_on_web(app: web.Application, person: Person, argument: str) -> Told:
    """/web: an address that takes along what is known of the family; the code in it is not sent when it is fetched.

    Raises:
        MemoryUnavailable: try again.
    """
    if person.in_group:
        return _says(person.language, "messenger_weiter_gruppe")
    code = await make_code(app, person.session)
    page = PageLanguage(person.language, chosen=person.language != texts.DEFAULT_LANGUAGE).link("/weiter")
    address = f"{app[SETTINGS].public_url}{page}#{code}"
    return _says(person.language, "messenger_weiter_web", adresse=address, minuten=MINUTES)


async def _redeemed(app: web.Application, person: Person, argument: str) -> Told | None:
    is_code = _SURELY.fullmatch(argument.strip()) is not None
    if person.in_group:
        # what it carries would be read by others, and whoever reads along could redeem it before the family does
        if await asyncio.to_thread(app[CODES].redeem, argument):
            return _says(person.language, "messenger_weiter_gruppe_code")
        return _says(person.language, "messenger_weiter_gruppe") if is_code else None
    carried = await take(app, argument, person.session, person.chosen)
    if carried is None:
        return _says(person.language, "messenger_weiter_ungueltig") if is_code else None
    language = person.chosen or carried.language or person.language
    return Told([welcome(app, person.session, carried, texts.load(language))], spoken=language)


async def _is_known(app: web.Application, person: Person) -> bool:
    slots = await asyncio.to_thread(app[ARCHIVE].slots, app[SESSIONS].sender(person.session))
    situation = slots.get(_SITUATION) or {}
    return any(situation.get(name) for name in _FAMILY)


def _says(language: str, key: str, **values: object) -> Told:
    return Told([plain(texts.load(language).phrase(key, **values))])
