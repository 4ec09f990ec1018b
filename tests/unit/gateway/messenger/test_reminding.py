"""Reminders through a running gateway: asked for, promised, sent once, stopped; nothing is kept longer than said."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from aiohttp.test_utils import TestServer

from bot.gateway.app import create_app
from bot.gateway.messenger import delivering, reminding, reminding_days
from bot.gateway.messenger.keys import POSTBOX, REMINDERS, SEAL
from bot.gateway.messenger.people import person_key
from bot.gateway.messenger.platform import Buttons, Kind, Part, PersonGone, TryLater
from bot.gateway.messenger.reminding_asking import CLOCK, MOST, steps_by_id
from bot.gateway.messenger.reminding_buttons import keep_id
from bot.gateway.messenger.reminding_days import may_write, moment_on, reminding_day
from bot.gateway.messenger.reminding_message import exact_day
from bot.gateway.messenger.wiring import add_messengers
from bot.gateway.messenger.work import OFFICE, Office
from bot.memory.database import MemoryUnavailable
from bot.memory.messaging.reminders import ReminderRow
from offer_db.step_times import BirthRange, add_months
from offer_db.steps import PlannedStep, plan
from tests.unit.gateway.fake_rasa import UNDERSTOOD, FakeRasa
from tests.unit.gateway.messenger.clock import Clock, working_noon
from tests.unit.gateway.messenger.conftest import Lotte
from tests.unit.gateway.messenger.fake_platform import NUMBERS, FakeMessenger, incoming, text
from texts import load

GERMAN = load()
#: It is asked for on this day.
ASKED_ON = working_noon(60)
#: U7 begins in ten days.
BIRTH = BirthRange(*[add_months(ASKED_ON.date() + timedelta(days=10), -20)] * 2)
STEPS = 5


@pytest.fixture
def clock() -> Clock:
    return Clock(ASKED_ON)


@pytest.fixture
async def office(lotte: Lotte, clock: Clock) -> AsyncIterator[Office]:
    async with running(lotte, clock) as office:
        yield office


@asynccontextmanager
async def running(lotte: Lotte, clock: Callable[[], datetime]) -> AsyncIterator[Office]:
    lotte.app = create_app(lotte.settings)
    add_messengers(lotte.app, lotte.settings, [lotte.messenger])
    lotte.app[CLOCK] = clock
    async with TestServer(lotte.app):
        yield lotte.app[OFFICE]


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch, rasa: FakeRasa) -> None:
    monkeypatch.setattr(reminding, "SECONDS_BETWEEN", 0.05)
    rasa.says = plan_of(BIRTH)


def plan_of(birth: BirthRange) -> list[dict[str, Any]]:
    """What Rasa says when somebody asks what comes next."""
    steps = [one.step.id for one in planned_for(birth)]
    days = [birth.earliest.isoformat(), birth.latest.isoformat()]
    calendar = {"birth": days, "steps": steps, "label": "Termine in meinen Kalender"}
    return [{"text": "So geht es weiter.", "buttons": [], "offers": [], "calendar": calendar}]


def planned_for(birth: BirthRange) -> tuple[PlannedStep, ...]:
    return plan(steps_by_id().values(), birth, ASKED_ON.date(), STEPS)


def u7() -> PlannedStep:
    return next(one for one in planned_for(BIRTH) if one.step.id == "u7")


def day_of_u7() -> date:
    day = reminding_day(u7(), BIRTH, ASKED_ON.date())
    assert day
    return day


def last_part(lotte: Lotte) -> Part:
    return lotte.messenger.sent[-1][1]


def kept(lotte: Lotte, chat: str = "anna") -> list[ReminderRow]:
    key = person_key(lotte.app[SEAL], text("", chat=chat))
    return list(lotte.app[REMINDERS].of(key))


def add_directly(lotte: Lotte, step_id: str, due: datetime) -> None:
    """One more of the person who has one."""
    one = kept(lotte)[0]
    lotte.app[REMINDERS].add(
        one.person_key,
        one.platform,
        chat=one.chat,
        step_id=step_id,
        due_at=due.timestamp(),
        language=one.language,
        details=one.details,
    )


async def tap(lotte: Lotte, office: Office, label: str) -> str:
    """Taps the last button that begins so; returns the answer."""
    part = last_part(lotte)
    (id,) = [button.id for button in part.buttons if button.label.startswith(label)]
    count = len(lotte.messenger.said())
    await office.receive(incoming(Kind.CHOICE, choice=id))
    return (await lotte.until_said(count + 1))[-1]


async def promised(lotte: Lotte, office: Office) -> str:
    """Asks for U7; returns what was promised."""
    await office.receive(text("Was kommt als Nächstes?"))
    await lotte.until_said(2)
    await tap(lotte, office, "Erinnern Sie mich")
    return await tap(lotte, office, "U7 ")


async def reminded(lotte: Lotte, clock: Clock, now: datetime) -> str:
    """Puts the clock forward; returns the one message that the loop sends then."""
    before = len(lotte.messenger.said())
    clock.now = now
    return (await lotte.until_said(before + 1))[-1]


async def stays_silent(lotte: Lotte, clock: Clock, now: datetime) -> bool:
    """Puts the clock forward; whether the loop says nothing for a while."""
    before = len(lotte.messenger.said())
    clock.now = now
    await asyncio.sleep(0.4)
    return len(lotte.messenger.said()) == before


async def test_asked_for_promised_and_sent(lotte: Lotte, office: Office, clock: Clock) -> None:
    await office.receive(text("Was kommt als Nächstes?"))
    await lotte.until_said(2)
    assert [button.label for button in last_part(lotte).buttons] == ["Erinnern Sie mich"]

    question = await tap(lotte, office, "Erinnern Sie mich")
    assert question.startswith(GERMAN.phrase("messenger_erinnern_speichern"))
    labels = [button.label for button in last_part(lotte).buttons]
    assert f"U7 beim Kinderarzt ({day_of_u7():%d.%m.%Y})" in labels
    assert 1 < len(labels) <= STEPS
    assert not kept(lotte)

    promise = await tap(lotte, office, "U7 ")
    assert f"am {exact_day(day_of_u7(), GERMAN)}: U7 beim Kinderarzt." in promise
    assert "Danach lösche ich das." in promise
    (row,) = kept(lotte)
    assert (row.chat, row.language) == ("anna", "de")

    moment = moment_on(day_of_u7())
    assert await stays_silent(lotte, clock, moment - timedelta(seconds=1))
    said = await reminded(lotte, clock, moment)
    assert said.startswith("Sie wollten, dass ich Sie erinnere:\n• U7 beim Kinderarzt (")
    part = last_part(lotte)
    assert part.unasked
    assert [button.id for button in part.buttons] == ["own:stopp"]
    assert kept(lotte) == []
    assert await stays_silent(lotte, clock, moment + timedelta(days=8))


async def test_nothing_of_it_can_be_read_in_the_database(lotte: Lotte, office: Office) -> None:
    await promised(lotte, office)
    for file in lotte.settings.var.glob("conversations.db*"):
        content = file.read_bytes()
        assert BIRTH.earliest.isoformat().encode() not in content
        assert b"U7 beim Kinderarzt" not in content


@pytest.mark.parametrize("hour", [0, 8, 19, 23])
async def test_nobody_is_woken(lotte: Lotte, office: Office, clock: Clock, hour: int) -> None:
    await promised(lotte, office)
    late = moment_on(day_of_u7()) + timedelta(days=1)
    assert await stays_silent(lotte, clock, late.replace(hour=hour))
    assert len(kept(lotte)) == 1
    morning = late.replace(hour=9)
    while not may_write(morning):
        morning += timedelta(days=1)
    assert "U7" in await reminded(lotte, clock, morning)


async def test_not_on_a_sunday(lotte: Lotte, office: Office, clock: Clock) -> None:
    await promised(lotte, office)
    sunday = moment_on(day_of_u7()) + timedelta(days=6 - day_of_u7().weekday())
    assert await stays_silent(lotte, clock, sunday)


@pytest.mark.parametrize("stop", ["Stopp", "/stopp", "stop!", "the button"])
async def test_stopp_ends_all(lotte: Lotte, office: Office, stop: str) -> None:
    await promised(lotte, office)
    add_directly(lotte, "another", ASKED_ON + timedelta(days=99))
    assert len(kept(lotte)) == 2
    stopping = incoming(Kind.CHOICE, choice="own:stopp") if stop == "the button" else text(stop)
    count = len(lotte.messenger.said())
    await office.receive(stopping)
    said = await lotte.until_said(count + 1)
    assert said[-1] == GERMAN.phrase("messenger_stopp_gut")
    assert kept(lotte) == []


async def test_stopp_without_any(lotte: Lotte, office: Office) -> None:
    await office.receive(text("Stopp"))
    assert (await lotte.until_said(2))[1] == GERMAN.phrase("messenger_stopp_nichts")


async def test_a_restart_forgets_no_reminder(lotte: Lotte, clock: Clock) -> None:
    async with running(lotte, clock) as office:
        await promised(lotte, office)
    lotte.messenger.sent.clear()
    clock.now = moment_on(day_of_u7())
    for _ in range(2):
        async with running(lotte, clock):
            await lotte.until_said(1)


async def test_by_numbers(lotte: Lotte, messenger: FakeMessenger, clock: Clock) -> None:
    messenger.abilities = NUMBERS
    async with running(lotte, clock) as office:
        await office.receive(text("Was kommt als Nächstes?"))
        assert "1. Erinnern Sie mich" in (await lotte.until_said(2))[1]
        await office.receive(text("1"))
        question = (await lotte.until_said(3))[2]
        (line,) = [line for line in question.split("\n") if "U7 " in line]
        await office.receive(text(line.partition(".")[0]))
        assert "U7 beim Kinderarzt. Danach" in (await lotte.until_said(4))[3]
        said = await reminded(lotte, clock, moment_on(day_of_u7()))
        assert said.endswith("Soll ich Sie nicht mehr erinnern? Schreiben Sie: Stopp")
        assert last_part(lotte).show is not Buttons.NUMBERS
        await office.receive(text("Stopp"))
        await lotte.until_said(6)


async def test_in_the_language_of_the_conversation(lotte: Lotte, office: Office, clock: Clock) -> None:
    await office.receive(text("/sprache english"))
    await lotte.until_said(2)
    await office.receive(text("What comes next?"))
    await lotte.until_said(3)
    (button,) = last_part(lotte).buttons
    await office.receive(incoming(Kind.CHOICE, choice=button.id))
    await lotte.until_said(4)
    (u7_button,) = [button for button in last_part(lotte).buttons if button.label.startswith("U7 ")]
    await office.receive(incoming(Kind.CHOICE, choice=u7_button.id))
    await lotte.until_said(5)
    assert kept(lotte)[0].language == "en"


async def test_a_platform_that_cannot_remind_is_not_offered_it(
    lotte: Lotte, messenger: FakeMessenger, clock: Clock
) -> None:
    async with running(lotte, clock) as office:
        await promised(lotte, office)
    messenger.abilities = replace(messenger.abilities, can_remind=False)
    messenger.sent.clear()
    async with running(lotte, clock) as office:
        await office.receive(text("Was kommt als Nächstes?"))
        await lotte.until_said(1)
        assert not last_part(lotte).buttons
        await office.receive(incoming(Kind.CHOICE, choice=keep_id(BIRTH, u7())))
        assert "/hilfe" in (await lotte.until_said(2))[1]
        assert await stays_silent(lotte, clock, moment_on(day_of_u7()))
        assert len(kept(lotte)) == 1


async def test_not_below_an_answer_without_a_plan(lotte: Lotte, office: Office, rasa: FakeRasa) -> None:
    rasa.says = [{"text": "Guten Tag", "buttons": [], "offers": []}]
    await office.receive(text("Hallo"))
    await lotte.until_said(2)
    assert not last_part(lotte).buttons


async def test_not_in_a_group(lotte: Lotte, office: Office) -> None:
    group: dict[str, Any] = {"chat": "gruppe", "user": "anna", "is_group": True}
    await office.receive(text("Was kommt als Nächstes?", **group))
    await lotte.until_said(2, "gruppe")
    assert not last_part(lotte).buttons
    await office.receive(incoming(Kind.CHOICE, choice=keep_id(BIRTH, u7()), **group))
    assert "/hilfe" in (await lotte.until_said(3, "gruppe"))[2]


async def test_not_in_danger(lotte: Lotte, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(UNDERSTOOD, "crisis", "gewalt")
    await office.receive(text("Er schlägt uns"))
    await lotte.until_said(1)
    assert not last_part(lotte).buttons


async def test_no_more_than_fit_into_a_message(lotte: Lotte, office: Office) -> None:
    await promised(lotte, office)
    other = next(one for one in planned_for(BIRTH) if one != u7())
    for n in range(MOST - 1):
        add_directly(lotte, str(n), ASKED_ON + timedelta(seconds=1))
    await office.receive(incoming(Kind.CHOICE, choice=keep_id(BIRTH, other)))
    assert f"Mehr als {MOST} Dinge" in (await lotte.until_said(5))[4]
    # the same one again is not one more
    await office.receive(incoming(Kind.CHOICE, choice=keep_id(BIRTH, u7())))
    assert "Gut, ich erinnere Sie" in (await lotte.until_said(6))[5]
    assert len(kept(lotte)) == MOST


async def test_two_children_have_two_reminders_and_one_child_one(lotte: Lotte, office: Office) -> None:
    sibling = BirthRange(*[BIRTH.earliest + timedelta(days=60)] * 2)
    for birth in (BIRTH, BIRTH, sibling):
        await office.receive(incoming(Kind.CHOICE, choice=keep_id(birth, u7())))
    await lotte.until_said(4)
    assert len(kept(lotte)) == 2


async def test_soon_after_another_it_is_promised_for_the_day_it_comes(lotte: Lotte, office: Office) -> None:
    first = BirthRange(*[BIRTH.earliest - timedelta(days=4)] * 2)
    await office.receive(incoming(Kind.CHOICE, choice=keep_id(first, u7())))
    await office.receive(incoming(Kind.CHOICE, choice=keep_id(BIRTH, u7())))
    _, one, other = await lotte.until_said(3)
    assert one == other


@pytest.mark.parametrize("choice", ["own:erinnern:x", "own:erinnern", "own:merke:", "own:merke:AAAAAAAAAAAAAA"])
async def test_buttons_we_did_not_make(lotte: Lotte, office: Office, choice: str) -> None:
    await office.receive(incoming(Kind.CHOICE, choice=choice))
    assert (await lotte.until_said(2))[1] == GERMAN.phrase("fehler_auswahl")


async def test_what_is_over_is_not_promised(lotte: Lotte, office: Office) -> None:
    long_ago = BirthRange(date(2001, 1, 1), date(2001, 1, 1))
    await office.receive(incoming(Kind.CHOICE, choice=keep_id(long_ago, u7())))
    assert (await lotte.until_said(2))[1] == GERMAN.phrase("messenger_erinnern_vorbei")
    await office.receive(incoming(Kind.CHOICE, choice="own:erinnern:AAAAAAU"))
    assert (await lotte.until_said(3))[2] == GERMAN.phrase("messenger_erinnern_vorbei")
    assert kept(lotte) == []


async def test_whoever_has_left_is_forgotten_with_their_reminders(
    lotte: Lotte, office: Office, clock: Clock, messenger: FakeMessenger
) -> None:
    await promised(lotte, office)
    key = kept(lotte)[0].person_key
    messenger.faults = [PersonGone()]
    assert await stays_silent(lotte, clock, moment_on(day_of_u7()))
    assert kept(lotte) == []
    assert lotte.app[POSTBOX].state(key).chat == ""


async def test_deleting_everything_deletes_reminders(lotte: Lotte, office: Office, rasa: FakeRasa) -> None:
    await promised(lotte, office)
    assert kept(lotte)
    rasa.own = "/loeschen_bestaetigt"
    await office.receive(text("Alles löschen"))
    await lotte.until_said(5)
    assert kept(lotte) == []


async def test_the_loop_outlives_everything_and_names_nobody(
    lotte: Lotte, office: Office, clock: Clock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await promised(lotte, office)
    faults: list[Exception] = [MemoryUnavailable("weg"), ValueError("Worte von anna")]
    claim = lotte.app[REMINDERS].claim_due

    def failing(*arguments: Any, **named: Any) -> int:
        if faults:
            raise faults.pop()
        return claim(*arguments, **named)

    monkeypatch.setattr(lotte.app[REMINDERS], "claim_due", failing)
    with caplog.at_level(logging.ERROR):
        assert "U7" in await reminded(lotte, clock, moment_on(day_of_u7()))
    assert "MemoryUnavailable" in caplog.text
    assert "ValueError in failing" in caplog.text
    assert "anna" not in caplog.text


async def test_what_the_platform_would_not_take_all_day_waits_for_the_morning(
    lotte: Lotte, office: Office, clock: Clock, messenger: FakeMessenger, monkeypatch: pytest.MonkeyPatch
) -> None:
    await promised(lotte, office)
    monkeypatch.setattr(reminding_days, "AWAKE_SECONDS", 0.0)
    monkeypatch.setattr(delivering, "LONGEST_TRYING", float("inf"))  # the clock here stands weeks ago
    messenger.faults, messenger.at_send = [TryLater(0.1)], asyncio.Event()
    tried = len(messenger.tried)
    clock.now = moment_on(day_of_u7())
    await lotte.until(lambda: len(messenger.tried) == tried + 1)
    clock.now = clock.now.replace(hour=22)
    messenger.at_send.set()
    for _ in range(20):  # it would be tried again after a second
        await asyncio.sleep(0.1)
        office.wake()
    assert len(messenger.tried) == tried + 1
    # who writes now is awake, and gets both
    monkeypatch.setattr(reminding_days, "AWAKE_SECONDS", 600.0)
    said = len(messenger.said())
    await office.receive(text("Was kommt als Nächstes?"))
    *_, reminder, answer = await lotte.until_said(said + 2)
    assert "U7" in reminder
    assert answer.startswith("So geht es weiter.")
