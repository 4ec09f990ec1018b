"""What a messenger platform is to Lotte: the interface every adapter fulfils. docs/messenger.md shows a fourth."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from aiohttp import web

#: Why something is unreadable: its keys never came.
UNDECRYPTED: Final = "encrypted"


class Kind(StrEnum):
    """What has arrived."""

    TEXT = "text"
    CHOICE = "choice"  # a native button or row of a list was tapped
    PLACE = "place"  # a location was shared
    UNREADABLE = "unreadable"  # a sticker, a picture, a voice message, a file, …
    EDITED = "edited"  # an earlier text now reads so; `about` names it
    DELETED = "deleted"  # the person took an earlier message back; `about` names it
    LEFT = "left"  # blocked, left, removed: everything of this person goes


@dataclass(frozen=True)
class Incoming:
    """One update of a platform, in no platform's own words.

    Attributes:
        platform: `Messenger.name`.
        id: the platform's id of the update or message; the same when it is delivered twice.
        chat: where an answer goes: a chat, a telephone number, a room.
        user: who wrote; equal to `chat` where the platform makes no difference.
        kind: what it is.
        text: of a text or an edit, as typed; the label of a choice, if the platform gives it back; of what is
            unreadable, `UNDECRYPTED` if that is why.
        choice: of a choice: the id Lotte gave the button (`Button.id`).
        latitude, longitude: of a place, in degrees.
        about: of an edit or a deletion: the `id` of the message meant; else "".
        language: of the person's app, e.g. "tr"; "" where the platform does not say.
        sent_at: seconds since 1970; 0 where the platform does not say.
        is_group: several people read the chat.
        room: the chat without its topic, where a group has topics: a person is the same in all of them; "": `chat`.
        is_addressed: in a group: Lotte is spoken to (mentioned, replied to, a command). Alone: always.
    """

    platform: str
    id: str
    chat: str
    user: str
    kind: Kind
    text: str = ""
    choice: str = ""
    latitude: float | None = None
    longitude: float | None = None
    about: str = ""
    language: str = ""
    sent_at: float = 0.0
    is_group: bool = False
    room: str = ""
    is_addressed: bool = True


class Buttons(StrEnum):
    """How choices are shown."""

    NATIVE = "native"
    LIST = "list"
    NUMBERS = "numbers"  # "Antworten Sie mit 1, 2 oder 3"


@dataclass(frozen=True)
class Button:
    """A choice.

    Attributes:
        id: at most 20 ASCII characters; comes back as `Incoming.choice`.
        label: whole; an adapter shortens it to what its platform shows.
    """

    id: str
    label: str


@dataclass(frozen=True)
class Part:
    """One message to a person, already small enough for the platform.

    Attributes:
        text: plain text with line breaks; addresses and telephone numbers stand in it as they are.
        buttons: choices below it; empty if there are none, or if they stand in the text as numbers.
        show: how the buttons are to be shown; one of the ways the platform knows.
        list_label: what opens a list, e.g. "Auswählen"; only with `Buttons.LIST`.
        unasked: not an answer but a reminder; some platforms ask for a form of their own then.
        urgent: to somebody in danger; Lotte's own pace does not hold it back.
    """

    text: str
    buttons: Sequence[Button] = ()
    show: Buttons = Buttons.NATIVE
    list_label: str = ""
    unasked: bool = False
    urgent: bool = False


@dataclass(frozen=True)
class Abilities:
    """What a platform can show.

    Attributes:
        characters: of a message, as the platform counts them (`count`).
        native_buttons, list_rows: most in one message; 0 where there are none.
        button_characters, row_characters: most of a label.
        messages_a_second: that may be sent to all together.
        seconds_between: two messages to the same person, in the long run.
        can_remind: a message may be sent days after the person wrote last.
    """

    characters: int
    native_buttons: int = 0
    button_characters: int = 0
    list_rows: int = 0
    row_characters: int = 0
    messages_a_second: float = 20.0
    seconds_between: float = 1.0
    can_remind: bool = True


class TryLater(Exception):
    """The platform could not take the message now: busy, down, no answer. It is sent again."""

    def __init__(self, seconds: float | None = None) -> None:
        """`seconds`: when the platform said to come back; None leaves it to us."""
        super().__init__(f"in {seconds} s" if seconds is not None else "")
        self.seconds = seconds


class PersonGone(Exception):
    """The person has blocked Lotte, left, or no longer exists: everything of theirs goes."""


class NotSendable(Exception):
    """The platform will never take this message; the reason is for the log and names no person."""


#: Keeps an update for answering; returns when it is safe in the database. False: it was there before.
Receive = Callable[[Incoming], Awaitable[bool]]


class Messenger(Protocol):
    """One platform; made by its module's `from_settings`, which returns None while it is not configured."""

    name: str
    abilities: Abilities

    def routes(self, receive: Receive) -> Sequence[web.RouteDef]:
        """The addresses the platform calls (below /messenger/<name>); empty where Lotte asks for updates itself.

        A route acknowledges only after `receive` has returned. A forged update is refused and counted
        (bot/gateway/messenger/refusing.py).
        """
        ...

    async def run(self, receive: Receive) -> None:
        """Sets the platform up and fetches updates until cancelled; survives every trouble of the network."""
        ...

    async def send(self, chat: str, part: Part, key: str) -> None:
        """Sends one message; `key` is the same when it is tried again, for platforms that know such a thing.

        Raises:
            TryLater, PersonGone, NotSendable: see there. Nothing else.
        """
        ...

    async def typing(self, chat: str, incoming_id: str) -> None:
        """Shows that Lotte is writing; never fails, never takes long."""
        ...

    def link(self, code: str) -> str | None:
        """Address that opens a chat with Lotte there and hands `code` over ("": opens it only); None: there is none."""
        ...

    def count(self, text: str) -> int:
        """Characters of a text as the platform counts them (UTF-16 units, bytes, …)."""
        ...
