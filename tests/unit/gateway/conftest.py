"""The gateway over a real socket, with a hand-written Rasa behind it and a real database beside it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

import bot.memory.migrate
import offer_db.migrate
from bot.gateway.app import create_app
from bot.settings import ROOT, Settings
from offer_db.database import open_engine
from offer_db.seeding import seed
from tests.unit.gateway.fake_rasa import FakeRasa


@pytest.fixture
def rasa() -> FakeRasa:
    return FakeRasa()


@pytest.fixture
async def client(rasa: FakeRasa, tmp_path: Path) -> AsyncIterator[TestClient[Any, Any]]:
    async with TestServer(rasa.app()) as server:
        settings = Settings(var=tmp_path, rasa_port=server.port, secret="geheim", internal_token="innen")
        bot.memory.migrate.upgrade(settings.conversations_url)
        async with TestClient(TestServer(create_app(settings))) as client:
            yield client


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """An installation with all offers; what a test changes in them it changes back."""
    settings = Settings(var=tmp_path_factory.mktemp("angebote"), secret="geheim", database_url=None)
    offer_db.migrate.upgrade(settings.offers_url)
    engine = open_engine(settings.offers_url)
    seed(engine, ROOT / "data" / "gifhorn")
    engine.dispose()
    return settings
