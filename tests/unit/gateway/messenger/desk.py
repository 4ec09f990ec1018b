"""Where an adapter under test delivers to, and patience with it. No fixtures, just helpers."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

from bot.gateway.messenger.platform import Incoming
from bot.memory.database import MemoryUnavailable


class FakeCounts:
    def __init__(self) -> None:
        self.counted: list[tuple[str, str, int]] = []

    def add(self, platform: str, what: str, n: int = 1) -> None:
        self.counted.append((platform, str(what), n))


class Desk:
    """Receives as the postbox does: whatever was there before is not new."""

    def __init__(self) -> None:
        self.received: list[Incoming] = []
        self.failures = 0
        self.breaks_at = ""
        self.counts = FakeCounts()

    async def receive(self, incoming: Incoming) -> bool:
        if self.failures:
            self.failures -= 1
            raise MemoryUnavailable("the database is away")
        if self.breaks_at and incoming.text == self.breaks_at:
            raise ValueError(incoming.text)
        is_new = all(incoming.id != earlier.id for earlier in self.received)
        if is_new:
            self.received.append(incoming)
        return is_new

    @property
    def said(self) -> list[str]:
        return [incoming.text for incoming in self.received]


async def until(done: Callable[[], Any], seconds: float = 30.0) -> None:
    """Waits for something; long enough for a busy machine."""
    deadline = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < deadline, "it did not come"
        await asyncio.sleep(0.01)
