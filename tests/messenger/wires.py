"""One person on one platform, as a test sees them: what they send, and what arrives on their telephone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from tests.messenger.standin_telegram import TelegramStandIn
from tests.messenger.standin_whatsapp import WhatsAppStandIn
from tests.messenger.telegram_people import TelegramPerson
from tests.messenger.whatsapp_people import WhatsAppPerson


@dataclass(frozen=True)
class Shown:
    """A message of Lotte's as the platform has taken it.

    Attributes:
        id: of the platform; no two messages have the same.
        text: as it stands there.
        buttons: (id that comes back, label as it is shown) of its buttons, or of the rows of its list.
        at: when it was taken, in seconds (monotonic).
    """

    id: str
    text: str
    buttons: tuple[tuple[str, str], ...]
    at: float


class Wire(Protocol):
    """A person with a telephone.

    Attributes:
        platform: `Messenger.name`.
        chat, user: as the adapter names them in `Incoming`.
    """

    platform: str
    chat: str
    user: str

    def say(self, text: str) -> None: ...

    def tap(self, message: Shown, button: str) -> None:
        """Taps the button with this id."""
        ...

    def share_place(self, latitude: float, longitude: float) -> None: ...

    def shown(self) -> list[Shown]:
        """All messages so far, in the order in which the platform took them."""
        ...


class TelegramWire:
    """See `Wire`."""

    platform = "telegram"

    def __init__(self, telegram: TelegramStandIn, number: int) -> None:
        self.telegram = telegram
        self.person = TelegramPerson(telegram, number)
        self.chat = self.user = str(number)

    def say(self, text: str) -> None:
        self.person.say(text)

    def tap(self, message: Shown, button: str) -> None:
        sent = next(sent for sent in self.telegram.messages(self.person.id) if str(sent.id) == message.id)
        # the label of the moment: a tapped one has a tick
        self.person.tap(next(label for label, id in sent.buttons.items() if id == button), sent)

    def share_place(self, latitude: float, longitude: float) -> None:
        self.person.share_place(latitude, longitude)

    def shown(self) -> list[Shown]:
        return [
            Shown(str(sent.id), sent.text, tuple((id, label) for label, id in sent.buttons.items()), sent.at)
            for sent in self.telegram.messages(self.person.id)
        ]


class WhatsAppWire:
    """See `Wire`."""

    platform = "whatsapp"

    def __init__(self, whatsapp: WhatsAppStandIn, index: int) -> None:
        self.whatsapp = whatsapp
        self.person = WhatsAppPerson(whatsapp, index)
        self.chat = self.user = self.person.chat

    def say(self, text: str) -> None:
        self.person.say(text)

    def tap(self, message: Shown, button: str) -> None:
        sent = next(sent for sent in self.whatsapp.messages(self.chat) if sent.id == message.id)
        self.person.tap(next(title for id, title, _ in sent.choices if id == button), sent)

    def share_place(self, latitude: float, longitude: float) -> None:
        self.person.share_place(latitude, longitude)

    def shown(self) -> list[Shown]:
        return [
            Shown(sent.id, sent.text, tuple((id, title) for id, title, _ in sent.choices), sent.at)
            for sent in self.whatsapp.messages(self.chat)
        ]
