"""Nothing lost, nothing twice, each person's messages in order: whatever the platform, Rasa or a kill does."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from dataclasses import replace

import pytest

import texts
from bot.gateway.messenger import answering, delivering, serving
from bot.gateway.messenger.delivering import back_off
from bot.gateway.messenger.keys import COUNTS, POSTBOX, SEAL
from bot.gateway.messenger.people import person_key
from bot.gateway.messenger.platform import NotSendable, PersonGone, Receive, TryLater
from bot.gateway.messenger.work import OFFICE, Office
from tests.unit.gateway.fake_rasa import FakeRasa
from tests.unit.gateway.messenger.conftest import Lotte
from tests.unit.gateway.messenger.fake_platform import NATIVE, FakeMessenger, text


@pytest.fixture(autouse=True)
def one_sentence(rasa: FakeRasa) -> None:
    rasa.says = [{"text": "Gut.", "buttons": [], "offers": []}]


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Back-off without waiting for it."""
    monkeypatch.setattr(delivering, "back_off", lambda attempts: 0.01)
    monkeypatch.setattr(serving, "PAUSES", (0.01, 0.01, 0.01))


def counted(lotte: Lotte) -> dict[str, int]:
    found: Counter[str] = Counter()
    for count in lotte.app[COUNTS].since(1):
        found[str(count.what)] += count.count
    return dict(found)


async def test_a_burst_is_answered_in_order_and_once(lotte: Lotte) -> None:
    lotte.settings = lotte.settings.copy(update={"limits": False})
    people = [f"mensch{number}" for number in range(5)]
    letters = [text(f"{person} {number}", chat=person) for number in range(8) for person in people]
    async with lotte.running() as office:
        await asyncio.gather(*(office.receive(letter) for letter in letters))
        again = await asyncio.gather(*(office.receive(letter) for letter in letters))
        assert again == [False] * len(letters)
        await lotte.until(lambda: len(lotte.messenger.sent) >= len(letters) + len(people), 30)
        await asyncio.sleep(0.2)
    assert len(lotte.messenger.sent) == len(letters) + len(people)  # and the note for each
    keys = [key for _, _, key in lotte.messenger.sent]
    assert len(set(keys)) == len(keys)
    asked = [question["text"] for question in lotte.rasa.asked]
    assert sorted(asked) == sorted(letter.text for letter in letters)


async def test_one_persons_letters_in_the_order_they_came(lotte: Lotte, office: Office, rasa: FakeRasa) -> None:
    for number in range(6):
        await office.receive(text(str(number) + " Kinder"))
    await lotte.until_said(7)
    assert [asked["text"] for asked in rasa.asked] == [f"{number} Kinder" for number in range(6)]
    assert counted(lotte) == {"empfangen": 6, "beantwortet": 6, "gesendet": 7}


async def test_a_platform_in_trouble_gets_it_later_and_once(
    lotte: Lotte, office: Office, messenger: FakeMessenger, at_once: None
) -> None:
    messenger.faults = [TryLater(), None, RuntimeError("secret words"), TryLater(), None]
    await office.receive(text("Hallo"))
    assert (await lotte.until_said(2))[1] == "Gut."
    assert len(messenger.tried) == 5
    assert len(set(messenger.tried)) == 2
    assert counted(lotte)["spaeter"] == 3


async def test_the_platform_says_when(lotte: Lotte, office: Office, messenger: FakeMessenger) -> None:
    messenger.faults = [TryLater(0.5)]
    began = time.monotonic()
    await office.receive(text("Hallo"))
    await office.receive(text("noch da?"))  # does not make it sooner
    await lotte.until_said(3)
    assert time.monotonic() - began >= 0.5


async def test_a_message_it_never_takes_keeps_nobody_waiting(
    lotte: Lotte, office: Office, messenger: FakeMessenger, caplog: pytest.LogCaptureFixture
) -> None:
    messenger.faults = [NotSendable("outside the window")]
    await office.receive(text("Hallo"))
    assert await lotte.until_said(1) == ["Gut."]
    assert counted(lotte)["nicht_zustellbar"] == 1
    assert "outside the window" in caplog.text
    assert "anna" not in caplog.text


