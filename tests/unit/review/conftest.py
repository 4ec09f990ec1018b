"""The team's pages over a real socket, on real databases (SQLite), for every role."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

import bot.memory.migrate
import offer_db.migrate
from bot.gateway.app import create_app
from bot.memory.database import open_engine
from bot.memory.staff.accounts import Accounts
from bot.memory.staff.sessions import StaffSessions
from bot.memory.staff.tables import Role
from bot.review.guard import COOKIE
from bot.settings import ROOT, Settings
from offer_db.database import open_engine as open_offers
from offer_db.seeding import seed

PASSWORD = "ein langes Passwort"
Client = TestClient[Any, Any]


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation's folder, filled once: migrating and seeding takes seconds, copying two files does not."""
    folder = tmp_path_factory.mktemp("prepared")
    settings = Settings(var=folder, database_url=None)
    bot.memory.migrate.upgrade(settings.conversations_url)
    offer_db.migrate.upgrade(settings.offers_url)
    offers = open_offers(settings.offers_url)
    seed(offers, ROOT / "data" / "gifhorn")
    offers.dispose()
    memory = open_engine(settings.conversations_url)
    for role in Role:
        Accounts(memory).add(role.value, role, PASSWORD)
    memory.dispose()
    return folder


@pytest.fixture
def settings(tmp_path: Path, prepared: Path) -> Settings:
    """An installation with all offers and an account of each role, called like the role."""
    shutil.copytree(prepared, tmp_path, dirs_exist_ok=True)
    return Settings(var=tmp_path, secret="geheim", internal_token="innen", database_url=None)


@pytest.fixture
async def client(settings: Settings) -> AsyncIterator[Client]:
    """Nobody who has signed in."""
    async with TestClient(TestServer(create_app(settings))) as client:
        yield client


@pytest.fixture
async def as_role(settings: Settings) -> AsyncIterator[Callable[[Role], Awaitable[Client]]]:
    """`await as_role(Role.LEITUNG)`: a client with a session; its token for forms is `client.csrf`."""
    clients: list[Client] = []
    memory = open_engine(settings.conversations_url)
    sessions = StaffSessions(memory, idle_seconds=1800, longest_seconds=36_000)
    server = TestServer(create_app(settings))
    await server.start_server()

    async def as_role(role: Role) -> Client:
        account = next(account for account in Accounts(memory).all() if account.name == role.value)
        token = sessions.start(account.id)
        staff = sessions.find(token)
        assert staff is not None
        client: Client = TestClient(server, cookies={COOKIE: token})
        client.csrf = staff.csrf  # type: ignore[attr-defined]
        clients.append(client)
        return client

    yield as_role
    for client in clients:
        await client.session.close()
    await server.close()
    memory.dispose()
