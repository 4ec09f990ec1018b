"""The postbox on both databases: each letter once, in order; its answer in its place; words never in the clear."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command

from bot.memory.database import MemoryUnavailable
from bot.memory.messaging.postbox import Postbox
from bot.memory.messaging.records import PersonState, ShownButton
from bot.memory.messaging.sealing import Seal
from bot.memory.migrate import alembic_config, upgrade
from tests.integration.memory.messaging import NOW, SEAL, counted, letter, parts_left, person, rows, texts_left

STATE = PersonState(
    chat="!4711:matrix.example",
    language="tr",
    noted=True,
    buttons=(ShownButton("b1", "wahl-1", "0 bis 3 Jahre"), ShownButton("b2", "own:stopp", "Stopp")),
    numbered=("b1", "b2"),
    last_text="u1",
)


def test_a_letter_becomes_parts_and_is_wiped(box: Postbox, memory_url: str, memory_engine: sa.Engine) -> None:
    assert box.accept(letter("anna", "1"))
    first = box.next_letter(person("anna"))
    assert first
    assert (first.content["chat"], first.attempts, first.received_at) == ("chat-anna", 1, NOW)
    again = box.next_letter(person("anna"))
    assert again == replace(first, attempts=2)
    assert box.answered(first.id, [{"text": "eins"}, {"text": "zwei"}], STATE, NOW)
    assert box.next_letter(person("anna")) is None
    (row,) = rows(memory_engine, "messenger_letter")
    assert (row["content"], row["person_key"], row["answered_at"]) == (None, None, NOW)
    assert row["update_key"] == SEAL.key_of("telegram", "1")
    part = box.next_part(person("anna"))
    tried_again = box.next_part(person("anna"))
    assert part
    assert tried_again == replace(part, attempts=2)
    assert part.created_at == NOW
    assert parts_left(box, "anna") == [{"text": "eins"}, {"text": "zwei"}]
    assert rows(memory_engine, "messenger_part") == []
    assert counted(memory_url)["gesendet"] == 2


def test_delivered_twice_is_kept_once_even_after_the_answer(box: Postbox, memory_url: str) -> None:
    assert box.accept(letter("anna", "1"))
    assert not box.accept(letter("anna", "1"))
    assert texts_left(box, "anna") == ["1"]
    assert not box.accept(letter("anna", "1"))
    assert box.accept(letter("anna", "1", platform="matrix"))
    assert counted(memory_url) == {"empfangen": 2, "doppelt": 2, "beantwortet": 1}


def test_the_same_update_from_ten_sides_at_once(memory_url: str) -> None:
    box = Postbox(memory_url, SEAL)
    with ThreadPoolExecutor(10) as pool:
        accepted = list(pool.map(lambda _: box.accept(letter("anna", "1")), range(20)))
    assert sum(accepted) == 1
    assert texts_left(box, "anna") == ["1"]
    assert counted(memory_url)["doppelt"] == 19
    box.close()


def test_a_burst_loses_nothing_and_keeps_the_order_of_each_person(memory_url: str) -> None:
    boxes = [Postbox(memory_url, SEAL) for _ in range(2)]  # two gateways
    # the platform calls many times at once, in any order; it says when each message was sent
    letters = [letter(f"p{who}", f"{who}.{n}", sent_at=NOW + n) for n in range(25) for who in range(20)]
    with ThreadPoolExecutor(12) as pool:
        list(pool.map(lambda numbered: boxes[numbered[0] % 2].accept(numbered[1]), enumerate(letters)))
    for who in range(20):
        assert texts_left(boxes[0], f"p{who}") == [f"{who}.{n}" for n in range(25)]
    for box in boxes:
        box.close()


@pytest.mark.parametrize(
    ("sent", "order"),
    [
        ((0.0, 0.0, 0.0), ["a", "b", "c"]),  # the platform does not say
        ((NOW, NOW, NOW), ["a", "b", "c"]),  # all in one second
        ((NOW + 2, NOW, NOW + 1), ["b", "c", "a"]),
        ((0.0, NOW + 0.9, NOW - 1), ["c", "a", "b"]),  # a button has no time of its own
    ],
)
def test_order(box: Postbox, sent: tuple[float, ...], order: list[str]) -> None:
    for update, sent_at in zip("abc", sent, strict=True):
        box.accept(letter("anna", update, NOW + 0.5, sent_at))
    assert texts_left(box, "anna") == order


def test_the_state_is_kept_with_the_answer(box: Postbox) -> None:
    assert box.state(person("anna")) == PersonState()
    box.accept(letter("anna", "1"))
    assert box.state(person("anna")) == PersonState(heard_at=NOW)
    waiting = box.next_letter(person("anna"))
    assert waiting
    assert box.answered(waiting.id, [], STATE)
    assert box.state(person("anna")) == replace(STATE, heard_at=NOW)
    assert box.state(person("bernd")) == PersonState()


def test_answered_twice_changes_nothing_the_second_time(box: Postbox) -> None:
    box.accept(letter("anna", "1"))
    waiting = box.next_letter(person("anna"))
    assert waiting
    assert box.answered(waiting.id, [{"text": "ja"}], STATE)
    assert not box.answered(waiting.id, [{"text": "noch einmal"}], PersonState())
    assert not box.answered(waiting.id + 1, [{"text": "wem?"}], PersonState())
    assert box.state(person("anna")).chat == STATE.chat
    assert parts_left(box, "anna") == [{"text": "ja"}]


def test_a_message_that_was_taken_back_is_not_answered(box: Postbox, memory_engine: sa.Engine) -> None:
    for update in "12":
        box.accept(letter("anna", update))
    being_answered = box.next_letter(person("anna"))
    assert being_answered
    assert box.withdraw(being_answered.update_key, person("anna"))
    assert not box.withdraw(being_answered.update_key, person("anna"))
    assert not box.answered(being_answered.id, [{"text": "zu spät"}], STATE)
    assert texts_left(box, "anna") == ["2"]
    assert not box.withdraw(SEAL.key_of("telegram", "2"), person("anna"))  # answered
    assert not box.withdraw(SEAL.key_of("telegram", "3"), person("anna"))  # never seen
    assert {row["content"] for row in rows(memory_engine, "messenger_letter")} == {None}
    assert not box.accept(letter("anna", "1"))


def test_nobody_takes_back_what_another_wrote(box: Postbox) -> None:
    box.accept(letter("anna", "1"))
    assert not box.withdraw(SEAL.key_of("telegram", "1"), person("bernd"))
    assert texts_left(box, "anna") == ["1"]


def test_what_the_platform_never_takes_is_dropped_and_counted(box: Postbox, memory_url: str) -> None:
    box.accept(letter("anna", "1"))
    waiting = box.next_letter(person("anna"))
    assert waiting
    box.answered(waiting.id, [{"n": n} for n in range(4)], STATE)
    part = box.next_part(person("anna"))
    assert part
    box.part_dropped(part.id)
    box.part_dropped(part.id)
    assert box.parts_dropped(person("anna")) == 3
    assert box.parts_dropped(person("anna")) == 0
    assert counted(memory_url)["nicht_zustellbar"] == 4


def test_any_text_goes_in_and_comes_out(box: Postbox) -> None:
    words = "Ü 👨‍👩‍👧 \x00 \ud83d halb\n" + "x" * 100_000
    box.accept(replace(letter("anna", "1"), content={"text": words}))
    waiting = box.next_letter(person("anna"))
    assert waiting
    assert waiting.content == {"text": words}


def test_nothing_of_a_person_stands_in_the_clear(box: Postbox, memory_engine: sa.Engine) -> None:
    box.accept(letter("anna", "Geheimnis"))
    waiting = box.next_letter(person("anna"))
    assert waiting
    box.accept(letter("anna", "Geheimnis2"))
    box.answered(waiting.id, [{"text": "Geheimnis"}], STATE)
    stored = "".join(
        str(value)
        for table in ("messenger_person", "messenger_letter", "messenger_part")
        for row in rows(memory_engine, table)
        for value in row.values()
    )
    assert not [word for word in ("chat-anna", "Geheimnis", STATE.chat, "3 Jahre", "own:") if word in stored]


def test_what_was_sealed_with_another_secret_is_dropped(box: Postbox, memory_url: str) -> None:
    for update in "12":
        box.accept(letter("anna", update))
    first = box.next_letter(person("anna"))
    assert first
    box.answered(first.id, [{"text": "ja"}], STATE)
    other = Postbox(memory_url, Seal("ein anderes"))
    assert other.state(person("anna")) == PersonState(heard_at=NOW)
    assert other.next_letter(person("anna")) is None
    assert other.next_part(person("anna")) is None
    assert counted(memory_url)["unlesbar"] == 2
    other.close()


def test_models_and_migrations_agree(memory_url: str) -> None:
    command.check(alembic_config(memory_url))


def test_the_way_back_leaves_nothing(memory_url: str, memory_engine: sa.Engine) -> None:
    command.downgrade(alembic_config(memory_url), "0005")
    left = set(sa.inspect(memory_engine).get_table_names())
    assert not {name for name in left if name.startswith("messenger_") or name in ("reminder", "handover_code")}
    upgrade(memory_url)


def test_it_fails_loudly_and_says_nothing_about_people(tmp_path: Path, memory_url: str) -> None:
    for url in (f"sqlite:///{tmp_path / 'leer.db'}", "postgresql://niemand@127.0.0.1:1/nichts"):
        with pytest.raises(MemoryUnavailable):
            Postbox(url, SEAL)
    box = Postbox(memory_url, SEAL)
    with box._engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE messenger_letter")
    with pytest.raises(MemoryUnavailable) as failure:
        box.accept(letter("anna", "Geheimnis"))
    assert "Geheimnis" not in str(failure.value)
    box.close()
