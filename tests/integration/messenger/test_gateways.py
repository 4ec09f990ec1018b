"""Two gateways over one PostgreSQL database: each letter is answered once, in order, also when one of them dies."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from aiohttp.test_utils import TestServer

from bot.gateway.app import create_app
from bot.gateway.messenger import work
from bot.gateway.messenger.wiring import add_messengers
from bot.gateway.messenger.work import OFFICE, Office
from bot.memory.migrate import upgrade
from bot.settings import Settings
from tests.postgres import fresh_database
from tests.unit.gateway.fake_rasa import FakeRasa
from tests.unit.gateway.messenger.desk import until
from tests.unit.gateway.messenger.fake_platform import FakeMessenger, text

PEOPLE = ("anna", "berta", "cem", "dilan")


@pytest.fixture
def url(server: str) -> Iterator[str]:
    with fresh_database(server, "gateways") as url:
        upgrade(url)
        yield url


@pytest.fixture
async def rasa() -> AsyncIterator[tuple[FakeRasa, int]]:
    rasa = FakeRasa()
    rasa.says = [{"text": "Gut.", "buttons": [], "offers": []}]
    async with TestServer(rasa.app()) as running:
        assert running.port is not None
        yield rasa, running.port


class Pair:
    """Two gateways, each with its own connection to the platform."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.messengers = (FakeMessenger(), FakeMessenger())
        self.offices: list[Office] = []

    async def start(self, stack: AsyncExitStack) -> None:
        for messenger in self.messengers:
            app = create_app(self.settings)
            add_messengers(app, self.settings, [messenger])
            await stack.enter_async_context(TestServer(app))
            self.offices.append(app[OFFICE])

    @property
    def sent(self) -> list[tuple[str, str, str]]:
        return [(chat, part.text, key) for messenger in self.messengers for chat, part, key in messenger.sent]


@pytest.fixture
async def pair(url: str, rasa: tuple[FakeRasa, int], tmp_path: Path) -> AsyncIterator[Pair]:
    settings = Settings(
        var=tmp_path, rasa_port=rasa[1], secret="geheim", internal_token="innen", database_url=url, limits=False
    )
    pair = Pair(settings)
    async with AsyncExitStack() as stack:
        await pair.start(stack)
        yield pair


async def test_once_and_in_order(pair: Pair, rasa: tuple[FakeRasa, int]) -> None:
    letters = [text(f"{person} {number}", chat=person) for number in range(10) for person in PEOPLE]
    for at, letter in enumerate(letters):
        assert await pair.offices[at % 2].receive(letter)
        assert not await pair.offices[1 - at % 2].receive(letter)  # the platform told both
    await until(lambda: len(pair.sent) >= 44)
    await asyncio.sleep(0.5)
    assert len(pair.sent) == 44  # and the note for each
    assert len({key for _, _, key in pair.sent}) == 44
    for person in PEOPLE:
        asked = [question["text"] for question in rasa[0].asked if question["text"].startswith(person)]
        assert asked == [f"{person} {number}" for number in range(10)]


async def test_one_dies_and_the_other_goes_on(
    pair: Pair, rasa: tuple[FakeRasa, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "LEASE_SECONDS", 1.0)
    monkeypatch.setattr(work, "STOP_SECONDS", 0.0)
    first, second = pair.messengers
    for messenger in pair.messengers:
        messenger.at_send = asyncio.Event()  # nothing gets out for now
    for number in range(3):
        for person in PEOPLE:
            await pair.offices[0].receive(text(f"{person} {number}", chat=person))
    await until(lambda: len(first.tried) + len(second.tried) == len(PEOPLE))
    await pair.offices[0].stop()
    second.at_send.set()  # type: ignore[union-attr]
    await until(lambda: len(second.sent) >= 16)
    await asyncio.sleep(0.5)
    assert first.sent == []
    assert len(second.sent) == len({key for _, _, key in second.sent}) == 16
    for person in PEOPLE:
        asked = [question["text"] for question in rasa[0].asked if question["text"].startswith(person)]
        assert asked == [f"{person} {number}" for number in range(3)]
