"""What goes wrong on the way, through the real processes and the stand-ins: nothing is lost, nothing is sent twice, and
everybody's answers keep their order; counted. test_killed.py kills the gateway.

Except where nobody can know: a message whose sending was cut off before the platform's answer is sent again, rather
twice than never (docs/messenger.md). Those tests say so in their names; nothing else may come twice there either.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import chain
from typing import Any, Final

import pytest

from bot.memory.callbacks import CallbackBook
from bot.memory.messaging.counts import What
from bot.memory.messaging.reminders import Reminders
from tests.messenger.faults import QUESTIONS, ask, assert_exact, grown, settle
from tests.messenger.installation import Installation
from tests.messenger.memory_view import wait_until
from tests.messenger.sides import Side
from tests.messenger.told import twice
from tests.messenger.wires import Wire

pytestmark = pytest.mark.usefixtures("as_published")

#: Each is answered by one message.
SHORT: Final = ("hallo", "danke", "wer bist du", "wie geht es dir", "tschüss")
PEOPLE_AT_ONCE: Final = 100


def test_busy_the_platform_gets_its_pause(installation: Installation, side: Side) -> None:
    wire = side.new_wire()
    side.busy(wire, 2)
    ask(side, [wire], QUESTIONS)
    settle(installation, [wire], QUESTIONS)
    assert_exact(installation, [wire], QUESTIONS)
    (refused, status), (again, taken), *_ = side.tries(wire)
    assert (status, taken) == (429, 200)
    assert again - refused >= 2.0


def test_troubles_of_the_platform_in_the_middle_of_answers(installation: Installation, side: Side) -> None:
    before = installation.memory.counts(side.name)
    broken, slow, all_of_it = wires = [side.new_wire() for _ in range(3)]
    ask(side, wires, QUESTIONS[:1])
    settle(installation, wires, QUESTIONS[:1])
    side.broken(broken, times=3)
    side.silent(slow, 0.5, times=2)
    side.broken(all_of_it)
    side.busy(all_of_it, 1)
    side.silent(all_of_it, 0.5)
    ask(side, wires, QUESTIONS[1:])
    settle(installation, wires, QUESTIONS)
    assert_exact(installation, wires, QUESTIONS)
    assert [sum(status >= 400 for _, status in side.tries(wire)) for wire in wires] == [3, 2, 3]
    assert grown(installation.memory, side, before)[What.LATER] == 8


def test_a_platform_that_says_nothing_keeps_nobody_else_waiting(installation: Installation, side: Side) -> None:
    """Longer than any time-out, for more people than Rasa is asked for at a time."""
    silent = [side.new_wire() for _ in range(installation.lotte.settings.messenger_workers + 2)]
    for wire in silent:
        side.silent(wire, 45)
    ask(side, silent, QUESTIONS[-1:])
    wait_until(lambda: any(1 in installation.memory.parts(wire) for wire in silent), 20, "nothing hangs")
    others = [other.new_wire() for other in installation.sides.values()]
    for other in others:
        other.say(QUESTIONS[-1])
    settle(installation, others, QUESTIONS[-1:], 40)
    assert any(not wire.shown() for wire in silent), "the others did not wait for them"
    settle(installation, silent, QUESTIONS[-1:], 90)
    assert_exact(installation, [*silent, *others], QUESTIONS[-1:])


def test_a_message_whose_answer_got_lost_comes_twice_and_nothing_else(installation: Installation, side: Side) -> None:
    wire = side.new_wire()
    side.lost(wire)
    ask(side, [wire], QUESTIONS)
    settle(installation, [wire], QUESTIONS)
    shown = wire.shown()
    assert len(twice(shown)) == 1
    assert twice(shown)[0][0] == shown[0]
    assert_exact(installation, [wire], QUESTIONS, shown=lambda wire: wire.shown()[1:])


# --- much at once


def test_a_burst_of_which_every_update_comes_twice(
    installation: Installation, record_property: Callable[[str, object], None]
) -> None:
    memory, began = installation.memory, time.monotonic()
    before = {name: memory.counts(name) for name in installation.sides}
    wires = {
        name: [side.new_wire() for _ in range(PEOPLE_AT_ONCE // len(installation.sides))]
        for name, side in installation.sides.items()
    }
    for name, side in installation.sides.items():
        updates = [side.written(wire, text) for text in SHORT for wire in wires[name]]
        side.push(*updates)
        side.push(*side.bundled(updates))
    received = len(SHORT) * PEOPLE_AT_ONCE // len(installation.sides)
    for name, side in installation.sides.items():
        wait_until(lambda: grown(memory, side, before[name])[What.DUPLICATE] == received, 60, name)  # noqa: B023
    record_property("seconds until all were received", round(time.monotonic() - began, 1))
    everybody = list(chain.from_iterable(wires.values()))
    settle(installation, everybody, SHORT, 240)
    record_property("seconds until all were answered", round(time.monotonic() - began, 1))
    assert_exact(installation, everybody, SHORT)
    for name, side in installation.sides.items():
        counted = grown(memory, side, before[name])
        assert counted[What.RECEIVED] == counted[What.ANSWERED] == counted[What.DUPLICATE] == received
        assert counted[What.SENT] == sum(len(wire.shown()) for wire in wires[name])


# --- who may say something, and who is gone


def test_forged_updates_are_refused_and_counted(installation: Installation, side: Side) -> None:
    memory, wire = installation.memory, side.new_wire()
    before = memory.counts(side.name)
    statuses = side.forge(side.written(wire, QUESTIONS[0]))
    assert len(statuses) >= 4
    assert set(statuses) == {403}
    # counted together, and written a few seconds later
    wait_until(lambda: grown(memory, side, before)[What.REFUSED] >= len(statuses), 15, "not counted")
    counted = grown(memory, side, before)
    assert {what: n for what, n in counted.items() if n} == {What.REFUSED: len(statuses)}
    assert memory.person(wire) is None
    assert not side.tries(wire)


def test_replayed_updates_are_counted_and_not_answered(installation: Installation, side: Side) -> None:
    memory, wire = installation.memory, side.new_wire()
    update, late = side.written(wire, QUESTIONS[-1]), side.written(wire, QUESTIONS[0], hours_ago=25)
    side.push(update)
    settle(installation, [wire], QUESTIONS[-1:])
    seen, before = len(wire.shown()), memory.counts(side.name)
    assert [side.deliver(update) for _ in range(3)] == [200] * 3
    assert side.deliver(late) == 200
    side.leave(wire)
    wait_until(lambda: memory.person(wire) is None, 20, "gone")
    assert side.deliver(update) == 200  # even then
    time.sleep(0.5)
    counted = grown(memory, side, before)
    assert (counted[What.DUPLICATE], counted[What.TOO_OLD], counted[What.ANSWERED]) == (4, 1, 0)
    assert len(wire.shown()) == seen
    assert memory.person(wire) is None


def test_nothing_is_left_of_who_has_left(installation: Installation, side: Side) -> None:
    memory, wire = installation.memory, side.new_wire()
    ask(side, [wire], QUESTIONS)
    settle(installation, [wire], QUESTIONS)
    keep_wishes(installation, wire)
    names = (memory.key(wire), memory.sender(wire), wire.chat)
    held = {"messenger_person", "reminder", "conversation", "conversation_event", "callback_request"}
    assert held <= set(memory.rows_with(*names))
    side.leave(wire)
    wait_until(lambda: not memory.rows_with(*names), 20, "something is left")


def test_who_has_blocked_lotte_is_forgotten_when_she_writes(installation: Installation) -> None:
    """Telegram says so to a message; it has not come to telling it by itself."""
    memory, side = installation.memory, installation.sides["telegram"]
    wire = side.new_wire()
    ask(side, [wire], QUESTIONS)
    settle(installation, [wire], QUESTIONS)
    seen = len(wire.shown())
    names = (memory.key(wire), memory.sender(wire), wire.chat)
    wire.telegram.blocked.add(int(wire.chat))  # type: ignore[attr-defined]
    wire.say(QUESTIONS[0])
    wait_until(lambda: not memory.rows_with(*names), 20, "something is left")
    assert len(wire.shown()) == seen


def keep_wishes(installation: Installation, wire: Wire) -> None:
    """A wish to be called back, and something to be reminded of."""
    memory, url = installation.memory, installation.lotte.settings.conversations_url
    book, reminders = CallbackBook(url), Reminders(url, memory.seal)
    book.add(memory.sender(wire), "05371 000", "", "de")
    later: dict[str, Any] = {"due_at": time.time() + 86_400, "language": "de"}
    reminders.add(memory.key(wire), wire.platform, chat=wire.chat, step_id="kita_anmeldung", **later)
    book.close()
    reminders.close()
