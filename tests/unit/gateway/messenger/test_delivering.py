"""What becomes of a part, whatever the platform says to it."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.gateway.messenger import delivering
from bot.gateway.messenger.delivering import LONGEST_TRYING, Delivery, Fate, Outcome
from bot.gateway.messenger.parts import stored
from bot.gateway.messenger.platform import NotSendable, Part, PersonGone, TryLater
from bot.memory.messaging.records import PartRow
from tests.unit.gateway.messenger.fake_platform import NATIVE, FakeMessenger

NOW = 1_000_000.0


def row(created_at: float = NOW, attempts: int = 1) -> PartRow:
    return PartRow(1, "schluessel", stored(Part("Gut.")), created_at, attempts)


async def send(messenger: FakeMessenger, part: PartRow) -> Outcome:
    return await Delivery({"fake": messenger}).send("fake", "person", "anna", part, NOW)


@pytest.mark.parametrize(
    ("fault", "fate"),
    [
        (None, Fate.SENT),
        (NotSendable("reason"), Fate.DROPPED),
        (PersonGone(), Fate.GONE),
        (TryLater(), Fate.LATER),
        (ValueError(), Fate.LATER),
    ],
)
async def test_fates(fault: Exception | None, fate: Fate) -> None:
    messenger = FakeMessenger(faults=[fault])
    assert (await send(messenger, row())).fate is fate
    assert messenger.sent == ([] if fault else [("anna", Part("Gut."), "schluessel")])


async def test_when_the_platform_says_when() -> None:
    outcome = await send(FakeMessenger(faults=[TryLater(30)]), row())
    assert outcome.firm
    assert 30 <= outcome.pause < 31


async def test_pauses_grow_and_end_after_days() -> None:
    messenger = FakeMessenger(faults=[*[TryLater()] * 3, TryLater(30)])
    assert (await send(messenger, row(attempts=5))).pause >= 8
    assert (await send(messenger, row(attempts=50))).pause <= 300
    for _ in range(2):  # the platform's own pauses too
        assert (await send(messenger, row(created_at=NOW - LONGEST_TRYING - 1))).fate is Fate.DROPPED


async def test_nobody_in_danger_waits_for_our_pace() -> None:
    messenger = FakeMessenger(abilities=replace(NATIVE, seconds_between=3600.0))
    delivery = Delivery({"fake": messenger})
    urgent = PartRow(1, "schluessel", stored(Part("Rufen Sie an.", urgent=True)), NOW, 1)
    async with asyncio.timeout(5):
        for _ in range(30):
            await delivery.send("fake", "person", "anna", urgent, NOW)
    assert len(messenger.sent) == 30


async def test_few_are_remembered_for_their_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivering, "_MOST_PACED", 2)
    delivery = Delivery({"fake": FakeMessenger(abilities=replace(NATIVE, seconds_between=0.1))})
    for person in ("a", "b", "a", "c"):
        await delivery.send("fake", person, "anna", row(), NOW)
    assert list(delivery._pace_of_one) == ["a", "c"]


async def test_a_platform_that_takes_less_than_one_a_second() -> None:
    messenger = FakeMessenger(abilities=replace(NATIVE, messages_a_second=0.5))
    assert (await send(messenger, row())).fate is Fate.SENT
