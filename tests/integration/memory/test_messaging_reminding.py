"""Two gateways remind over one database: every person once, and of everything."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from contextlib import AsyncExitStack
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from aiohttp.test_utils import TestServer

from bot.gateway.app import create_app
from bot.gateway.messenger import reminding
from bot.gateway.messenger.platform import Part
from bot.gateway.messenger.reminding_asking import CLOCK
from bot.gateway.messenger.reminding_message import Remembered, reminder
from bot.gateway.messenger.wiring import add_messengers
from bot.memory.messaging.reminders import Reminders
from bot.memory.messaging.sealing import Seal
from bot.settings import Settings
from tests.integration.memory.messaging import counted, rows
from tests.unit.gateway.fake_rasa import FakeRasa
from tests.unit.gateway.messenger.clock import Clock, working_noon
from tests.unit.gateway.messenger.fake_platform import FakeMessenger

PEOPLE = 40
GATEWAYS = 2
SECRET = "geheim"
NOW = working_noon(1)
STEPS = ("U7 beim Kinderarzt", "Kindergeld beantragen")


def ask_for_all(url: str) -> None:
    """Everybody wants to be reminded of two steps, one of them due in three days only."""
    seal = Seal(SECRET)
    reminders = Reminders(url, seal)
    for n in range(PEOPLE):
        for days, (id, title) in enumerate(zip(("u7", "kindergeld"), STEPS, strict=True)):
            one = Remembered(id, title, date(2026, 1, 1), date(2099, 12, 31), exact=True)
            reminders.add(
                seal.key_of("person", "fake", f"p{n}", f"p{n}"),
                "fake",
                chat=f"p{n}",
                step_id=one.key,
                due_at=NOW.timestamp() + 3 * 86_400 * days,
                language="de",
                details=one.to_json(),
            )
    reminders.close()


def written_slowly(*arguments: Any) -> Part:
    """Long enough for the other gateway to come to the same person."""
    time.sleep(0.01)
    return reminder(*arguments)


async def test_everybody_is_reminded_once(
    memory_url: str, memory_engine: sa.Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reminding, "SECONDS_BETWEEN", 0.01)
    monkeypatch.setattr(reminding, "reminder", written_slowly)
    ask_for_all(memory_url)
    messengers = [FakeMessenger() for _ in range(GATEWAYS)]
    clock = Clock(NOW.replace(hour=3))
    async with AsyncExitStack() as stack:
        rasa = await stack.enter_async_context(TestServer(FakeRasa().app()))
        settings = Settings(
            var=tmp_path, rasa_port=rasa.port, database_url=memory_url, secret=SECRET, internal_token="innen"
        )
        servers = []
        for messenger in messengers:
            app = create_app(settings)
            add_messengers(app, settings, [messenger])
            app[CLOCK] = clock
            servers.append(TestServer(app))
        await asyncio.gather(*(stack.enter_async_context(server) for server in servers))
        clock.now = NOW  # for both at the same moment
        deadline = time.monotonic() + 60
        while sum(len(messenger.sent) for messenger in messengers) < PEOPLE:
            assert time.monotonic() < deadline, counted(memory_url)
            await asyncio.sleep(0.05)
        await asyncio.sleep(0.5)
    sent = Counter(chat for messenger in messengers for chat, _, _ in messenger.sent)
    assert sent == {f"p{n}": 1 for n in range(PEOPLE)}
    for messenger in messengers:
        for _, part, _ in messenger.sent:
            assert all(step in part.text for step in STEPS)
    assert counted(memory_url)["gesendet"] == PEOPLE
    assert rows(memory_engine, "reminder") == []
    assert rows(memory_engine, "messenger_part") == []
