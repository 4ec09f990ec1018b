"""Forged updates are refused and counted; secrets are compared without telling anything of them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.gateway.messenger.keys import COUNTS
from bot.gateway.messenger.refusing import read_body, refuse, same
from bot.memory.database import MemoryUnavailable


class Counted:
    """Counts by hand; fails when told to."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str]] = []
        self.fails = False

    def add(self, platform: str, what: str, n: int = 1) -> None:
        if self.fails:
            raise MemoryUnavailable("down")
        self.found.append((platform, str(what)))


@pytest.fixture
def counts() -> Counted:
    return Counted()


@pytest.fixture
async def client(counts: Counted) -> AsyncIterator[TestClient[Any, Any]]:
    async def forged(request: web.Request) -> web.Response:
        return await refuse(request, "fake")

    async def long(request: web.Request) -> web.Response:
        return web.Response(text=str(len(await read_body(request, 50_000))))

    app = web.Application(client_max_size=1000)
    app[COUNTS] = counts  # type: ignore[misc]
    app.add_routes([web.post("/forged", forged), web.post("/long", long)])
    async with TestClient(TestServer(app)) as client:
        yield client


async def test_refused_counted_and_told_nothing(client: TestClient[Any, Any], counts: Counted) -> None:
    response = await client.post("/forged", data=b"x")
    assert (response.status, await response.text()) == (403, "")
    assert counts.found == [("fake", "abgewiesen")]
    counts.fails = True
    assert (await client.post("/forged")).status == 403


async def test_a_webhook_may_be_longer_than_a_chat_message(client: TestClient[Any, Any]) -> None:
    assert await (await client.post("/long", data=b"x" * 40_000)).text() == "40000"
    assert (await client.post("/long", data=b"x" * 60_000)).status == 413


@pytest.mark.parametrize(
    ("given", "expected", "is_same"),
    [("a", "a", True), (b"a", "a", True), ("a", "b", False), ("", "", False), ("a", "", False), ("ä", "ä", True)],
)
def test_same(given: str | bytes, expected: str | bytes, is_same: bool) -> None:
    assert same(given, expected) is is_same
