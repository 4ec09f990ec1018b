"""Reads a request's body: everything that is not exactly what the chat contract allows is refused here."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from aiohttp import web

import texts
from bot.gateway.corrections import Change, read_change
from bot.gateway.errors import ApiError
from bot.nlu.language.hygiene import clean

_MOST_EMOJI: Final = 20
_ZERO_WIDTH_JOINER: Final = "\u200d"
#: Belongs to the picture before it: joiner, "show as a picture", the five colours of skin.
_JOINED_TO_EMOJI: Final = frozenset(
    _ZERO_WIDTH_JOINER + "\ufe0f" + "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
)


#: Random (UUID, version 4): it alone says that two requests are one message.
_MESSAGE_ID: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


_INDEX: Final = re.compile(r"[0-9]{1,2}")
#: What the page's own buttons ask for, in any language: name → payload for the channel.
COMMANDS: Final = {"neustart": "/neustart", "loeschen": "/daten_loeschen"}
_KINDS: Final = ("text", "choice", "change", "command")


@dataclass(frozen=True)
class ChatRequest:
    """One message: words, the id of a button, the correction of what was understood, or a command of the page.

    Attributes:
        command: key of `COMMANDS`.
        language: the page's, if the parent chose one; Lotte then answers in it.
        message_id: the same for a message that is sent again.
    """

    text: str | None = None
    choice: str | None = None
    change: Change | None = None
    command: str | None = None
    language: str | None = None
    message_id: str | None = None

    @property
    def fingerprint(self) -> str | None:
        """The same for a message that is sent again, and for no other; None for one without an id."""
        if self.message_id is None:
            return None
        said = repr((self.text, self.choice, self.change, self.command, self.language))
        return f"{self.message_id}:{hashlib.sha256(said.encode()).hexdigest()}"


async def read_chat(request: web.Request, max_characters: int) -> ChatRequest:
    """The body of POST /api/chat.

    Raises:
        ApiError: 400 or 413 with a German sentence.
    """
    return chat_request(await _read_object(request), max_characters)


async def read_fields(request: web.Request) -> dict[str, str]:
    """The fields of a form that are filled in; files are none.

    Raises:
        ApiError: 400 or 413 with a German sentence.
    """
    try:
        form = await request.post()
    except web.HTTPRequestEntityTooLarge as error:
        raise ApiError(413, "zu_gross", "fehler_zu_gross") from error
    except (ValueError, LookupError, web.HTTPException) as error:
        raise ApiError(400, "form", "fehler_form") from error
    return {name: value for name, value in form.items() if value and isinstance(value, str)}


async def read_form(request: web.Request, max_characters: int) -> ChatRequest:
    """A form of the page without JavaScript: the same fields, a correction as "place:0:03151040".

    Raises:
        ApiError: as `read_chat`.
    """
    body: dict[str, Any] = dict(await read_fields(request))
    if body.keys() & {"choice", "change", "command"}:
        body.pop("text", None)  # what was typed but not sent
    if "change" in body:
        field, _, rest = body["change"].partition(":")
        index, _, value = rest.partition(":")
        number = int(index) if _INDEX.fullmatch(index) else -1
        body["change"] = {"field": field, "index": number, "value": value or None}
    if not body.keys() & set(_KINDS):
        body["text"] = ""
    return chat_request(body, max_characters)


def chat_request(body: Mapping[str, Any], max_characters: int) -> ChatRequest:
    """A message from the members of a body.

    Raises:
        ApiError: 400 or 413 with a German sentence.
    """
    said = {name: body[name] for name in _KINDS if body.get(name) is not None}
    if len(said) != 1 or not all(isinstance(said.get(name, ""), str) for name in _KINDS if name != "change"):
        raise ApiError(400, "form", "fehler_form")
    if "command" in said and said["command"] not in COMMANDS:
        raise ApiError(400, "form", "fehler_form")
    language, message_id = body.get("language"), body.get("id")
    if language is not None and language not in texts.LANGUAGES:
        raise ApiError(400, "form", "fehler_form")
    if message_id is not None and not (isinstance(message_id, str) and _MESSAGE_ID.fullmatch(message_id)):
        raise ApiError(400, "form", "fehler_form")
    return ChatRequest(
        text=_checked(said["text"], max_characters) if "text" in said else None,
        choice=said.get("choice"),
        change=read_change(said["change"]) if "change" in said else None,
        command=said.get("command"),
        language=language,
        message_id=message_id,
    )


async def read_text(request: web.Request, max_characters: int) -> str:
    """The body of POST /api/understand.

    Raises:
        ApiError: 400 or 413 with a German sentence.
    """
    body = await _read_object(request)
    if not isinstance(body.get("text"), str):
        raise ApiError(400, "form", "fehler_form")
    return _checked(body["text"], max_characters)


async def _read_object(request: web.Request) -> dict[str, Any]:
    if request.content_type != "application/json":
        raise ApiError(400, "inhaltstyp", "fehler_inhaltstyp")
    # a body whose length is announced need not be read to be refused
    if request.content_length is not None and request.content_length > request.client_max_size:
        raise ApiError(413, "zu_gross", "fehler_zu_gross")
    try:
        body = json.loads(await request.read())
    except web.HTTPRequestEntityTooLarge as error:
        raise ApiError(413, "zu_gross", "fehler_zu_gross") from error
    except (ValueError, RecursionError, LookupError, web.HTTPException) as error:
        raise ApiError(400, "kein_json", "fehler_kein_json") from error
    if not isinstance(body, dict):
        raise ApiError(400, "form", "fehler_form")
    return body


def _checked(text: str, max_characters: int) -> str:
    """Clean text; a leading slash is gone, so that Rasa cannot take it for a command.

    Hygiene takes emoji out. Where there is no word beside them they are the message: "😭", "👍!"
    """
    if not text.strip():
        raise ApiError(400, "leer", "fehler_leer")
    if len(text) > max_characters:
        raise ApiError(413, "zu_lang", "fehler_zu_lang", zeichen=max_characters)
    cleaned = clean(text, max_characters)
    if not any(character.isalnum() for character in cleaned) and (emoji := _emoji(text)):
        return emoji
    if not cleaned.strip("/ "):
        raise ApiError(400, "nur_zeichen", "fehler_nur_zeichen")
    return cleaned


def _emoji(text: str) -> str:
    """The pictures of a text and nothing else, at most `_MOST_EMOJI` characters; empty if there is none."""
    kept = ""
    for character in text:
        if unicodedata.category(character) == "So" or (kept and character in _JOINED_TO_EMOJI):
            kept += character
    # cut in the middle of a family, what joined it to the next picture would be left over
    return kept[:_MOST_EMOJI].rstrip(_ZERO_WIDTH_JOINER)
