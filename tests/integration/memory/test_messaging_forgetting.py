"""What goes on both databases: all of a person, what has outlived its time, the words of one message."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from bot.memory.conversations import TAKEN_BACK, ConversationArchive, edit_of
from bot.memory.messaging.codes import Codes
from bot.memory.messaging.postbox import Postbox
from bot.memory.messaging.records import PersonState
from bot.memory.messaging.reminders import Reminders
from bot.memory.migrate import upgrade
from bot.memory.reviewing.searching import words_of
from bot.memory.reviewing.tables import Correction
from tests.integration.memory.messaging import DAY, NOW, SEAL, letter, parts_left, person, rows, texts_left
from tests.rasa_events import action, said, tapped, typed

TABLES = ("messenger_person", "messenger_letter", "messenger_part", "reminder", "handover_code")


def in_full_use(box: Postbox, reminders: Reminders, name: str) -> None:
    """A letter that waits, one that was answered, two parts, a reminder."""
    for update in "12":
        box.accept(letter(name, f"{name} {update}"))
    waiting = box.next_letter(person(name))
    assert waiting
    box.answered(waiting.id, [{"text": "A1"}, {"text": "A2"}], PersonState(chat="c", language="tr"), NOW)
    reminders.add(person(name), "telegram", chat="c", step_id="kita", due_at=NOW + DAY, language="tr")


def test_everything_of_a_person_goes_and_nobody_elses(
    box: Postbox, reminders: Reminders, memory_url: str, memory_engine: sa.Engine
) -> None:
    codes = Codes(memory_url, SEAL)
    for name in ("anna", "bernd"):
        in_full_use(box, reminders, name)
        codes.make(f"Unterhaltung {name}", NOW)
    box.forget(person("anna"), "Unterhaltung anna")
    left = {table: rows(memory_engine, table) for table in TABLES}
    assert person("anna") not in str(left)
    assert [row["sender_id"] for row in left["handover_code"]] == ["Unterhaltung bernd"]
    assert [len(left[table]) for table in TABLES] == [1, 4, 2, 1, 1]
    assert sum(row["content"] is not None for row in left["messenger_letter"]) == 1
    assert box.state(person("anna")) == PersonState()
    assert not box.accept(letter("anna", "anna 2"))  # delivered again: it was here, though nobody knows whose it was
    claimed = box.claim("a", 30, NOW)
    assert claimed
    assert claimed.person_key == person("bernd")
    assert box.claim("a", 30, NOW) is None
    codes.close()


def test_forgotten_while_somebody_works_for_them(box: Postbox, reminders: Reminders) -> None:
    in_full_use(box, reminders, "anna")
    claimed = box.claim("a", 30, NOW)
    waiting = box.next_letter(person("anna"))
    assert claimed
    assert waiting
    box.forget(person("anna"))
    assert not box.renew(claimed, 30, NOW)
    assert not box.answered(waiting.id, [{"text": "an wen?"}], PersonState(chat="c"), NOW)
    box.release(claimed, NOW)
    assert box.next_part(person("anna")) is None
    assert box.state(person("anna")) == PersonState()


def test_deleted_by_command_the_confirmation_is_the_last_that_is_known(
    box: Postbox, reminders: Reminders, memory_url: str, memory_engine: sa.Engine
) -> None:
    in_full_use(box, reminders, "anna")
    codes = Codes(memory_url, SEAL)
    for name in ("anna", "bernd"):
        codes.make(f"Unterhaltung {name}", NOW)
    codes.close()
    claimed = box.claim("a", 30, NOW)
    command = box.next_letter(person("anna"))
    assert claimed
    assert command
    forgotten = {"forgetting": True, "sender_id": "Unterhaltung anna"}
    assert box.answered(command.id, [{"text": "Gelöscht."}], PersonState(chat="c"), NOW, **forgotten)
    assert rows(memory_engine, "reminder") == []
    assert [row["sender_id"] for row in rows(memory_engine, "handover_code")] == ["Unterhaltung bernd"]
    assert parts_left(box, "anna") == [{"text": "Gelöscht."}]
    box.release(claimed, NOW)
    assert rows(memory_engine, "messenger_person") == []
    assert person("anna") not in str(rows(memory_engine, "messenger_letter"))


def test_deleted_by_command_and_written_again_is_a_new_beginning(box: Postbox, memory_engine: sa.Engine) -> None:
    for update in "12":
        box.accept(letter("anna", update))
    claimed = box.claim("a", 30, NOW)
    command = box.next_letter(person("anna"))
    assert claimed
    assert command
    box.answered(command.id, [{"text": "Gelöscht."}], PersonState(chat="c"), NOW, forgetting=True)
    parts_left(box, "anna")
    box.release(claimed, NOW)
    claimed = box.claim("a", 30, NOW)
    assert claimed
    assert texts_left(box, "anna") == ["2"]
    box.release(claimed, NOW)
    assert len(rows(memory_engine, "messenger_person")) == 1
    # and one that comes before the confirmation is sent
    box.accept(letter("bernd", "b1"))
    command = box.next_letter(person("bernd"))
    claimed = box.claim("a", 30, NOW)
    assert command
    assert claimed
    box.answered(command.id, [{"text": "Gelöscht."}], PersonState(chat="c"), NOW, forgetting=True)
    box.accept(letter("bernd", "b2"))
    assert texts_left(box, "bernd") == ["b2"]
    assert parts_left(box, "bernd") == [{"text": "Gelöscht."}]
    box.release(claimed, NOW)
    assert len(rows(memory_engine, "messenger_person")) == 2


def test_what_has_outlived_its_time(
    box: Postbox, reminders: Reminders, memory_url: str, memory_engine: sa.Engine
) -> None:
    codes = Codes(memory_url, SEAL)
    in_full_use(box, reminders, "anna")
    codes.make("a", NOW)
    assert box.delete_expired(30, NOW + 60) == 0
    assert [len(rows(memory_engine, table)) for table in TABLES] == [1, 2, 2, 1, 1]
    assert box.delete_expired(30, NOW + 9 * DAY) == 0
    assert [len(rows(memory_engine, table)) for table in TABLES] == [1, 1, 2, 1, 0]
    box.accept(letter("bernd", "b", NOW + 20 * DAY))
    assert box.delete_expired(30, NOW + 30.5 * DAY) == 1
    assert [row["person_key"] for row in rows(memory_engine, "messenger_person")] == [person("bernd")]
    assert rows(memory_engine, "messenger_part") == []
    assert len(rows(memory_engine, "reminder")) == 1  # could not be sent since; not for ever
    assert box.delete_expired(30, NOW + 31.5 * DAY) == 0
    assert rows(memory_engine, "reminder") == []
    assert person("anna") not in str(rows(memory_engine, "messenger_letter"))
    codes.close()


def test_a_deleted_address_is_not_left_in_the_file(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'c.db'}"
    upgrade(url)
    box = Postbox(url, SEAL)
    box.accept(letter("anna", "1"))
    sealed = rows(box._engine, "messenger_letter")[0]["content"]
    box.forget(person("anna"))
    box.close()
    assert [path.name for path in tmp_path.iterdir() if sealed in path.read_bytes()] == []


def test_every_wording_of_a_message_goes(archive: ConversationArchive, memory_engine: sa.Engine) -> None:
    wordings = ("m1", edit_of("m1", "e1"), edit_of("m1", "e2"), "m11")
    events = [{**typed(f"Schreibaby {name}"), "message_id": name} for name in wordings]
    archive.write("s1", 0, events, {}, None)
    assert archive.forget_message("s1", "m1")
    remembered = archive.read("s1", None)
    assert remembered
    assert [event["text"] for event in remembered.events] == [TAKEN_BACK, TAKEN_BACK, TAKEN_BACK, "Schreibaby m11"]


def test_the_words_of_a_message_go_and_the_turn_stays(archive: ConversationArchive, memory_engine: sa.Engine) -> None:
    first = {**typed("Mein Schreibaby und der Kindergarten", needs=["fruehe_hilfen"]), "message_id": "m1"}
    second = {**typed("Kindergarten in Wittingen"), "message_id": "m2"}
    third = {**tapped("0 bis 3 Jahre", "angabe"), "message_id": "m3"}
    events = [first, action("action_suchen"), said(), second, said(), third]
    archive.write("s1", 0, events[:3], {"sprache": "de"}, None)
    archive.write("s1", 3, events[3:], {"sprache": "de"}, None)
    archive.write("s2", 0, [first], {}, None)
    for position in (0, 3):
        with memory_engine.begin() as connection:
            known = {"sentence": "…", "understood": "{}", "who": "k", "at": NOW, "state": "offen"}
            connection.execute(sa.insert(Correction).values(sender_id="s1", position=position, **known))
    assert archive.forget_message("s1", "m1")
    assert archive.forget_message("s1", "m1")
    assert not archive.forget_message("s1", "m9")
    assert not archive.forget_message("s9", "m1")
    remembered = archive.read("s1", None)
    assert remembered
    assert remembered.next_position == 6
    user = remembered.events[0]
    assert (user["text"], user["parse_data"]["text"]) == (TAKEN_BACK, TAKEN_BACK)
    assert user["parse_data"]["understood"]["needs"] == ["fruehe_hilfen"]
    assert list(remembered.events[1:]) == events[1:]
    messages = {(row["sender_id"], row["position"]): row["text"] for row in rows(memory_engine, "parent_message")}
    assert messages == {
        ("s1", 0): TAKEN_BACK,
        ("s1", 3): "Kindergarten in Wittingen",
        ("s1", 5): "0 bis 3 Jahre",
        ("s2", 0): "Mein Schreibaby und der Kindergarten",
    }
    words = [row for row in rows(memory_engine, "conversation_word") if row["sender_id"] == "s1"]
    assert sorted(row["word"] for row in words) == sorted(words_of(["Kindergarten Wittingen"]))
    assert [row["position"] for row in rows(memory_engine, "correction")] == [3]
    stored = [row["data"] for row in rows(memory_engine, "conversation_event") if row["sender_id"] == "s1"]
    assert "Schreibaby" not in str(stored)
