"""What somebody in a messenger is told who comes from the web with a code, or wants to go on there (/web)."""

from __future__ import annotations

import re
from typing import Final

from aiohttp import web

import texts
from bot.gateway.answers import plain
from bot.gateway.chat import SETTINGS
from bot.gateway.messenger.handover import MINUTES, make_code, take, welcome
from bot.gateway.messenger.own import Told
from bot.gateway.messenger.people import Person
from bot.gateway.pages.languages import PageLanguage

#: Can be nothing but a code: as it is shown, or with a digit in it. Eight letters may be a word ("hebammen").
_SURELY: Final = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}|(?=.*[2-9])[2-9A-Za-z]{4}[- ]?[2-9A-Za-z]{4}")


async def take_up(app: web.Application, person: Person, argument: str) -> Told | None:
    """A code, behind /start or alone: what is known of the family on the web is known here. None: it is no code.

    Raises:
        ApiError, MemoryUnavailable: try again.
    """
    is_code = _SURELY.fullmatch(argument.strip()) is not None
    if person.in_group:  # what it carries would be read by others; it stays good
        return _says(person.language, "messenger_weiter_gruppe") if is_code else None
    carried = await take(app, argument, person.session, person.chosen)
    if carried is None:
        return _says(person.language, "messenger_weiter_ungueltig") if is_code else None
    language = person.chosen or carried.language or person.language
    return Told([welcome(app, person.session, carried, texts.load(language))])


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


def _says(language: str, key: str, **values: object) -> Told:
    return Told([plain(texts.load(language).phrase(key, **values))])