async def test_who_is_gone_is_forgotten(lotte: Lotte, office: Office, messenger: FakeMessenger) -> None:
    messenger.faults = [PersonGone()]
    await office.receive(text("Hallo"))
    key = person_key(lotte.app[SEAL], text("x"))
    await lotte.until(lambda: messenger.tried and lotte.app[POSTBOX].state(key).chat == "")
    await asyncio.sleep(0.1)
    assert messenger.sent == []
    await office.receive(text("Da bin ich wieder"))
    await lotte.until_said(2)


async def test_killed_before_the_answer(lotte: Lotte, rasa: FakeRasa, messenger: FakeMessenger) -> None:
    async with lotte.running() as office:
        await office.stop()  # nobody works any more
        await office.receive(text("Hallo"))
    assert rasa.asked == []
    async with lotte.running():
        await lotte.until_said(2)
    assert [asked["again"] for asked in rasa.asked] == [False]


async def test_killed_between_answer_and_sending(lotte: Lotte, rasa: FakeRasa, messenger: FakeMessenger) -> None:
    messenger.at_send = asyncio.Event()
    async with lotte.running() as office:
        await office.receive(text("Hallo"))
        await lotte.until(lambda: messenger.tried)
    messenger.at_send = None
    async with lotte.running():
        await lotte.until_said(2)
    assert len(rasa.asked) == 1
    assert len([key for key in messenger.tried if key == messenger.tried[0]]) == 2


