"""What a person wants, asked of whoever knows: the dialogue, the offers, or the gateway itself (own.py)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from aiohttp import web

import texts
from bot.gateway.answers import plain
from bot.gateway.chat import SETTINGS, turn
from bot.gateway.corrections import PLACE, Change
from bot.gateway.errors import ApiError
from bot.gateway.messenger.commands import DELETE, HELP, RESTART, START, Command, read_command, read_number
from bot.gateway.messenger.composing import OWN, is_danger, understood_line
from bot.gateway.messenger.own import OWN_ANSWERS, Told
from bot.gateway.messenger.people import Person
from bot.gateway.messenger.platform import UNDECRYPTED, Incoming, Kind
from bot.gateway.messenger.whereabouts import nearest
from bot.gateway.offers import OFFERS
from bot.gateway.rasa_client import Source
from bot.gateway.requests import ChatRequest, chat_request
from bot.memory.messaging.codes import read as read_code
from bot.memory.messaging.records import PersonState, ShownButton
from offer_db.errors import OfferDbError

CODE: Final = "code"
#: Of so many of the last buttons the words may be typed.
_LATEST: Final = 12


@dataclass(frozen=True)
class Said:
    """An answer before it is put into messages.

    Attributes:
        body: of the chat contract; what the gateway says itself has `messages` alone.
        before: lines above it.
        language: chosen just now; "": the one that is written; None: nothing has changed.
        forgets: the person has had their conversation deleted.
        is_aside: no answer to what was asked; numbers that were shown before it still mean what they did.
    """

    body: Mapping[str, Any]
    before: tuple[str, ...] = ()
    language: str | None = None
    forgets: bool = False
    is_aside: bool = False


def sentence(person: Person, key: str, **values: object) -> Said:
    """A sentence of the gateway in the person's language, by the way."""
    return Said({"messages": [plain(texts.load(person.language).phrase(key, **values))]}, is_aside=True)


async def ask(app: web.Application, incoming: Incoming, person: Person, state: PersonState, source: Source) -> Said:
    """The answer to what has arrived; deletions and farewells are not for here.

    Raises:
        ApiError: with the key of a sentence.
        MemoryUnavailable: try again.
    """
    question = _Question(app, person, state, source)
    if incoming.kind is Kind.UNREADABLE:
        why = "messenger_verschluesselt" if incoming.text == UNDECRYPTED else "messenger_nicht_lesbar"
        return sentence(person, why)
    if incoming.kind is Kind.PLACE:
        return await question.place(incoming.latitude, incoming.longitude)
    if incoming.kind is Kind.CHOICE:
        return await question.choice(incoming.choice)
    return await question.text(incoming.text)


@dataclass(frozen=True)
class _Question:
    app: web.Application
    person: Person
    state: PersonState
    source: Source

    async def text(self, text: str) -> Said:
        most = self.app[SETTINGS].max_characters
        # too long for an answer is too long for a command or a button too, and costs no reading
        if len(text) <= most and (said := await self._own_text(text)) is not None:
            return said
        language = {"language": self.person.chosen} if self.person.chosen else {}
        return await self._turn(chat_request({"text": text, **language}, most))

    async def _own_text(self, text: str) -> Said | None:
        """The answer to a code, a command or a typed button; None: it is words."""
        if (taken := await self._code(text)) is not None:
            return taken
        if (command := read_command(text)) is not None:
            return await self._command(command)
        if (button := typed_button(text, self.state)) is not None:
            said = await self.choice(button.id)
            # whoever typed "3" as an age sees that it was taken for a number
            chosen = texts.load(self.person.language).phrase("messenger_gewaehlt", wahl=button.label)
            return replace(said, before=(chosen, *said.before))
        return None

    async def choice(self, id: str) -> Said:
        own = id.startswith(OWN)
        choice = id if own else next((button.choice for button in self.state.buttons if button.id == id), None)
        if choice is None:
            raise ApiError(400, "auswahl", "fehler_auswahl")
        if choice.startswith(OWN):
            name, _, argument = choice.removeprefix(OWN).partition(":")
            return await self._own(name, argument)
        return await self._turn(ChatRequest(choice=choice, language=self.person.for_choices))

    async def place(self, latitude: float | None, longitude: float | None) -> Said:
        try:
            municipalities = await self.app[OFFERS].municipalities()
        except OfferDbError as error:
            raise ApiError(503, "stoerung", "stoerung") from error
        known = latitude is not None and longitude is not None
        place = nearest(municipalities, latitude or 0.0, longitude or 0.0) if known else None
        if place is None:
            return sentence(self.person, "messenger_standort_fern")
        change = Change(PLACE, 0, place.key)
        said = await self._turn(ChatRequest(change=change, language=self.person.for_choices))
        spoken = texts.load(self.person.language)
        return replace(said, before=(spoken.phrase("messenger_standort", ort=place.name), *said.before))

    async def _command(self, command: Command) -> Said:
        if command.name in (RESTART, DELETE):
            return await self._turn(ChatRequest(command=command.name, language=self.person.for_choices))
        if command.name == START and command.argument:
            return await self._own(CODE, command.argument, otherwise=START)
        return await self._own(command.name, command.argument)

    async def _code(self, text: str) -> Said | None:
        """A message that is nothing but a one-time code, however it is typed; None if it is none that is good."""
        if CODE not in self.app[OWN_ANSWERS].answers or read_code(text) is None:
            return None
        told = await self.app[OWN_ANSWERS].answers[CODE](self.app, self.person, text)
        return None if told is None else _of_told(told)

    async def _own(self, name: str, argument: str, otherwise: str = HELP) -> Said:
        """What stands behind `name`; where nobody stands there, what Lotte can do."""
        answers = self.app[OWN_ANSWERS].answers
        told = await answers[name](self.app, self.person, argument) if name in answers else None
        if told is None:
            told = await answers[otherwise](self.app, self.person, "")
        return Said({"messages": []}) if told is None else _of_told(told)

    async def _turn(self, request: ChatRequest) -> Said:
        answered = await turn(self.app, self.person.session, request, self.source)
        body: Mapping[str, Any] = answered.body
        forgets = answered.session.id != self.person.session.id
        if is_danger(body) or forgets:
            return Said(body, forgets=forgets)
        for add in self.app[OWN_ANSWERS].additions:
            body = add(self.person, body)
        line = understood_line(body, texts.load(self.person.chosen or body["language"]))
        return Said(body, before=(line,) if line else ())


def _of_told(told: Told) -> Said:
    return Said({"messages": told.messages, "language": told.spoken}, language=told.language)


def typed_button(text: str, state: PersonState) -> ShownButton | None:
    """The choice that was answered by its number, or an own one by its words; the dialogue knows its own words."""
    number = read_number(text)
    if number is not None and 1 <= number <= len(state.numbered):
        id = state.numbered[number - 1]
        return next((button for button in state.buttons if button.id == id), None)
    typed = text.strip().casefold()
    latest = state.buttons[-_LATEST:]
    return next((one for one in latest if one.choice.startswith(OWN) and one.label.casefold() == typed), None)
