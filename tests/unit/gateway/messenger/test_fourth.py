"""The fourth messenger of docs/messenger.md is real code: it receives and sends, and only through the interface."""

from __future__ import annotations

import asyncio
import re
from types import ModuleType, SimpleNamespace
from typing import Any, cast

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.gateway.messenger.platform import Incoming, Kind, Messenger, NotSendable, Part, TryLater
from bot.gateway.messenger.registry import Platform
from bot.settings import ROOT

FROM, TO = "+4900000001", "+4900000002"


class FakeSignal:
    """What signal-cli-rest-api answers."""

    def __init__(self) -> None:
        self.waiting: list[dict[str, Any]] = []
        self.sent: list[dict[str, Any]] = []
        self.status = 201

    def app(self) -> web.Application:
        app = web.Application()
        app.add_routes([web.get(f"/v1/receive/{TO}", self.receive), web.post("/v2/send", self.send)])
        return app

    async def receive(self, request: web.Request) -> web.Response:
        handed_out, self.waiting = self.waiting, []
        return web.json_response([{"envelope": envelope} for envelope in handed_out])

    async def send(self, request: web.Request) -> web.Response:
        self.sent.append(await request.json())
        return web.json_response({"timestamp": "1"}, status=self.status)


@pytest.fixture(scope="module")
def blocks() -> list[str]:
    return re.findall(r"```python\n(.*?)```", (ROOT / "docs/messenger.md").read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture(scope="module")
def signal(blocks: list[str]) -> ModuleType:
    module = ModuleType("signal_of_the_docs")
    exec(compile(blocks[0], "docs/messenger.md", "exec"), module.__dict__)
    return module


def made(signal: ModuleType, api: str) -> Messenger:
    return cast(Messenger, signal.from_settings(SimpleNamespace(signal_api=api, signal_number=TO)))


def test_the_line_of_the_registry_is_one(blocks: list[str]) -> None:
    line: dict[str, Platform] = eval(f"{{{blocks[1]}}}", {"Platform": Platform})
    assert line["signal"].module == "bot.gateway.messenger.signal"


async def test_it_receives_what_people_write(signal: ModuleType) -> None:
    fake = FakeSignal()
    fake.waiting = [
        {"source": FROM, "timestamp": 1700000000000, "dataMessage": {"message": "Kita in Brome"}},
        {"source": FROM, "timestamp": 1700000001000, "receiptMessage": {"isDelivery": True}},
        {"source": FROM, "timestamp": 1700000002000, "dataMessage": {"message": None, "sticker": {}}},
    ]
    received: list[Incoming] = []
    both = asyncio.Event()

    async def receive(incoming: Incoming) -> bool:
        received.append(incoming)
        if len(received) == 2:
            both.set()
        return True

    async with TestServer(fake.app()) as server:
        task = asyncio.create_task(made(signal, str(server.make_url("")).rstrip("/")).run(receive))
        await both.wait()
        task.cancel()
    assert [(one.kind, one.text, one.chat) for one in received] == [
        (Kind.TEXT, "Kita in Brome", FROM),
        (Kind.UNREADABLE, "", FROM),
    ]
    assert len({one.id for one in received}) == 2


async def test_it_sends_and_says_what_went_wrong(signal: ModuleType) -> None:
    fake = FakeSignal()
    async with TestServer(fake.app()) as server:
        messenger = made(signal, str(server.make_url("")).rstrip("/"))
        await messenger.send(FROM, Part("Hier:"), "k")
        assert fake.sent == [{"number": TO, "recipients": [FROM], "message": "Hier:"}]
        fake.status = 500
        with pytest.raises(TryLater):
            await messenger.send(FROM, Part("Hier:"), "k")
        fake.status = 400
        with pytest.raises(NotSendable):
            await messenger.send(FROM, Part("Hier:"), "k")
    with pytest.raises(TryLater):
        await messenger.send(FROM, Part("Hier:"), "k")
