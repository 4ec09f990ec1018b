"""Who works for whom on both databases: one at a time, due longest first, and a killed gateway keeps nobody waiting."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa

from bot.memory.messaging.claims import Claims
from bot.memory.messaging.leases import Lease
from bot.memory.messaging.postbox import Postbox
from bot.memory.messaging.records import Claimed, PersonState
from tests.integration.memory.messaging import NOW, SEAL, letter, parts_left, person, rows, texts_left
from tests.running import ROOT

# A gateway of its own process that works until it is killed, here by itself.
GATEWAY = """
import os, signal, sys
from bot.memory.messaging import postbox
from bot.memory.messaging.postbox import Postbox
from bot.memory.messaging.records import PersonState
from tests.integration.memory.messaging import NOW, SEAL, letter
url, until = sys.argv[1:]
def reached(where):
    if where == until:
        os.kill(os.getpid(), signal.SIGKILL)
box = Postbox(url, SEAL)
box.accept(letter("anna", "1"))
box.accept(letter("anna", "2"))
reached("accepted")
claimed = box.claim("der erste", 30, NOW)
waiting = box.next_letter(claimed.person_key)
reached("taken out")
if until == "within the answer":
    postbox.add_parts = lambda *_: reached(until)  # the letter is wiped by now, and nothing committed
