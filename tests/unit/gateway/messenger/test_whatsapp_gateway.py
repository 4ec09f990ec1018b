"""WhatsApp in the whole gateway: the stand-in for Meta on one side, a fake Rasa on the other, real databases."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest
from aiohttp.test_utils import TestServer

from bot.gateway.app import create_app
from bot.gateway.messenger.whatsapp_webhook import PATH
from bot.memory.messaging.counts import Counts
from tests.messenger import whatsapp_troubles as troubles
from tests.messenger.standin_whatsapp import APP_SECRET, PHONE_ID, TOKEN, VERIFY_TOKEN, WhatsAppStandIn
from tests.messenger.whatsapp_people import WhatsAppPerson
from tests.unit.gateway.messenger.conftest import Lotte

PUBLIC = "https://lotte.example"


@pytest.fixture
def api() -> Iterator[WhatsAppStandIn]:
    with WhatsAppStandIn() as api:
        yield api
        api.check()


@pytest.fixture
def mira(api: WhatsAppStandIn) -> WhatsAppPerson:
    return WhatsAppPerson(api, 42)


@asynccontextmanager
async def gateway(lotte: Lotte, api: WhatsAppStandIn) -> AsyncIterator[None]:
    values = {
        "whatsapp_token": TOKEN,
        "whatsapp_phone_id": PHONE_ID,
        "whatsapp_app_secret": APP_SECRET,
        "whatsapp_verify_token": VERIFY_TOKEN,
        "whatsapp_api": api.api,
    }
    settings = lotte.settings.copy(update=values)
    lotte.app = create_app(settings)
    async with TestServer(lotte.app) as server:
        api.reaches(PUBLIC, str(server.make_url("")).rstrip("/"))
        assert await asyncio.to_thread(api.set_webhook, PUBLIC + PATH)
        yield


async def answer(person: WhatsAppPerson) -> list[str]:
    return [sent.text for sent in await asyncio.to_thread(person.wait_for_answer)]


async def test_a_conversation(lotte: Lotte, api: WhatsAppStandIn, mira: WhatsAppPerson) -> None:
    async with gateway(lotte, api):
        await asyncio.to_thread(api.push, mira.text("Krippe in Wittingen für 2 Jahre"))
        first = await answer(mira)
        assert "Lotte" in first[0]  # the note on data
        assert any("Hier:" in text for text in first)
        await asyncio.to_thread(mira.tap, "Mehr")
        await answer(mira)
        assert [(asked["text"], asked.get("payload")) for asked in lotte.rasa.asked] == [
            ("Krippe in Wittingen für 2 Jahre", None),
            ("Mehr", "/mehr_angebote"),
        ]
        assert {asked["source"] for asked in lotte.rasa.asked} == {"whatsapp"}
        assert len(api.read) == 2


async def test_delivered_three_times_it_is_answered_once(
    lotte: Lotte, api: WhatsAppStandIn, mira: WhatsAppPerson
) -> None:
    async with gateway(lotte, api):
        update = mira.text("Hallo")
        await asyncio.to_thread(api.push, update, update, api.together(update, update))
        await answer(mira)
        assert len(lotte.rasa.asked) == 1
        assert api.twice() == []


async def test_trouble_at_metas_side_loses_nothing(lotte: Lotte, api: WhatsAppStandIn, mira: WhatsAppPerson) -> None:
    async with gateway(lotte, api):
        await asyncio.to_thread(api.push, mira.text("Hallo"))
        whole = await answer(mira)
        other = WhatsAppPerson(api, 43)
        for trouble in (troubles.BROKEN, troubles.PAIR_RATE):
            api.trouble(trouble, chat=other.chat)
        await asyncio.to_thread(api.push, other.text("Hallo"))
        await asyncio.to_thread(api.wait_until, lambda: len(api.messages(other.chat)) == len(whole), 20)
        assert await answer(other) == whole


async def test_a_forged_one_is_counted_in_the_figures(lotte: Lotte, api: WhatsAppStandIn, mira: WhatsAppPerson) -> None:
    async with gateway(lotte, api):
        assert await asyncio.to_thread(lambda: api.deliver(mira.text("Hallo"), signature="sha256=00")) == 403
        assert lotte.rasa.asked == []
    # written when the gateway ends, at the latest
    counts = Counts(lotte.settings.conversations_url)
    assert [(count.platform, count.what, count.count) for count in counts.since(0)] == [("whatsapp", "abgewiesen", 1)]
    counts.close()
