"""From the web into a messenger and back: a one-time code carries over what Lotte believes about a family.

A code is good for ten minutes and once. What was said stays where it was said; only the situation and the language go
along (bot/carrying.py).
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from aiohttp import web

import texts
from bot.gateway.answers import contract_situation, plain
from bot.gateway.chat import RASA, SESSIONS, topic_names
from bot.gateway.errors import ApiError
from bot.gateway.messenger.keys import CODES, MESSENGERS
from bot.gateway.messenger.registry import title
from bot.gateway.session import Session
from bot.memory.messaging.codes import MINUTES as MINUTES
from texts.cards import SEPARATOR

#: Searches with what is known; asks for what is missing, as after any other wish.
_SHOW_OFFERS: Final = "/angebot_suchen"


@dataclass(frozen=True)
class Way:
    """A way into a messenger.

    Attributes:
        platform: `Messenger.name`.
        name: as families know it.
        href: opens a chat with Lotte there.
        hands_over: the address carries the code; else it has to be written there.
    """

    platform: str
    name: str
    href: str
    hands_over: bool


@dataclass(frozen=True)
class Carried:
    """What has arrived in a conversation.

    Attributes:
        situation: as the chat contract has it, with chips; nothing known: empty.
        language: of the family's last messages; None: none that is known.
    """

    situation: Mapping[str, Any]
    language: str | None

    @property
    def known(self) -> list[str]:
        """What is known of the family, in words."""
        return [str(chip["label"]) for chip in self.situation["chips"]]


async def make_code(app: web.Application, session: Session) -> str:
    """A code for the conversation of a session, "ABCD-EFGH"; the one it had before is good for nothing now.

    Raises:
        MemoryUnavailable: there is none.
    """
    return await asyncio.to_thread(app[CODES].make, app[SESSIONS].sender(session))


def ways(app: web.Application, code: str) -> list[Way]:
    """Into every messenger that can be opened by an address, in the order of the registry."""
    found = []
    for name, messenger in app[MESSENGERS].items():
        carrying = messenger.link(code)
        href = carrying or messenger.link("")
        if href:
            found.append(Way(name, title(name), href, hands_over=carrying is not None))
    return found


async def take(app: web.Application, code: str, into: Session, language: str | None = None) -> Carried | None:
    """Redeems a code: what is known where it was made is now known in this conversation too.

    Args:
        code: as typed.
        into: whose conversation takes it up.
        language: of the words in the answer; None: the family's.

    Returns:
        None: the code is unknown, used, replaced or too old.

    Raises:
        ApiError: 503; the code is good again, for the rest of its time.
        MemoryUnavailable: the code was not read.
    """
    redeemed = await asyncio.to_thread(app[CODES].redeem, code)
    if redeemed is None:
        return None
    try:
        carried = await app[RASA].carry(redeemed.sender_id, app[SESSIONS].sender(into))
    except ApiError:
        await asyncio.to_thread(app[CODES].give_back, code, redeemed)
        raise
    spoken = texts.load(language or carried["language"])
    situation = contract_situation(carried["situation"], spoken, await topic_names(app, carried["situation"]))
    return Carried(situation, carried["language"])


def welcome(app: web.Application, session: Session, carried: Carried, spoken: texts.Texts) -> dict[str, Any]:
    """What Lotte says then, as a message of the chat contract: what she knows, and a button that begins with it."""
    if not carried.known:
        return plain(spoken.phrase("messenger_weiter_neu"))
    label = spoken.phrase("messenger_weiter_angebote")
    known = spoken.phrase("messenger_weiter_wissen", wofuer=SEPARATOR.join(carried.known))
    button = {"id": app[SESSIONS].choice_id(session, _SHOW_OFFERS, label), "label": label}
    return {**plain(f"{spoken.phrase('messenger_weiter')}\n{known}"), "buttons": [button]}
