"""People who write to Lotte on WhatsApp in the stand-in; all invented, with numbers that are kept free for films."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

from tests.messenger.standin_whatsapp import NUMBER, Sent, WhatsAppStandIn

#: 0176 040690xx belongs to nobody.
_FREE = "49176040690"


@dataclass
class WhatsAppPerson:
    """Somebody with the WhatsApp app. Every method hands one update to Lotte and returns it.

    Attributes:
        index: tells people apart.
        hides_number: has a user name instead.
    """

    whatsapp: WhatsAppStandIn
    index: int = 0
    name: str = "Mira"
    hides_number: bool = False
    seen: int = field(default=0, init=False)

    @property
    def number(self) -> str:
        """From the hundredth person on longer than those of this network, and still nobody's."""
        return f"{_FREE}{self.index:02d}"

    @property
    def chat(self) -> str:
        """The business-scoped user id, by which Lotte knows this person."""
        return f"DE.5550000000{self.index:010d}"

    def message(self, kind: str, content: Any = None, **more: Any) -> dict[str, Any]:
        """A webhook with a message of theirs, not yet sent."""
        sender = {"from_user_id": self.chat} if self.hides_number else {"from": self.number, "from_user_id": self.chat}
        when = str(int(time.time()))
        message = {**sender, "id": self.whatsapp.number(), "timestamp": when, "type": kind, **more}
        if content is not None:
            message[kind] = content
        contact = {"profile": {"name": self.name}, "user_id": self.chat}
        if not self.hides_number:
            contact["wa_id"] = self.number
        return self.whatsapp.update(contacts=[contact], messages=[message])

    def text(self, text: str) -> dict[str, Any]:
        """A webhook with a text of theirs, not yet sent."""
        return self.message("text", {"body": text})

    def say(self, text: str) -> dict[str, Any]:
        return self._push(self.text(text))

    def tap(self, title: str, message: Sent | None = None) -> dict[str, Any]:
        """Taps a button, or a row of a list, of a message; of the last one that has such a one."""
        if message is None:
            shown = reversed(self.whatsapp.messages(self.chat))
            message = next(sent for sent in shown if title in sent.buttons)
        id, title, description = next(choice for choice in message.choices if choice[1] == title)
        reply = {"id": id, "title": title, **({"description": description} if description else {})}
        kind = "list_reply" if message.kind == "list" else "button_reply"
        context = {"from": NUMBER, "id": message.id}
        return self._push(self.message("interactive", {"type": kind, kind: reply}, context=context))

    def share_place(self, latitude: float, longitude: float) -> dict[str, Any]:
        return self._push(self.message("location", {"latitude": latitude, "longitude": longitude}))

    def send_sticker(self) -> dict[str, Any]:
        sticker = {"mime_type": "image/webp", "sha256": "QmVpc3BpZWw=", "id": "555077700012345", "animated": False}
        return self._push(self.message("sticker", sticker))

    def edit(self, update: dict[str, Any], text: str) -> dict[str, Any]:
        """An earlier text now reads so."""
        new = {"context": {"id": "M0"}, "type": "text", "text": {"body": text}}
        return self._push(self.message("edit", {"original_message_id": message_id(update), "message": new}))

    def take_back(self, update: dict[str, Any]) -> dict[str, Any]:
        return self._push(self.message("revoke", {"original_message_id": message_id(update)}))

    def react(self, message: Sent, emoji: str = "👍") -> dict[str, Any]:
        return self._push(self.message("reaction", {"message_id": message.id, "emoji": emoji}))

    def change_number(self) -> dict[str, Any]:
        """From now on somebody else to Lotte."""
        system = {"body": "User changed", "previous_user_id": self.chat, "type": "user_changed_user_id"}
        update = self.message("system", system)
        self.index += 1000
        system["user_id"] = self.chat
        return self._push(update)

    def answers(self) -> list[Sent]:
        """What Lotte has sent since this was last asked."""
        messages = self.whatsapp.messages(self.chat)
        new, self.seen = messages[self.seen :], len(messages)
        return new

    def wait_for_answer(self, seconds: float = 20.0, quiet: float = 0.5) -> list[Sent]:
        """As `answers`, waited for until none has come for `quiet` seconds."""
        self.whatsapp.wait_until(lambda: len(self.whatsapp.messages(self.chat)) > self.seen, seconds)
        while time.monotonic() - self.whatsapp.messages(self.chat)[-1].at < quiet:
            time.sleep(0.02)
        return self.answers()

    def _push(self, update: dict[str, Any]) -> dict[str, Any]:
        self.whatsapp.push(update)
        return update


def message_id(update: dict[str, Any]) -> str:
    """The id of the (first) message of a webhook."""
    return str(update["entry"][0]["changes"][0]["value"]["messages"][0]["id"])
