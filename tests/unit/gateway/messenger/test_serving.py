"""Sending may take long; nobody else waits for it."""

from __future__ import annotations

import asyncio

from bot.gateway.messenger.work import Office
from tests.unit.gateway.fake_rasa import FakeRasa
from tests.unit.gateway.messenger.conftest import Lotte
from tests.unit.gateway.messenger.fake_platform import FakeMessenger, text


async def test_more_people_than_are_answered_at_a_time_whose_platform_says_nothing(
    lotte: Lotte, office: Office, rasa: FakeRasa, messenger: FakeMessenger
) -> None:
    messenger.at_send = asyncio.Event()
    people = [f"mensch{number}" for number in range(lotte.settings.messenger_workers + 3)]
    for person in people:
        await office.receive(text("Hallo", chat=person))
    await lotte.until(lambda: len(rasa.asked) == len(people))
    assert not messenger.sent
    messenger.at_send.set()
    await lotte.until(lambda: len(messenger.sent) == 3 * len(people))  # two messages, and the note on data for each