async def test_killed_during_the_turn_rasa_is_told_that_it_may_know(
    lotte: Lotte, rasa: FakeRasa, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = asyncio.Event()
    answer = serving.reply

    async def slow(*arguments: object) -> object:
        result = await answer(*arguments)  # type: ignore[arg-type]
        asked.set()
        await asyncio.sleep(60)
        return result

    monkeypatch.setattr(serving, "reply", slow)
    async with lotte.running() as office:
        await office.receive(text("Hallo"))
        await asyncio.wait_for(asked.wait(), 5)
    monkeypatch.setattr(serving, "reply", answer)
    async with lotte.running():
        await lotte.until_said(2)
    first, second = rasa.asked
    assert (first["again"], second["again"]) == (False, True)
    assert first["message_id"] == second["message_id"]


async def test_rasa_in_trouble_is_asked_again_then_the_person_is_told(
    lotte: Lotte, office: Office, rasa: FakeRasa, at_once: None
) -> None:
    rasa.status = 503
    await office.receive(text("Hallo"))
    assert await lotte.until_said(1) == [texts.load().phrase("stoerung")]
    assert [asked["again"] for asked in rasa.asked] == [False, True, True, True]
    rasa.status = 200
    await office.receive(text("Hallo?"))
    assert (await lotte.until_said(3))[2] == "Gut."


async def test_a_fault_of_ours_keeps_nobody_waiting(
    lotte: Lotte,
    office: Office,
    at_once: None,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    answer = serving.reply

    async def broken(*arguments: object) -> object:
        if "kaputt" in str(arguments[1]):
            raise ValueError("anna hat geschrieben: kaputt")
        return await answer(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(serving, "reply", broken)
    await office.receive(text("kaputt"))
    await office.receive(text("heil"))
    said = await lotte.until_said(3)
    assert said[0] == texts.load().phrase("stoerung")
    assert said[2] == "Gut."
    assert "ValueError" in caplog.text
    assert "anna" not in caplog.text


async def test_what_reached_us_a_day_late_is_not_answered(lotte: Lotte, office: Office, rasa: FakeRasa) -> None:
    assert await office.receive(text("Hallo", sent_at=time.time() - 25 * 3600))
    await office.receive(text("Hallo", chat="berta", sent_at=time.time() - 3600))
    await lotte.until_said(2, "berta")
    assert len(rasa.asked) == 1
    assert counted(lotte)["zu_alt"] == 1


async def test_typing_is_shown_and_its_failure_does_not_matter(
    lotte: Lotte, office: Office, messenger: FakeMessenger
) -> None:
    await office.receive(text("Hallo", id="eins"))
    await lotte.until_said(2)
    assert messenger.types == [("anna", "eins")]


async def test_typing_is_not_shown_to_whom_nothing_is_answered(
    lotte: Lotte, office: Office, messenger: FakeMessenger
) -> None:
    for number in range(40):
        await office.receive(text(f"{number} Kinder"))
    await lotte.until(lambda: counted(lotte).get("beantwortet") == 40)
    assert len(lotte.rasa.asked) == 20
    assert len(messenger.types) == 20


async def test_typing_is_shown_once_at_a_time(
    lotte: Lotte, office: Office, messenger: FakeMessenger, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []

    async def slow(chat: str, incoming_id: str) -> None:
        shown.append(chat)
        await asyncio.sleep(1)

    monkeypatch.setattr(messenger, "typing", slow)
    for number in range(5):
        await office.receive(text(f"{number} Kinder"))
    await office.receive(text("Hallo", chat="berta"))
    await lotte.until(lambda: len(messenger.sent) == 8)
    assert sorted(shown) == ["anna", "berta"]


async def test_a_letter_nobody_can_answer_is_given_up_and_counted(
    lotte: Lotte,
    office: Office,
    at_once: None,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    read = answering.opened

    def broken(content: dict[str, object], platform: str) -> object:
        if content["text"] == "kaputt":
            raise ValueError("anna hat geschrieben: kaputt")
        return read(content, platform)

    monkeypatch.setattr(answering, "opened", broken)
    await office.receive(text("kaputt"))
    await office.receive(text("heil"))
    assert (await lotte.until_said(2))[1] == "Gut."
    assert "Serving failed" not in caplog.text
    assert "anna" not in caplog.text
    assert counted(lotte)["aufgegeben"] == 1


async def test_fetching_goes_on_after_a_fault(lotte: Lotte, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[int] = []

    async def run(receive: Receive) -> None:
        ran.append(1)
        if len(ran) == 1:
            raise RuntimeError("broken")
        await receive(text("Hallo"))
        await asyncio.Event().wait()

    monkeypatch.setattr(lotte.messenger, "run", run)
    async with lotte.running():
        await lotte.until_said(2)


async def test_two_gateways_answer_once(lotte: Lotte, rasa: FakeRasa, messenger: FakeMessenger) -> None:
    async with lotte.running() as first:
        second = Office(lotte.app)
        await second.start()
        try:
            for number in range(10):
                for person in ("anna", "berta", "cem"):
                    await (first if number % 2 else second).receive(text(f"{person} {number}", chat=person))
            await lotte.until(lambda: len(messenger.sent) >= 33, 20)
            await asyncio.sleep(0.3)
        finally:
            await second.stop()
    assert len(messenger.sent) == 33
    for person in ("anna", "berta", "cem"):
        asked = [question["text"] for question in rasa.asked if question["text"].startswith(person)]
        assert asked == [f"{person} {number}" for number in range(10)]


async def test_no_faster_than_the_platform_likes(lotte: Lotte, messenger: FakeMessenger) -> None:
    messenger.abilities = replace(NATIVE, seconds_between=0.1)
    async with lotte.running() as office:
        began = time.monotonic()
        for number in range(14):
            await office.receive(text(f"{number} Kinder"))
        await lotte.until_said(15)
        assert time.monotonic() - began >= 0.4  # ten at once, five more in half a second


async def test_nothing_is_there_without_a_messenger(lotte: Lotte) -> None:
    from bot.gateway.app import create_app

    app = create_app(lotte.settings)
    assert OFFICE not in app
    assert POSTBOX not in app


@pytest.mark.parametrize(("attempts", "most"), [(1, 1), (2, 2), (3, 4), (9, 256), (10, 300), (10_000, 300)])
def test_back_off(attempts: int, most: float) -> None:
    pauses = [back_off(attempts) for _ in range(50)]
    assert all(most / 2 <= pause <= most for pause in pauses)
    assert len(set(pauses)) > 40
