"""Reads a request's body: everything that is not exactly what the chat contract allows is refused here."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass
from typing import Any, Final

from aiohttp import web

from bot.gateway.errors import ApiError
from bot.nlu.language.hygiene import clean

_MOST_EMOJI: Final = 20
_ZERO_WIDTH_JOINER: Final = "\u200d"
#: Belongs to the picture before it: joiner, "show as a picture", the five colours of skin.
_JOINED_TO_EMOJI: Final = frozenset(
    _ZERO_WIDTH_JOINER + "\ufe0f" + "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
)


@dataclass(frozen=True)
class ChatRequest:
    """One message: either words or the id of a button."""

    text: str | None = None
    choice: str | None = None


async def read_chat(request: web.Request, max_characters: int) -> ChatRequest:
    """The body of POST /api/chat.

    Raises:
        ApiError: 400 or 413 with a German sentence.
    """
    body = await _read_object(request)
    text, choice = body.get("text"), body.get("choice")
    if (text is None) == (choice is None) or not isinstance(text if choice is None else choice, str):
        raise ApiError(400, "form", "fehler_form")
    if choice is not None:
        return ChatRequest(choice=choice)
    return ChatRequest(text=_checked(str(text), max_characters))


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
    except (ValueError, RecursionError) as error:
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
