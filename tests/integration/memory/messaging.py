"""Letters, parts and people for the tests of bot.memory.messaging, written short."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from bot.memory.messaging.counts import Counts
from bot.memory.messaging.postbox import Postbox
from bot.memory.messaging.records import Letter, PersonState
from bot.memory.messaging.sealing import Seal

SEAL = Seal("ein Geheimnis dieser Installation")
NOW = 1_795_000_000.0
"""2026-11-18, in the morning."""
DAY = 86_400.0


def person(name: str) -> str:
    return SEAL.key_of("telegram", name)


def letter(name: str, update: str, at: float = NOW, sent_at: float = 0.0, platform: str = "telegram") -> Letter:
    content = {"text": f"Worte von {name}: {update}", "chat": f"chat-{name}"}
    return Letter(platform, SEAL.key_of(platform, update), person(name), content, at, sent_at)


def texts_left(box: Postbox, name: str) -> list[str]:
    """Answers every letter that waits, with nothing; returns what they said, in order."""
    texts = []
    while waiting := box.next_letter(person(name)):
        texts.append(waiting.content["text"].rpartition(": ")[2])
        assert box.answered(waiting.id, [], PersonState(), NOW)
    return texts


def parts_left(box: Postbox, name: str) -> list[Mapping[str, Any]]:
    """Sends every part that waits; returns them, in order."""
    parts = []
    while waiting := box.next_part(person(name)):
        parts.append(waiting.content)
        box.part_sent(waiting.id)
    return parts


def counted(url: str, days: int = 100_000) -> dict[str, int]:
    """Everything that was counted, whenever."""
    counts = Counts(url)
    sums: dict[str, int] = {}
    for one in counts.since(days, NOW):
        sums[one.what] = sums.get(one.what, 0) + one.count
    counts.close()
    return sums


def rows(engine: sa.Engine, table: str) -> list[dict[str, Any]]:
    with engine.connect() as connection:
        return [dict(row) for row in connection.exec_driver_sql(f"SELECT * FROM {table}").mappings()]
