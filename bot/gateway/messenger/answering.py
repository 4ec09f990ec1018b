"""A letter and its answer: what was sent is asked of whoever knows (asking.py) and put into messages (composing.py)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from aiohttp import web

import texts
from bot.gateway.answers import plain
from bot.gateway.chat import ARCHIVE, CALLBACKS, LANGUAGE_SLOT, LIMITS, SESSIONS, SETTINGS
from bot.gateway.errors import ApiError
from bot.gateway.messenger.asking import Said, ask, sentence
from bot.gateway.messenger.composing import Manner, compose, is_danger
from bot.gateway.messenger.greeting import data_note
from bot.gateway.messenger.keys import MESSENGERS, SEAL
from bot.gateway.messenger.letters import opened
from bot.gateway.messenger.parts import stored
from bot.gateway.messenger.people import Person, human_key, person_of, session_of
from bot.gateway.messenger.platform import Incoming, Kind
from bot.gateway.messenger.registry import title
from bot.gateway.rasa_client import Source
from bot.memory.conversations import edit_of
from bot.memory.messaging.records import LetterRow, PersonState, ShownButton

#: So many buttons of earlier answers still work; they may stand on the screen for weeks.
MOST_BUTTONS: Final = 60
_SECONDS_BETWEEN_WARNINGS: Final = 60
#: Ten pictures sent together are ten messages, and one is enough to say that Lotte cannot see them.
_SECONDS_OF_AN_ALBUM: Final = 5
_NOTHING: Final = Said({"messages": []})


@dataclass(frozen=True)
class Reply:
    """What becomes of a letter.

    Attributes:
        parts: as `Postbox.answered` takes them; empty: nothing is said.
        state: of the person from now on.
        forgets: the person has had their conversation deleted; these parts are the last of them.
    """

    parts: Sequence[Mapping[str, Any]]
    state: PersonState
    forgets: bool = False


async def reply(
    app: web.Application,
    letter: LetterRow,
    platform: str,
    person_key: str,
    state: PersonState,
    begins: Callable[[], None],
) -> Reply:
    """The answer to a letter; one person's letters come one at a time, in order (work.py).

    Args:
        app, letter, platform, person_key, state: what is answered, and to whom.
        begins: called when the letter is not refused: now somebody is asked, which may take a moment.

    Raises:
        ApiError: 503, it is worth trying again; every other error is answered with its sentence.
        MemoryUnavailable: try again.
    """
    incoming = opened(letter.content, platform)
    state = replace(state, chat=incoming.chat)
    sender = app[SESSIONS].sender(session_of(person_key))
    if incoming.kind in (Kind.EDITED, Kind.DELETED):
        about = letter.content["about_key"]
        # what a person takes back goes here too; only the last text is answered anew
        await asyncio.to_thread(app[ARCHIVE].forget_message, sender, about)
        if incoming.kind is Kind.DELETED or about != state.last_text:
            return Reply((), state)
    slots = await asyncio.to_thread(app[ARCHIVE].slots, sender)
    person = person_of(incoming, person_key, chosen=state.language, found=slots.get(LANGUAGE_SLOT) or "")
    if letter.attempts == 1 and (refused := await _refused(app, person, incoming)) is not None:
        return _composed(app, person, state, refused)
    begins()
    # an edit bears the name of its message: whoever takes that back takes back every wording of it
    message, message_id = letter.update_key, letter.update_key
    if incoming.kind is Kind.EDITED:
        message = letter.content["about_key"]
        message_id = edit_of(message, letter.update_key)
    source = Source(platform, message_id=message_id, again=letter.attempts > 1)
    try:
        said = await ask(app, incoming, person, state, source)
    except ApiError as error:
        if error.status == 503:
            raise
        said = sentence(person, error.phrase, **error.values)
    if incoming.kind in (Kind.TEXT, Kind.EDITED):
        state = replace(state, last_text=message)
    return _composed(app, person, state, said)


def trouble(app: web.Application, letter: LetterRow, platform: str, person_key: str, state: PersonState) -> Reply:
    """The honest sentence, when there is no answer to be had."""
    incoming = opened(letter.content, platform)
    if incoming.kind in (Kind.EDITED, Kind.DELETED, Kind.LEFT):
        return Reply((), state)
    person = person_of(incoming, person_key, chosen=state.language)
    # the note waits for a better moment
    return _composed(app, person, replace(state, chat=incoming.chat), sentence(person, "stoerung"), note=False)


async def forget(app: web.Application, person_key: str) -> None:
    """Deletes what is kept of a person outside the postbox: the call-back wish and the conversation.

    Raises:
        MemoryUnavailable: try again.
    """
    sender = app[SESSIONS].sender(session_of(person_key))
    await asyncio.to_thread(app[CALLBACKS].delete_of, sender)
    await asyncio.to_thread(app[ARCHIVE].delete, sender)


async def _refused(app: web.Application, person: Person, incoming: Incoming) -> Said | None:
    """What is said to too many messages, which may be nothing; None: go on."""
    limits, human = app[LIMITS], human_key(app[SEAL], incoming)
    try:
        # in all chats together: anybody can open as many groups as they like
        await limits.check_person(human)
    except ApiError as error:
        is_told = await limits.may_be_told("zu_schnell", human, _SECONDS_BETWEEN_WARNINGS)
        return sentence(person, error.phrase) if is_told else _NOTHING
    if incoming.kind is Kind.UNREADABLE and not await limits.may_be_told("unlesbar", person.key, _SECONDS_OF_AN_ALBUM):
        return _NOTHING
    return None


def _composed(app: web.Application, person: Person, state: PersonState, said: Said, *, note: bool = True) -> Reply:
    """The parts, and what must be remembered of them."""
    if not said.body["messages"]:
        return Reply((), state)
    messenger, settings = app[MESSENGERS][person.platform], app[SETTINGS]
    spoken = texts.load(said.language or person.chosen or said.body.get("language") or person.language)
    manner = Manner(messenger.abilities, spoken, messenger.count, settings.public_url)
    composed = compose(said.body, manner, said.before)
    parts = [stored(part) for part in composed.parts]
    if said.forgets:
        return Reply(parts, PersonState(chat=state.chat), forgets=True)
    if note and not state.noted and not is_danger(said.body):
        first = plain(data_note(settings, title(person.platform), spoken))
        parts = [*(stored(part) for part in compose({"messages": [first]}, manner).parts), *parts]
        state = replace(state, noted=True)
    if said.language is not None:
        state = replace(state, language=said.language)
    numbered = state.numbered if said.is_aside else composed.numbers
    return Reply(parts, replace(state, buttons=_buttons(state, composed.buttons), numbered=numbered))


def _buttons(state: PersonState, new: Sequence[ShownButton]) -> tuple[ShownButton, ...]:
    """Those that work from now on; own ones, which have the same id each time, stand there once."""
    ids = {button.id for button in new}
    return (*(button for button in state.buttons if button.id not in ids), *new)[-MOST_BUTTONS:]
