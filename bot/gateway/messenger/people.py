"""Who somebody in a messenger is to Lotte: a keyed hash and a conversation, never an id of the platform. Pure."""

from __future__ import annotations

from dataclasses import dataclass

import texts
from bot.gateway.messenger.platform import Incoming
from bot.gateway.session import Session
from bot.memory.messaging.sealing import Seal


@dataclass(frozen=True)
class Person:
    """Somebody Lotte answers.

    Attributes:
        key: keyed hash; in a group, of the person there: alone with Lotte they are somebody else.
        platform: `Messenger.name`.
        chat: where answers go; the platform's own address, never stored or logged in the clear.
        language: in which the gateway itself speaks to them.
        chosen: the language they asked for with /sprache; None: Lotte answers in the language they write.
        for_choices: the language to answer a button in, where the conversation has none yet: a tap does not tell it.
        in_group: others read along.
    """

    key: str
    platform: str
    chat: str
    language: str
    chosen: str | None
    for_choices: str | None = None
    in_group: bool = False

    @property
    def session(self) -> Session:
        """Their conversation."""
        return session_of(self.key)


def person_key(seal: Seal, incoming: Incoming) -> str:
    """The only name under which anything of this person is stored."""
    return seal.key_of("person", incoming.platform, incoming.room or incoming.chat, incoming.user)


def human_key(seal: Seal, incoming: Incoming) -> str:
    """Who somebody is in all chats of a platform together; only to count how much they write, stored nowhere."""
    return seal.key_of("human", incoming.platform, incoming.user)


def update_key(seal: Seal, incoming: Incoming, id: str | None = None) -> str:
    """What an update is recognised by if it is delivered twice; `id`: of another message of the same chat."""
    return seal.key_of("update", incoming.platform, incoming.chat, incoming.id if id is None else id)


def session_of(person_key: str) -> Session:
    """The conversation of a person: no cookie can name it, since cookies are random and signed."""
    return Session(f"messenger:{person_key}", is_new=False)


def person_of(incoming: Incoming, key: str, *, chosen: str = "", found: str = "") -> Person:
    """The person behind an update.

    Args:
        incoming: the update.
        key: of the person.
        chosen: the language they asked for; "" for none.
        found: the language of the conversation, which need not be one Lotte speaks; "" if it has none yet.
    """
    of_app = incoming.language.lower().replace("_", "-").split("-")[0]
    of_app = of_app if of_app in texts.LANGUAGES else ""
    language = chosen or found or of_app
    return Person(
        key,
        incoming.platform,
        incoming.chat,
        language=language if language in texts.LANGUAGES else texts.DEFAULT_LANGUAGE,
        chosen=chosen or None,
        for_choices=chosen or (None if found else of_app or None),
        in_group=incoming.is_group,
    )
