"""Forged updates are refused and counted; secrets are compared without telling anything of them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.gateway.messenger import refusing
from bot.gateway.messenger.keys import COUNTS
from bot.gateway.messenger.refusing import Guard, read_body, same
from bot.memory.database import MemoryUnavailable


class Counted:
    """Counts by hand; fails when told to."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str, int]] = []
        self.fails = False

    def add(self, platform: str, what: str, n: int = 1) -> None:
        if self.fails:
            raise MemoryUnavailable("down")
        self.found.append((platform, str(what), n))


@pytest.fixture
def counts() -> Counted:
    return Counted()


@pytest.fixture
def guard() -> Guard:
    return Guard("fake")


@pytest.fixture
async def client(counts: Counted, guard: Guard) -> AsyncIterator[TestClient[Any, Any]]:
    async def forged(request: web.Request) -> web.Response:
        return guard.refuse(request)

    async def long(request: web.Request) -> web.Response:
        return web.Response(text=str(len(await read_body(request, 50_000))))

    app = web.Application(client_max_size=1000)
    app[COUNTS] = counts  # type: ignore[misc]
    app.add_routes([web.post("/forged", forged), web.post("/long", long)])
    async with TestClient(TestServer(app)) as client:
        yield client


async def test_refused_counted_and_told_nothing(
    client: TestClient[Any, Any], counts: Counted, guard: Guard, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(50):
        response = await client.post("/forged", data=b"x")
        assert (response.status, await response.text()) == (403, "")
    assert counts.found == []
    await guard.flush()
    await guard.flush()
    assert counts.found == [("fake", "abgewiesen", 50)]
    assert caplog.text.count("was refused") == 1


async def test_counts_are_written_by_themselves(
    client: TestClient[Any, Any], counts: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refusing, "WRITE_SECONDS", 0.05)
    for n in (1, 2):
        assert (await client.post("/forged")).status == 403
        deadline = time.monotonic() + 5
        while len(counts.found) < n:
            assert time.monotonic() < deadline, "not written"
            await asyncio.sleep(0.01)
    assert counts.found == [("fake", "abgewiesen", 1)] * 2


async def test_what_cannot_be_written_now_is_written_later(
    client: TestClient[Any, Any], counts: Counted, guard: Guard, caplog: pytest.LogCaptureFixture
) -> None:
    counts.fails = True
    assert (await client.post("/forged")).status == 403
    await guard.flush()
    assert "could not be counted" in caplog.text
    counts.fails = False
    assert (await client.post("/forged")).status == 403
    await guard.flush()
    assert counts.found == [("fake", "abgewiesen", 2)]


async def test_what_is_skipped_is_counted_and_named_by_its_class(
    counts: Counted, guard: Guard, caplog: pytest.LogCaptureFixture
) -> None:
    guard.skip("ValueError", counts)
    guard.skip("KeyError", None)
    await guard.flush()
    assert counts.found == [("fake", "unlesbar", 1)]
    assert [record.getMessage() for record in caplog.records] == [
        f"fake: an update could not be read ({error})" for error in ("ValueError", "KeyError")
    ]


@pytest.mark.parametrize("length", [100, 40_000])
async def test_a_body_that_is_not_packed_as_it_says(
    client: TestClient[Any, Any], caplog: pytest.LogCaptureFixture, length: int
) -> None:
    packed = {"Content-Encoding": "gzip"}
    assert (await client.post("/long", data=b"x" * length, headers=packed, compress=False)).status == 400
    assert (await client.post("/long", data=b"x")).status == 200
    assert [record for record in caplog.records if record.exc_info] == []


async def test_a_webhook_may_be_longer_than_a_chat_message(client: TestClient[Any, Any]) -> None:
    assert await (await client.post("/long", data=b"x" * 40_000)).text() == "40000"
    assert (await client.post("/long", data=b"x" * 60_000)).status == 413


@pytest.mark.parametrize(
    ("given", "expected", "is_same"),
    [("a", "a", True), (b"a", "a", True), ("a", "b", False), ("", "", False), ("a", "", False), ("ä", "ä", True)],
)
def test_same(given: str | bytes, expected: str | bytes, is_same: bool) -> None:
    assert same(given, expected) is is_same
