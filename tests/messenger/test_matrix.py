"""A whole Lotte on a real Matrix homeserver; the parent's app is matrix-nio. docs/messenger.md."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from aiohttp.test_utils import TestServer

import texts
from bot.gateway.app import create_app
from bot.gateway.messenger import delivering
from bot.gateway.messenger.reminding_asking import CLOCK
from bot.gateway.messenger.reminding_days import next_moment
from bot.memory.conversations import ConversationEvent
from bot.memory.messaging.counts import What
from bot.memory.messaging.tables import MessengerPerson, Reminder
from offer_db.opening import TIMEZONE
from tests.matrix.parent import MatrixParent, matrix_parent
from tests.matrix.synapse import PASSWORD, Synapse, throwaway_synapse
from tests.messenger.memory_view import MemoryView
from tests.running import RunningLotte, running_lotte

SAID = texts.load("de")
NOTE = "Ich bin Lotte, ein Computerprogramm."


@dataclass(frozen=True)
class House:
    """What runs: the homeserver, Lotte, and a look into her memory."""

    synapse: Synapse
    lotte: RunningLotte
    memory: MemoryView

    @property
    def lotte_id(self) -> str:
        return self.synapse.user_id("lotte")


@dataclass(frozen=True)
class Wire:
    """Where a parent is to be found in the memory."""

    chat: str
    user: str
    platform: str = "matrix"


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    with throwaway_synapse() as synapse:
        synapse.register("lotte")
        variables = {
            "LOTTE_MATRIX_HOMESERVER": synapse.address,
            "LOTTE_MATRIX_USER": synapse.user_id("lotte"),
            "LOTTE_MATRIX_PASSWORD": PASSWORD,
        }
        with running_lotte(**variables) as lotte:
            memory = MemoryView(lotte.settings)
            yield House(synapse, lotte, memory)
            memory.close()
            log = lotte.log("gateway")
            assert "Traceback" not in log, log[-3000:]
            for word in ("@mona", "@ola", "!", "Wittingen", PASSWORD):  # nobody's id, room or words
                assert word not in log, [line for line in log.splitlines() if word in line]


@asynccontextmanager
async def chat(house: House, folder: Path, name: str, encrypted: bool = True) -> AsyncIterator[MatrixParent]:
    """A parent whose room Lotte has come into."""
    async with matrix_parent(house.synapse, name, folder) as parent:
        await parent.open_chat(house.lotte_id, encrypted=encrypted)
        yield parent


def wire(parent: MatrixParent) -> Wire:
    return Wire(parent.room_id, parent.user_id)


async def answered(house: House, parent: MatrixParent, text: str) -> list[str]:
    """Says something and waits for the whole answer."""
    await parent.say(text)
    return await heard(house, parent)


async def heard(house: House, parent: MatrixParent) -> list[str]:
    """What Lotte says, until nothing more waits for this parent."""
    messages = await parent.hears(1)
    while not house.memory.is_idle(wire(parent)):
        await parent.look(200)
    await parent.look()
    return messages + await parent.hears(len(parent.heard))


def number_of(messages: list[str], label: str) -> str:
    """The number that stands before a choice."""
    [found] = re.findall(rf"^(\d+)\. {re.escape(label)}$", "\n".join(messages), re.MULTILINE)
    return str(found)


@pytest.mark.parametrize("encrypted", [False, True], ids=["offen", "verschlüsselt"])
async def test_a_whole_conversation_with_buttons_as_numbers(house: House, tmp_path: Path, encrypted: bool) -> None:
    async with chat(house, tmp_path, f"mona-{encrypted}".lower(), encrypted) as parent:
        note, *answer = await answered(house, parent, "Ich suche eine Kita in Wittingen")
        assert note.startswith(NOTE)
        assert "!loeschen" in note  # a "/" belongs to the app
        assert "Kita und Betreuung · Wittingen" in answer[0]
        assert "05371" in "\n".join(answer)
        assert "openstreetmap.org" in "\n".join(answer)

        more = await answered(house, parent, number_of(answer, "Mehr Angebote"))
        assert more[0].startswith("Gewählt: Mehr Angebote")
        assert not any(text.startswith(NOTE) for text in more)

        narrowed = await answered(house, parent, "Mein Kind ist 2 Jahre alt")
        assert "2 Jahre" in narrowed[0]
        assert house.memory.situation(wire(parent))["children"][0]["age_months"] == [24, 35]


async def test_danger_comes_first_and_alone(house: House, tmp_path: Path) -> None:
    async with chat(house, tmp_path, "mona-gefahr") as parent:
        messages = await answered(house, parent, "Mein Mann schlägt mich")
        assert "110" in messages[0]
        assert not any(text.startswith(NOTE) for text in messages)
        assert (await answered(house, parent, "Hallo"))[0].startswith(NOTE)


async def test_everything_is_deleted_on_request(house: House, tmp_path: Path) -> None:
    async with chat(house, tmp_path, "mona-weg") as parent:
        await answered(house, parent, "Ich suche eine Kita in Wittingen")
        assert house.memory.turns(wire(parent))
        question = await answered(house, parent, "!loeschen")
        done = await answered(house, parent, number_of(question, "Ja, alles löschen"))
        assert "gelöscht" in done[0]
        assert not house.memory.turns(wire(parent))
        assert (await answered(house, parent, "Hallo"))[0].startswith(NOTE)


async def test_who_leaves_is_forgotten(house: House, tmp_path: Path) -> None:
    async with chat(house, tmp_path, "mona-fort") as parent:
        await answered(house, parent, "Ich suche eine Kita in Wittingen")
        assert house.memory.person(wire(parent)) is not None
        await parent.client.room_leave(parent.room_id)
        for _ in range(200):
            if house.memory.person(wire(parent)) is None:
                break
            await asyncio.sleep(0.1)
        assert house.memory.person(wire(parent)) is None
        assert not house.memory.turns(wire(parent))


async def test_edits_are_answered_anew_and_what_is_taken_back_is_forgotten(house: House, tmp_path: Path) -> None:
    async with chat(house, tmp_path, "mona-neu") as parent:
        await answered(house, parent, "Hallo")
        first = await parent.say("Ich suche eine Kita in Wittingen")
        await heard(house, parent)
        new = {"msgtype": "m.text", "body": "Ich suche eine Kita in Brome"}
        relation = {"rel_type": "m.replace", "event_id": first}
        await parent.say("* Ich suche eine Kita in Brome", **{"m.new_content": new, "m.relates_to": relation})
        answer = await heard(house, parent)
        assert "Brome" in answer[0]
        secret = await parent.say("Wir wohnen neben der Windmühle in Brome")
        await heard(house, parent)
        await parent.client.room_redact(parent.room_id, secret)
        query = sa.select(ConversationEvent.data).where(
            ConversationEvent.sender_id == house.memory.sender(wire(parent))
        )
        for _ in range(200):
            with house.memory.engine.connect() as connection:
                kept = "".join(connection.scalars(query))
            if "Windmühle" not in kept:
                break
            await asyncio.sleep(0.1)
        assert "Windmühle" not in kept
        await parent.hears_nothing(1)


async def test_what_lotte_cannot_read_she_says(house: House, tmp_path: Path) -> None:
    async with chat(house, tmp_path, "mona-bild") as parent:
        await answered(house, parent, "Hallo")
        await parent.post("m.sticker", {"body": "Katze", "url": "mxc://lotte.test/x", "info": {}})
        assert "nicht lesen" in (await heard(house, parent))[0]
        place = {"msgtype": "m.location", "body": "Standort", "geo_uri": "geo:52.728,10.735"}
        await parent.post("m.room.message", place)
        assert "Wittingen" in (await heard(house, parent))[0]
        await parent.post("m.room.message", {**place, "geo_uri": "geo:48.13,11.57"})
        assert "nicht im Landkreis" in (await heard(house, parent))[0]


async def test_in_a_group_lotte_is_silent_until_she_is_addressed(house: House, tmp_path: Path) -> None:
    async with (
        matrix_parent(house.synapse, "mona-runde", tmp_path) as mona,
        matrix_parent(house.synapse, "ola-runde", tmp_path) as ola,
    ):
        room = await mona.open_chat(house.lotte_id, ola.user_id, encrypted=True, name="Elternrunde")
        await ola.client.join(room)
        ola.room_id = room
        await ola.look()
        for user_id in (house.lotte_id, ola.user_id):
            await mona.until_joined(user_id)
        await ola.until_joined(house.lotte_id)
        await ola.say("Wer kennt eine Kita in Wittingen?", **{"m.mentions": {}})
        await mona.hears(1)  # what Ola says
        await mona.hears_nothing(2)
        assert house.memory.person(Wire(room, ola.user_id)) is None  # nothing of it is kept
        await ola.say("Lotte: Kita in Wittingen?", **{"m.mentions": {"user_ids": [house.lotte_id]}})
        assert any("Wittingen" in text for text in await heard(house, ola))


async def test_nothing_is_lost_when_the_gateway_or_the_homeserver_ends(house: House, tmp_path: Path) -> None:
    async with chat(house, tmp_path, "mona-pech") as parent:
        await answered(house, parent, "Hallo")
        before = len(house.memory.turns(wire(parent)))
        await asyncio.to_thread(house.lotte.kill, "gateway")
        await parent.say("Ich suche eine Kita in Wittingen")
        await parent.say("Mein Kind ist 2 Jahre alt")
        await asyncio.to_thread(house.synapse.stop)
        await asyncio.to_thread(house.lotte.start, "gateway")
        await asyncio.to_thread(house.synapse.start)
        messages = await heard(house, parent)
        while len(house.memory.turns(wire(parent))) < before + 2 or not house.memory.is_idle(wire(parent)):
            await parent.look(200)
        await parent.look()
        messages += await parent.hears(len(parent.heard))
        assert [turn.text for turn in house.memory.turns(wire(parent))][before:] == [
            "Ich suche eine Kita in Wittingen",
            "Mein Kind ist 2 Jahre alt",
        ]
        assert len([text for text in messages if "Kita und Betreuung · Wittingen" in text]) == 2
        await parent.hears_nothing(2)


async def test_a_reminder_comes_once_and_survives_a_restart(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivering, "LONGEST_TRYING", float("inf"))  # the reminder is made ready a week ago
    async with chat(house, tmp_path, "mona-erinnert") as parent:
        plan = await answered(house, parent, "Was kommt als nächstes? Unser Sohn ist 2")
        steps = await answered(house, parent, number_of(plan, SAID.phrase("messenger_erinnern")))
        assert "Dafür speichere ich" in "\n".join(steps)
        assert reminders(house) == 0  # nothing is kept before somebody has chosen
        await answered(house, parent, "1")
        assert reminders(house) == 1

        # the gateway ends; the day comes (at an hour and on a day when Lotte may write), and with it the next gateway
        await asyncio.to_thread(house.lotte.kill, "gateway")
        day = next_moment(datetime.now(TIMEZONE) - timedelta(days=7))
        with house.memory.engine.begin() as connection:
            connection.execute(sa.update(Reminder).values(due_at=day.timestamp() - 60))
        app = create_app(house.lotte.settings)
        app[CLOCK] = lambda: day
        async with TestServer(app):
            [text] = await heard(house, parent)
        assert SAID.phrase("messenger_erinnerung") in text
        assert SAID.phrase("messenger_stopp") in text
        assert reminders(house) == 0
        await asyncio.to_thread(house.lotte.start, "gateway")
        await parent.hears_nothing(2)
        assert SAID.phrase("messenger_stopp_nichts") in (await answered(house, parent, "Stopp"))[0]


def reminders(house: House) -> int:
    """How many are kept."""
    with house.memory.engine.connect() as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(Reminder)) or 0


def test_nothing_was_lost_or_refused(house: House) -> None:
    """Last: the figures of all conversations above."""
    counts = house.memory.counts("matrix")
    assert counts[What.RECEIVED] > 0
    assert counts[What.UNDELIVERABLE] == 0
    with house.memory.engine.connect() as connection:
        keys = connection.scalars(sa.select(MessengerPerson.person_key)).all()
    assert all(re.fullmatch("[0-9a-f]{40}", key) for key in keys)
