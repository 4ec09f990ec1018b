"""A hand-written platform: what it is given it keeps, and it fails when told to."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.gateway.messenger.platform import Abilities, Incoming, Kind, Part, Receive

NUMBERS = Abilities(characters=4000, messages_a_second=1000, seconds_between=0)
NATIVE = Abilities(characters=4000, native_buttons=20, button_characters=64, messages_a_second=1000, seconds_between=0)
SMALL = Abilities(
    characters=1000, native_buttons=3, button_characters=20, list_rows=10, row_characters=24, messages_a_second=1000,
    seconds_between=0,
)  # fmt: skip


@dataclass
class FakeMessenger:
    """One platform.

    Attributes:
        sent: (chat, part, key) of everything it took, in order.
        faults: raised by the next calls of `send`, one each; None: takes it.
        types: (chat, id) of every time Lotte showed that she writes.
    """

    name: str = "fake"
    abilities: Abilities = NATIVE
    sent: list[tuple[str, Part, str]] = field(default_factory=list)
    tried: list[str] = field(default_factory=list)
    faults: list[Exception | None] = field(default_factory=list)
    types: list[tuple[str, str]] = field(default_factory=list)
    at_send: asyncio.Event | None = None

    def routes(self, receive: Receive) -> Sequence[web.RouteDef]:
        return []

    async def run(self, receive: Receive) -> None:
        await asyncio.Event().wait()

    async def send(self, chat: str, part: Part, key: str) -> None:
        self.tried.append(key)
        if self.at_send is not None:
            await self.at_send.wait()
        if self.faults and (fault := self.faults.pop(0)) is not None:
            raise fault
        self.sent.append((chat, part, key))

    async def typing(self, chat: str, incoming_id: str) -> None:
        self.types.append((chat, incoming_id))
        raise RuntimeError("a courtesy that fails")

    def link(self, code: str) -> str | None:
        return f"https://fake.example/{code}"

    def count(self, text: str) -> int:
        return len(text)

    def said(self, chat: str = "anna") -> list[str]:
        return [part.text for to, part, _ in self.sent if to == chat]


_ids = itertools.count(1)


def incoming(kind: Kind = Kind.TEXT, chat: str = "anna", **named: Any) -> Incoming:
    """An update; `id` is a new one where none is given."""
    named.setdefault("id", f"m{next(_ids)}")
    return Incoming(platform="fake", chat=chat, user=named.pop("user", chat), kind=kind, **named)


def text(words: str, **named: Any) -> Incoming:
    return incoming(Kind.TEXT, text=words, **named)
