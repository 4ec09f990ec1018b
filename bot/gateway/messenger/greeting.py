"""What Lotte says of herself in a messenger: /start, /hilfe, /sprache, and the note on data before the first answer."""

from __future__ import annotations

from typing import Any

from aiohttp import web

import texts
from bot.gateway.answers import plain
from bot.gateway.chat import SESSIONS
from bot.gateway.messenger.commands import COMMANDS, LANGUAGE
from bot.gateway.messenger.composing import OWN
from bot.gateway.messenger.own import OWN_ANSWERS, Told
from bot.gateway.messenger.people import Person
from bot.gateway.pages.languages import PAGE_LANGUAGES
from bot.settings import Settings

_AS_I_WRITE = "auto"


def data_note(settings: Settings, platform_title: str, spoken: texts.Texts) -> str:
    """What is stored and for how long, that the platform is in between, and how all of it goes."""
    note = spoken.phrase("messenger_hinweis", plattform=platform_title, tage=settings.retention_days)
    if settings.public_url:
        page = f"{settings.public_url}/datenschutz"
        note = f"{note}\n{spoken.phrase('messenger_hinweis_mehr', adresse=page)}"
    return note


async def greet(app: web.Application, person: Person, argument: str) -> Told:
    """/start: what Lotte says to a greeting; the conversation does not begin with words nobody wrote."""
    greeting = texts.load(person.language).responses["utter_gruss"][0]
    sessions = app[SESSIONS]
    buttons = [
        {"id": sessions.choice_id(person.session, button["payload"], button["title"]), "label": button["title"]}
        for button in greeting["buttons"]
    ]
    return Told([{**plain(greeting["text"]), "buttons": buttons}])


async def explain(app: web.Application, person: Person, argument: str) -> Told:
    """/hilfe: what Lotte can do, and the commands that are answered here."""
    spoken = texts.load(person.language)
    lines = [
        spoken.phrase("messenger_hilfe_befehl", name=name, satz=spoken.phrase(f"messenger_befehl_{name}"))
        for name in known_commands(app)
    ]
    return Told([plain("\n".join([spoken.phrase("messenger_hilfe"), *lines]))])


def known_commands(app: web.Application) -> list[str]:
    """The commands somebody answers, for /hilfe and for the menu of a platform."""
    by_the_dialogue = {"neustart", "loeschen"}
    return [name for name in COMMANDS if name in by_the_dialogue or name in app[OWN_ANSWERS].answers]


async def choose_language(app: web.Application, person: Person, argument: str) -> Told:
    """/sprache, alone or with a language behind it ("tr", "Türkçe"), or the button of one."""
    code = _language(argument)
    if code == _AS_I_WRITE:
        said = texts.load(person.language).phrase("messenger_sprache_wie_sie_gewaehlt")
        return Told([plain(said)], language="")
    if code:
        return Told([plain(texts.load(code).phrase("messenger_sprache_gewaehlt"))], language=code)
    spoken = texts.load(person.language)
    names = [(code, name) for code, (name, _, _) in PAGE_LANGUAGES.items()]
    choices: list[dict[str, Any]] = [
        {"id": f"{OWN}{LANGUAGE}:{code}", "label": name}
        for code, name in [*names, (_AS_I_WRITE, spoken.phrase("messenger_sprache_wie_sie"))]
    ]
    return Told([{**plain(spoken.phrase("messenger_sprache")), "buttons": choices}])


def _language(argument: str) -> str | None:
    wanted = argument.strip().casefold()
    if wanted == _AS_I_WRITE:
        return _AS_I_WRITE
    return next((code for code, (name, _, _) in PAGE_LANGUAGES.items() if wanted in (code, name.casefold())), None)
