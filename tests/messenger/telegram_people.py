"""People who write to the bot of the stand-in; all invented."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass, field
from typing import Any

from tests.messenger.standin_telegram import Sent, TelegramStandIn

_QUERIES = itertools.count(7_000_000)


@dataclass
class TelegramPerson:
    """Somebody with the Telegram app, alone with the bot, or in a group (`group`: its number, negative).

    Every method hands one update to the bot and returns it.
    """

    telegram: TelegramStandIn
    id: int
    name: str = "Mira"
    language: str = "de"
    group: int | None = None
    seen: int = field(default=0, init=False)

    @property
    def chat(self) -> int:
        return self.id if self.group is None else self.group

    @property
    def user(self) -> dict[str, Any]:
        return {"id": self.id, "is_bot": False, "first_name": self.name, "language_code": self.language}

    def message(self, **content: Any) -> dict[str, Any]:
        """A message of theirs, not yet sent."""
        if self.group is None:
            chat: dict[str, Any] = {"id": self.id, "type": "private", "first_name": self.name}
        else:
            chat = {"id": self.group, "type": "supergroup", "title": "Krabbelgruppe"}
        when, number = int(time.time()), self.telegram.number()
        return {"message_id": number, "from": self.user, "chat": chat, "date": when, **content}

    def say(self, text: str, **more: Any) -> dict[str, Any]:
        if text.startswith("/"):
            length = len(text.split()[0])
            more = {"entities": [{"type": "bot_command", "offset": 0, "length": length}], **more}
        return self._push("message", self.message(text=text, **more))

    def edit(self, update: dict[str, Any], text: str) -> dict[str, Any]:
        """An earlier text now reads so."""
        return self._push("edited_message", {**update["message"], "text": text, "edit_date": int(time.time())})

    def tap(self, label: str, message: Sent | None = None) -> dict[str, Any]:
        """Taps a button of a message to this chat; of the last one that has such a button."""
        if message is None:
            shown = reversed(self.telegram.messages(self.chat))
            message = next(sent for sent in shown if label in sent.buttons)
        content = {
            "id": str(next(_QUERIES)),
            "from": self.user,
            "message": self.telegram.as_message(message),
            "chat_instance": "-123456789",
            "data": message.buttons[label],
        }
        return self._push("callback_query", content)

    def share_place(self, latitude: float, longitude: float) -> dict[str, Any]:
        return self._push("message", self.message(location={"latitude": latitude, "longitude": longitude}))

    def send_sticker(self) -> dict[str, Any]:
        sticker = {
            "file_id": "CAACAgIAAxkBAAIB",
            "file_unique_id": "AgADAgADr8",
            "type": "regular",
            "width": 512,
            "height": 512,
            "is_animated": False,
            "is_video": False,
            "emoji": "👋",
        }
        return self._push("message", self.message(sticker=sticker))

    def block(self) -> dict[str, Any]:
        """Blocks the bot: Telegram tells it so, and takes no more messages to this chat."""
        self.telegram.blocked.add(self.chat)
        return self._push("my_chat_member", self._change("member", "kicked"))

    def unblock(self) -> dict[str, Any]:
        self.telegram.blocked.discard(self.chat)
        return self._push("my_chat_member", self._change("kicked", "member"))

    def answers(self) -> list[Sent]:
        """What the bot has sent to this chat since this was last asked."""
        messages = self.telegram.messages(self.chat)
        new, self.seen = messages[self.seen :], len(messages)
        return new

    def wait_for_answer(self, seconds: float = 20.0, quiet: float = 0.5) -> list[Sent]:
        """As `answers`, waited for until none has come for `quiet` seconds."""
        self.telegram.wait_until(lambda: len(self.telegram.messages(self.chat)) > self.seen, seconds)
        while time.monotonic() - self.telegram.messages(self.chat)[-1].at < quiet:
            time.sleep(0.02)
        return self.answers()

    def _change(self, before: str, now: str) -> dict[str, Any]:
        base = self.message()
        old: dict[str, Any] = {"user": self.telegram.bot, "status": before}
        new: dict[str, Any] = {"user": self.telegram.bot, "status": now}
        for member in (old, new):
            if member["status"] == "kicked":
                member["until_date"] = 0
        return {
            "chat": base["chat"],
            "from": self.user,
            "date": base["date"],
            "old_chat_member": old,
            "new_chat_member": new,
        }

    def _push(self, kind: str, content: dict[str, Any]) -> dict[str, Any]:
        update = self.telegram.update(kind, content)
        self.telegram.push(update)
        return update