box.answered(waiting.id, [{"text": "A1"}, {"text": "A2"}], PersonState(chat="c"), NOW)
reached("answered")
part = box.next_part(claimed.person_key)
reached("part taken out")
box.part_sent(part.id)
reached("part sent")
"""


@pytest.fixture
def other(memory_url: str) -> Iterator[Claims]:
    """Another gateway."""
    other = Claims(memory_url)
    yield other
    other.close()


def claimed_by(claims: Claims, holder: str, now: float = NOW, **arguments: Any) -> Claimed:
    claimed = claims.claim(holder, 30, now, **arguments)
    assert claimed
    return claimed


def test_due_longest_comes_first_and_nobody_twice(box: Postbox, other: Claims) -> None:
    assert box.claim("a", 30, NOW) is None
    for name, at in (("bernd", NOW - 5), ("anna", NOW - 9), ("cem", NOW - 1)):
        box.accept(letter(name, name, at))
    first = claimed_by(box, "a")
    assert first == Claimed(person("anna"), "telegram", "a", 1, NOW + 30)
    assert claimed_by(other, "b").person_key == person("bernd")
    assert claimed_by(box, "a").person_key == person("cem")
    assert other.claim("b", 30, NOW) is None


def test_a_claim_ends_by_itself_unless_it_is_renewed(box: Postbox, other: Claims) -> None:
    box.accept(letter("anna", "1"))
    first = claimed_by(box, "a")
    assert other.claim("b", 30, NOW + 29) is None
    assert box.renew(first, 30, NOW + 29)
    assert other.claim("b", 30, NOW + 58) is None
    second = claimed_by(other, "b", NOW + 59)
    assert second.number == first.number + 1
    assert not box.renew(first, 30, NOW + 60)
    # too late: nothing of these may end the second one's claim
    box.release(first, NOW + 60)
    box.postpone(first, NOW + 60)
    assert box.claim("a", 30, NOW + 61) is None
    assert other.renew(second, 30, NOW + 61)


def test_the_same_holder_does_not_mistake_an_old_claim_for_its_new_one(box: Postbox) -> None:
    box.accept(letter("anna", "1"))
    first = claimed_by(box, "a")
    second = claimed_by(box, "a", NOW + 31)
    assert not box.renew(first, 30, NOW + 32)
    assert box.renew(second, 30, NOW + 32)


def test_released_with_something_left_is_due_again_behind_the_others(box: Postbox) -> None:
    for name, at in (("anna", NOW - 9), ("bernd", NOW - 5)):
        box.accept(letter(name, name, at))
    first = claimed_by(box, "a")
    box.release(first, NOW)
    assert claimed_by(box, "a").person_key == person("bernd")
    assert claimed_by(box, "a").person_key == person("anna")


def test_released_with_nothing_left_is_due_by_the_next_letter(box: Postbox) -> None:
    box.accept(letter("anna", "1"))
    first = claimed_by(box, "a")
    waiting = box.next_letter(person("anna"))
    assert waiting
    box.answered(waiting.id, [{"text": "ja"}], PersonState(), NOW)
    box.release(first, NOW)
    second = claimed_by(box, "a")  # a part is left
    assert parts_left(box, "anna") == [{"text": "ja"}]
    box.release(second, NOW)
    assert box.claim("a", 30, NOW + 99) is None
    box.accept(letter("anna", "2", NOW + 100))
    assert box.claim("a", 30, NOW + 99) is None
    assert claimed_by(box, "a", NOW + 100)


def test_a_letter_that_comes_while_somebody_works_is_not_forgotten(box: Postbox) -> None:
    box.accept(letter("anna", "1"))
    first = claimed_by(box, "a")
    assert texts_left(box, "anna") == ["1"]
    box.accept(letter("anna", "2", NOW + 1))
    assert box.claim("b", 30, NOW + 2) is None
    box.release(first, NOW + 2)
    assert claimed_by(box, "b", NOW + 2)


def test_postponed_by_us_is_due_at_once_by_a_new_letter(box: Postbox) -> None:
    box.accept(letter("anna", "1"))
    box.postpone(claimed_by(box, "a"), NOW + 300)
    assert box.claim("a", 30, NOW + 299) is None
    box.accept(letter("anna", "2", NOW + 10))
    assert claimed_by(box, "a", NOW + 10)


def test_postponed_by_the_platform_waits_in_any_case(box: Postbox) -> None:
    box.accept(letter("anna", "1"))
    box.postpone(claimed_by(box, "a"), NOW + 300, firm=True)
    box.accept(letter("anna", "2", NOW + 10))
    assert box.claim("a", 30, NOW + 299) is None
    first = claimed_by(box, "a", NOW + 300)
    box.postpone(first, NOW + 700)
    box.accept(letter("anna", "3", NOW + 310))
    assert claimed_by(box, "a", NOW + 310)


def test_only_people_of_platforms_that_run(box: Postbox) -> None:
    box.accept(letter("anna", "1", NOW - 5, platform="matrix"))
    box.accept(letter("bernd", "1"))
    assert claimed_by(box, "a", platforms=["telegram"]).person_key == person("bernd")
    assert box.claim("a", 30, NOW, platforms=["telegram"]) is None
    assert box.claim("a", 30, NOW, platforms=[]) is None
    assert claimed_by(box, "a", platforms=["telegram", "matrix"]).person_key == person("anna")


def test_the_only_gateway_begins_with_nobody_claimed(box: Postbox, memory_url: str) -> None:
    box.accept(letter("anna", "1"))
    killed = claimed_by(box, "vorher")
    lease = Lease(memory_url)
    assert lease.hold("telegram", "vorher", 45, NOW)
    box.release_all()
    assert claimed_by(box, "jetzt")
    assert not box.renew(killed, 30, NOW)
    assert lease.hold("telegram", "jetzt", 45, NOW)
    lease.close()


def test_many_workers_of_two_gateways_never_work_for_the_same_person(memory_url: str) -> None:
    boxes = [Postbox(memory_url, SEAL) for _ in range(2)]
    for n in range(40):
        boxes[0].accept(letter(f"p{n}", f"{n}"))

    def work(worker: int) -> list[str]:
        mine = []
        while claimed := boxes[worker % 2].claim(f"w{worker}", 30, NOW):
            mine.append(claimed.person_key)
        return mine

    with ThreadPoolExecutor(8) as pool:
        all_claimed = [key for mine in pool.map(work, range(8)) for key in mine]
    assert sorted(all_claimed) == sorted(person(f"p{n}") for n in range(40))
    for box in boxes:
        box.close()


def test_letters_that_come_while_others_are_released_are_all_answered(memory_url: str) -> None:
    """The moment between "nothing left" and "not due" is where letters get lost."""
    boxes = [Postbox(memory_url, SEAL) for _ in range(2)]
    answered: list[str] = []

    def arrive(n: int) -> None:
        boxes[0].accept(letter("anna", str(n)))

    def work(worker: int) -> None:
        for _ in range(30):
            if claimed := boxes[1].claim(f"w{worker}", 30, NOW):
                answered.extend(texts_left(boxes[1], "anna"))
                boxes[1].release(claimed, NOW)

    with ThreadPoolExecutor(6) as pool:
        working = [pool.submit(work, worker) for worker in range(3)]
        list(pool.map(arrive, range(60)))
        for one in working:
            one.result()
    work(0)
    assert sorted(map(int, answered)) == list(range(60))
    assert boxes[0].claim("a", 30, NOW) is None
    for box in boxes:
        box.close()


@pytest.mark.parametrize(
    ("until", "texts", "parts"),
    [
        ("accepted", ["1", "2"], []),
        ("taken out", ["1", "2"], []),
        ("within the answer", ["1", "2"], []),
        ("answered", ["2"], ["A1", "A2"]),
        ("part taken out", ["2"], ["A1", "A2"]),
        ("part sent", ["2"], ["A2"]),
    ],
)
def test_killed_at_any_point_nothing_is_lost(memory_url: str, until: str, texts: list[str], parts: list[str]) -> None:
    ended = subprocess.run([sys.executable, "-c", GATEWAY, memory_url, until], cwd=ROOT, check=False)
    assert ended.returncode == -signal.SIGKILL
    box = Postbox(memory_url, SEAL)
    if until != "accepted":
        assert box.claim("der zweite", 30, NOW + 29) is None
    assert claimed_by(box, "der zweite", NOW + 30).person_key == person("anna")
    assert [part["text"] for part in parts_left(box, "anna")] == parts
    assert texts_left(box, "anna") == texts
    assert not box.accept(letter("anna", "1"))
    box.close()


def test_claiming_reads_an_index(box: Postbox, memory_engine: sa.Engine, dialect: str) -> None:
    box.accept(letter("anna", "1"))
    (row,) = rows(memory_engine, "messenger_person")
    many = [{**row, "person_key": f"{n:040}", "due_at": None if n % 50 else NOW + n} for n in range(5_000)]
    said: list[tuple[str, Any]] = []
    with memory_engine.begin() as connection:
        table = sa.table("messenger_person", *map(sa.column, row))
        connection.execute(sa.insert(table), many)
    if dialect == "postgresql":
        with memory_engine.begin() as connection:
            connection.exec_driver_sql("ANALYZE messenger_person")
    sa.event.listen(box._engine, "before_cursor_execute", lambda *a: said.append((a[2], a[3])))
    assert claimed_by(box, "a").person_key == person("anna")
    explain = "EXPLAIN QUERY PLAN " if dialect == "sqlite" else "EXPLAIN "
    ((statement, values),) = said
    with memory_engine.connect() as connection:
        plan = "\n".join(str(line) for line in connection.exec_driver_sql(explain + statement, values))
    assert "ix_messenger_person_due_at" in plan
    assert "Seq Scan" not in plan
    assert "SCAN messenger_person" not in plan
