"""A gateway with one hand-written platform, a hand-written Rasa behind it and real databases beside it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

import bot.memory.migrate
import offer_db.migrate
from bot.gateway.app import create_app
from bot.gateway.messenger import work
from bot.gateway.messenger.wiring import add_messengers
from bot.gateway.messenger.work import OFFICE, Office
from bot.settings import ROOT, Settings
from offer_db.database import open_engine
from offer_db.seeding import seed
from tests.unit.gateway.fake_rasa import UNDERSTOOD, FakeRasa
from tests.unit.gateway.messenger.fake_platform import FakeMessenger


class Lotte:
    """A gateway that can be ended and started again over the same databases."""

    def __init__(self, settings: Settings, rasa: FakeRasa, messenger: FakeMessenger) -> None:
        self.settings, self.rasa, self.messenger = settings, rasa, messenger
        self.app: web.Application = web.Application()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Office]:
        self.app = create_app(self.settings)
        add_messengers(self.app, self.settings, [self.messenger])
        async with TestServer(self.app):
            yield self.app[OFFICE]

    async def until(self, condition: Callable[[], Any], seconds: float = 10.0) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, self.messenger.sent
            await asyncio.sleep(0.01)

    async def until_said(self, count: int, chat: str = "anna") -> list[str]:
        """The texts of a person, once there are so many; and a moment later there are no more."""
        await self.until(lambda: len(self.messenger.said(chat)) >= count)
        await asyncio.sleep(0.1)
        assert len(self.messenger.said(chat)) == count, self.messenger.said(chat)
        return self.messenger.said(chat)


@pytest.fixture(scope="session")
def offers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all offers, for the names and coordinates of municipalities."""
    folder = tmp_path_factory.mktemp("messenger")
    settings = Settings(var=folder)
    offer_db.migrate.upgrade(settings.offers_url)
    engine = open_engine(settings.offers_url)
    seed(engine, ROOT / "data" / "gifhorn")
    engine.dispose()
    return folder


@pytest.fixture(autouse=True)
def stopped_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests end a gateway as a kill would, in the middle of things."""
    monkeypatch.setattr(work, "STOP_SECONDS", 0.05)


@pytest.fixture(autouse=True)
def told_nothing_new(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that no answer begins with what was understood; the tests of that line say what is."""
    for fact in ("children", "needs", "place"):
        monkeypatch.setitem(UNDERSTOOD, fact, None)


@pytest.fixture
def rasa() -> FakeRasa:
    return FakeRasa()


@pytest.fixture
def messenger() -> FakeMessenger:
    return FakeMessenger()


@pytest.fixture
async def lotte(rasa: FakeRasa, messenger: FakeMessenger, offers: Path, tmp_path: Path) -> AsyncIterator[Lotte]:
    (tmp_path / "offers.db").write_bytes((offers / "offers.db").read_bytes())
    async with TestServer(rasa.app()) as server:
        settings = Settings(
            var=tmp_path,
            rasa_port=server.port,
            secret="geheim",
            internal_token="innen",
            public_url="https://lotte.example",
            session_rate="20/minute",
        )
        bot.memory.migrate.upgrade(settings.conversations_url)
        yield Lotte(settings, rasa, messenger)


@pytest.fixture
async def office(lotte: Lotte) -> AsyncIterator[Office]:
    async with lotte.running() as office:
        yield office
