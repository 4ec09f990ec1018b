"""Reminders on both databases: one message a person and week, combined, once with two machines, gone when made."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa

from bot.memory.messaging.postbox import Postbox
from bot.memory.messaging.records import PersonState
from bot.memory.messaging.reminders import WEEK_SECONDS, ReminderRow, Reminders
from bot.memory.messaging.sealing import Seal
from tests.integration.memory.messaging import DAY, NOW, SEAL, counted, letter, parts_left, person, rows, texts_left


def add(reminders: Reminders, name: str, step: str, due_at: float, **arguments: Any) -> float | None:
    platform = arguments.pop("platform", "telegram")
    chat = f"chat-{name}"
    return reminders.add(person(name), platform, chat=chat, step_id=step, due_at=due_at, language="tr", **arguments)


def steps(found: Sequence[ReminderRow]) -> Mapping[str, Any] | None:
    return {"steps": [reminder.step_id for reminder in found]}


def made(box: Postbox, name: str) -> list[list[str]]:
    return [part["steps"] for part in parts_left(box, name)]


def test_kept_as_it_was_said_the_next_due_first(reminders: Reminders) -> None:
    assert add(reminders, "anna", "kita", NOW + 9, deadline_at=NOW + 99, details={"child": [36, 47]}) == NOW + 9
    assert add(reminders, "anna", "u7a", NOW + 5) == NOW + 5
    add(reminders, "bernd", "u7a", NOW)
    first, second = reminders.of(person("anna"))
    assert (first.step_id, first.deadline_at, first.details) == ("u7a", None, {})
    assert second == ReminderRow(
        id=second.id,
        person_key=person("anna"),
        platform="telegram",
        chat="chat-anna",
        step_id="kita",
        language="tr",
        due_at=NOW + 9,
        deadline_at=NOW + 99,
        details={"child": [36, 47]},
    )


def test_the_same_step_again_takes_the_place_of_the_first(reminders: Reminders) -> None:
    add(reminders, "anna", "kita", NOW + 9)
    add(reminders, "anna", "kita", NOW + 5, details={"neu": True})
    (only,) = reminders.of(person("anna"))
    assert (only.due_at, only.details) == (NOW + 5, {"neu": True})


def test_stopped_is_gone(reminders: Reminders, memory_engine: sa.Engine) -> None:
    for step in ("kita", "u7a", "elterngeld"):
        add(reminders, "anna", step, NOW)
    add(reminders, "bernd", "kita", NOW)
    assert reminders.stop(person("anna"), "u7a") == 1
    assert reminders.stop(person("anna"), "u7a") == 0
    assert reminders.stop(person("anna")) == 2
    assert [row["person_key"] for row in rows(memory_engine, "reminder")] == [person("bernd")]


def test_due_becomes_a_part_and_is_gone(reminders: Reminders, box: Postbox, memory_engine: sa.Engine) -> None:
    box.accept(letter("anna", "1"))
    texts_left(box, "anna")
    add(reminders, "anna", "kita", NOW + 10)
    assert reminders.claim_due(NOW + 9, steps) == 0
    assert reminders.claim_due(NOW + 10, steps) == 1
    assert rows(memory_engine, "reminder") == []
    claimed = box.claim("a", 30, NOW + 10)
    assert claimed
    assert claimed.person_key == person("anna")
    assert made(box, "anna") == [["kita"]]
    assert box.state(person("anna")).reminded_at == NOW + 10
    assert reminders.claim_due(NOW + 10, steps) == 0


def test_what_is_due_within_a_week_comes_along(reminders: Reminders, box: Postbox) -> None:
    for step, days in (("acht", 8.0), ("heute", 0.0), ("sechs", 6.0), ("gestern", -1.0), ("sieben", 7.0)):
        add(reminders, "anna", step, NOW + days * DAY)
    assert reminders.claim_due(NOW, steps) == 1
    assert made(box, "anna") == [["gestern", "heute", "sechs", "sieben"]]
    assert reminders.claim_due(NOW + 6.9 * DAY, steps) == 0
    assert reminders.claim_due(NOW + 8 * DAY, steps) == 1
    assert made(box, "anna") == [["acht"]]


def test_never_twice_within_a_week(reminders: Reminders, box: Postbox) -> None:
    add(reminders, "anna", "kita", NOW)
    reminders.claim_due(NOW, steps)
    assert made(box, "anna") == [["kita"]]
    # wished for tomorrow: it waits; where that would be too late, nothing is promised
    assert add(reminders, "anna", "u7a", NOW + DAY) == NOW + WEEK_SECONDS
    assert add(reminders, "anna", "zu knapp", NOW + DAY, deadline_at=NOW + WEEK_SECONDS) is None
    assert add(reminders, "anna", "noch", NOW + 2 * DAY, deadline_at=NOW + WEEK_SECONDS + 1) == NOW + WEEK_SECONDS
    for day in range(1, 7):
        assert reminders.claim_due(NOW + day * DAY, steps) == 0
    assert reminders.claim_due(NOW + WEEK_SECONDS, steps) == 1
    assert made(box, "anna") == [["u7a", "noch"]]


def test_each_person_by_themselves_the_longest_due_first(reminders: Reminders, box: Postbox) -> None:
    asked: list[str] = []
    for name, at in (("anna", NOW - 1), ("bernd", NOW - 9), ("cem", NOW - 5)):
        add(reminders, name, name, at)

    def compose(found: Sequence[ReminderRow]) -> Mapping[str, Any]:
        asked.append(found[0].chat)
        return {"steps": [one.step_id for one in found]}

    assert reminders.claim_due(NOW, compose) == 3
    assert asked == ["chat-bernd", "chat-cem", "chat-anna"]
    assert [made(box, name) for name in ("anna", "bernd", "cem")] == [[["anna"]], [["bernd"]], [["cem"]]]


def test_two_machines_at_the_same_moment_send_once(memory_url: str, box: Postbox) -> None:
    machines = [Reminders(memory_url, SEAL) for _ in range(4)]
    for n in range(15):
        for step in ("kita", "u7a"):
            add(machines[0], f"p{n}", step, NOW - n)
    together = threading.Barrier(4)

    def remind(machine: Reminders) -> int:
        together.wait()
        return machine.claim_due(NOW, steps)

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(remind, machines)) == 15
    for n in range(15):
        assert made(box, f"p{n}") == [["kita", "u7a"]]
    for machine in machines:
        machine.close()


def test_stopped_in_the_same_moment_is_either_sent_or_not_but_never_stuck(memory_url: str, box: Postbox) -> None:
    machines = [Reminders(memory_url, SEAL) for _ in range(2)]
    for n in range(30):
        add(machines[0], f"p{n}", "kita", NOW)
        add(machines[0], f"p{n}", "u7a", NOW)
    with ThreadPoolExecutor(2) as pool:
        sending = pool.submit(machines[0].claim_due, NOW, steps)
        for n in reversed(range(30)):
            machines[1].stop(person(f"p{n}"))
        sending.result()
    assert not [one for n in range(30) for one in machines[0].of(person(f"p{n}"))]
    assert {str(made(box, f"p{n}")) for n in range(30)} <= {"[]", "[['kita', 'u7a']]"}
    for machine in machines:
        machine.close()


def test_a_crash_while_composing_keeps_the_reminder(reminders: Reminders, box: Postbox) -> None:
    for name, at in (("anna", NOW - 9), ("bernd", NOW)):
        add(reminders, name, name, at)

    def broken(found: Sequence[ReminderRow]) -> Mapping[str, Any]:
        if found[0].step_id == "anna":
            raise KeyError("text")
        return {"steps": ["gut"]}

    with pytest.raises(KeyError):
        reminders.claim_due(NOW, broken)
    assert (made(box, "anna"), made(box, "bernd")) == ([], [["gut"]])  # others need not wait for it
    assert box.state(person("anna")).reminded_at is None
    assert reminders.claim_due(NOW, steps) == 1
    assert made(box, "anna") == [["anna"]]


def test_nothing_worth_saying_is_nothing_sent(reminders: Reminders, box: Postbox) -> None:
    add(reminders, "anna", "kita", NOW)
    assert reminders.claim_due(NOW, lambda _: None) == 0
    assert (made(box, "anna"), reminders.of(person("anna"))) == ([], [])
    assert box.state(person("anna")).reminded_at is None


def test_only_people_of_platforms_that_run(reminders: Reminders, box: Postbox) -> None:
    add(reminders, "anna", "kita", NOW, platform="matrix")
    assert reminders.claim_due(NOW, steps, platforms=["telegram"]) == 0
    assert reminders.claim_due(NOW, steps, platforms=["telegram", "matrix"]) == 1
    claimed = box.claim("a", 30, NOW)
    assert claimed
    assert claimed.platform == "matrix"


def test_the_reminder_outlives_the_rest_and_still_knows_where_to_go(reminders: Reminders, box: Postbox) -> None:
    box.accept(letter("anna", "1"))
    texts_left(box, "anna")
    add(reminders, "anna", "kita", NOW + 100 * DAY)
    assert box.delete_expired(30, NOW + 31 * DAY) == 1
    assert box.state(person("anna")) == PersonState()
    later = NOW + 100 * DAY
    assert reminders.claim_due(later, steps) == 1
    assert box.delete_expired(30, later) == 0
    assert box.state(person("anna")) == PersonState(chat="chat-anna", language="tr", reminded_at=later)
    claimed = box.claim("a", 30, later)
    assert claimed
    assert made(box, "anna") == [["kita"]]
    box.release(claimed, later)
    assert box.delete_expired(30, later + 31 * DAY) == 1


def test_the_state_that_is_known_stays(reminders: Reminders, box: Postbox) -> None:
    box.accept(letter("anna", "1"))
    waiting = box.next_letter(person("anna"))
    assert waiting
    box.answered(waiting.id, [], PersonState(chat="neu", language="de", noted=True), NOW)
    add(reminders, "anna", "kita", NOW)
    reminders.claim_due(NOW, steps)
    assert box.state(person("anna")) == PersonState("neu", "de", True, heard_at=NOW, reminded_at=NOW)


def test_sealed_with_another_secret(memory_url: str, reminders: Reminders, memory_engine: sa.Engine) -> None:
    add(reminders, "anna", "kita", NOW)
    other = Reminders(memory_url, Seal("ein anderes"))
    assert other.of(person("anna")) == []
    assert other.claim_due(NOW, steps) == 0
    assert rows(memory_engine, "reminder") == []
    assert counted(memory_url) == {"unlesbar": 1}
    other.close()


def test_nothing_of_a_person_stands_in_the_clear(reminders: Reminders, memory_engine: sa.Engine) -> None:
    add(reminders, "anna", "kita:anmelden", NOW, details={"wort": "Geheimnis"})
    stored = str(rows(memory_engine, "reminder"))
    assert not [word for word in ("chat-anna", "kita:anmelden", "Geheimnis") if word in stored]
