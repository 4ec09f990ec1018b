"""The tracker store on both databases: what is kept, what is masked, what is bounded, and that it fails loudly."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.memory.conversations import ConversationArchive, MemoryUnavailable
from bot.memory.migrate import alembic_config, upgrade
from bot.memory.tracker_store import TURNS_HANDED_BACK, ConversationStore
from tests.postgres import fresh_database

DOMAIN = Domain.from_yaml(
    """
version: "3.1"
intents: [angabe]
slots:
  situation: {type: any, mappings: [{type: custom}]}
  bedarf: {type: any, mappings: [{type: custom}]}
forms: {angebots_form: {required_slots: [bedarf]}}
"""
)
SECRET = "Ich heiße Anna Krause, meine Nummer ist 0171 2345678, mail anna@example.org"
_numbers = itertools.count(1)


@pytest.fixture
def url(dialect: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if dialect == "sqlite":
        url = f"sqlite:///{tmp_path / 'conversations.db'}"
        upgrade(url)
        yield url
    else:
        with fresh_database(request.getfixturevalue("server"), f"memory_{next(_numbers)}") as url:
            upgrade(url)
            yield url


@pytest.fixture
def store(url: str) -> Iterator[ConversationStore]:
    store = ConversationStore(DOMAIN, host=url)
    yield store
    store.archive.close()


def turn(tracker: DialogueStateTracker, text: str, **slots: object) -> None:
    parse_data = {"text": text, "intent": {"name": "angabe"}, "entities": [{"entity": "x", "text": text, "value": 1}]}
    tracker.update(UserUttered(text, {"name": "angabe"}, parse_data["entities"], parse_data), DOMAIN)
    for name, value in slots.items():
        tracker.update(SlotSet(name, value), DOMAIN)
    tracker.update(BotUttered("Rufen Sie 05371 804-440 an."), DOMAIN)
    tracker.update(ActionExecuted("action_listen"), DOMAIN)


async def test_a_conversation_goes_on_where_it_was(store: ConversationStore) -> None:
    tracker = await store.get_or_create_tracker("a")
    turn(tracker, "hallo", situation={"needs": ["x"]})
    await store.save(tracker)
    again = await store.get_or_create_tracker("a")
    assert again.get_slot("situation") == {"needs": ["x"]}
    assert [e.text for e in again.events if isinstance(e, UserUttered)] == ["hallo"]
    turn(again, "und weiter")
    await store.save(again)
    full = await store.retrieve_full_tracker("a")
    assert full is not None
    assert [e.text for e in full.events if isinstance(e, UserUttered)] == ["hallo", "und weiter"]
    assert len(full.events) == len(again.events)


async def test_old_turns_are_left_out_and_slots_and_form_are_not(store: ConversationStore) -> None:
    tracker = await store.get_or_create_tracker("a")
    turn(tracker, "anfang", situation={"place": "Brome"})
    tracker.update(ActiveLoop("angebots_form"), DOMAIN)
    await store.save(tracker)
    for number in range(20):
        tracker = await store.get_or_create_tracker("a")
        turn(tracker, f"nachricht {number}")
        await store.save(tracker)
    tracker = await store.get_or_create_tracker("a")
    assert len([e for e in tracker.events if isinstance(e, UserUttered)]) == TURNS_HANDED_BACK
    assert tracker.get_slot("situation") == {"place": "Brome"}
    assert tracker.active_loop_name == "angebots_form"
    assert tracker.latest_message is not None
    assert tracker.latest_message.text == "nachricht 19"


async def test_what_identifies_a_person_is_never_stored(store: ConversationStore, url: str) -> None:
    tracker = await store.get_or_create_tracker("a")
    turn(tracker, SECRET)
    await store.save(tracker)
    remembered = ConversationArchive(url).read("a", None)
    stored = repr(remembered)
    for word in ("Krause", "2345678", "anna@"):
        assert word not in stored
    assert "05371 804-440" in stored, "an offer's number is not the parent's and must stay"


async def test_two_writers_of_one_turn_cannot_both_win(store: ConversationStore) -> None:
    await store.save(await store.get_or_create_tracker("a"))
    first, second = await store.get_or_create_tracker("a"), await store.get_or_create_tracker("a")
    turn(first, "eins")
    turn(second, "zwei")
    await store.save(first)
    with pytest.raises(MemoryUnavailable):
        await store.save(second)
    full = await store.retrieve_full_tracker("a")
    assert full is not None
    assert [e.text for e in full.events if isinstance(e, UserUttered)] == ["eins"]


async def test_deleting_really_deletes(store: ConversationStore, url: str) -> None:
    for sender in ("a", "b"):
        tracker = await store.get_or_create_tracker(sender)
        turn(tracker, "geheim")
        await store.save(tracker)
    archive = ConversationArchive(url)
    assert archive.delete("a")
    assert not archive.delete("a")
    assert archive.read("a", None) is None
    assert archive.sender_ids() == ["b"]
    assert archive.delete_older_than(1) == 0
    assert archive.delete_older_than(-1) == 1
    assert list(await store.keys()) == []


def _holding(folder: Path, words: str) -> list[str]:
    return [path.name for path in folder.iterdir() if words.encode() in path.read_bytes()]


async def test_deleted_words_are_not_left_in_the_file(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'c.db'}"
    upgrade(url)
    store, archive = ConversationStore(DOMAIN, host=url), ConversationArchive(url)
    tracker = await store.get_or_create_tracker("a")
    turn(tracker, "Wasserschildkröte")
    await store.save(tracker)
    assert archive.delete("a")
    assert _holding(tmp_path, "Wasserschildkröte") == [], "both are still open, as in a running Lotte"
    archive.close()


async def test_it_fails_loudly(tmp_path: Path) -> None:
    with pytest.raises(MemoryUnavailable):
        ConversationStore(DOMAIN, host=f"sqlite:///{tmp_path / 'leer.db'}")
    with pytest.raises(MemoryUnavailable):
        ConversationStore(DOMAIN, host="postgresql://niemand@127.0.0.1:1/nichts")


async def test_a_failure_says_nothing_about_people(store: ConversationStore, url: str) -> None:
    tracker = await store.get_or_create_tracker("a")
    with store.archive._engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE conversation_event")
    turn(tracker, SECRET)
    with pytest.raises(MemoryUnavailable) as failure:
        await store.save(tracker)
    assert "Krause" not in str(failure.value)


def test_models_and_migrations_agree(url: str) -> None:
    command.check(alembic_config(url))
