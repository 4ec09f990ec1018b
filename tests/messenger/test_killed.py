"""The gateway is killed (-9) at one moment after the other: nothing is lost, nothing is sent twice, the order is kept.

What was being sent at that moment may rightly come twice (test_faults.py); the test of that says so in its name.
"""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Callable, Sequence
from contextlib import suppress

import pytest

from tests.messenger.faults import QUESTIONS, ask, ask_all, assert_exact, settle, some_people, without_repeated
from tests.messenger.installation import Installation
from tests.messenger.memory_view import wait_until
from tests.messenger.told import twice
from tests.messenger.wires import Wire

pytestmark = pytest.mark.usefixtures("as_published")

Moment = Callable[[Installation, Sequence[Wire]], None]


def all_are_kept(installation: Installation, wires: Sequence[Wire]) -> None:
    """The platforms have their acknowledgements; hardly anything is answered."""
    for wire in wires:
        wait_until(lambda: installation.memory.person(wire) is not None, 20, "kept")  # noqa: B023


def rasa_has_answered(installation: Installation, wires: Sequence[Wire]) -> None:
    """The dialogue has gone on, and the gateway does not know it: it is stopped while it waits for Rasa."""
    memory, gateway = installation.memory, installation.lotte.processes["gateway"]

    def told_in_vain() -> bool:
        return any(
            turn.message_id in memory.waiting(wire) for wire in wires for turn in memory.turns(wire) if turn.message_id
        )

    for _ in range(50):
        gateway.send_signal(signal.SIGSTOP)
        with suppress(TimeoutError):
            wait_until(told_in_vain, 0.4, "Rasa was not asked")
            return
        gateway.send_signal(signal.SIGCONT)
        time.sleep(random.uniform(0.01, 0.06))
    pytest.fail("never between question and answer")


def answers_wait(installation: Installation, wires: Sequence[Wire]) -> None:
    """An answer is in the database."""
    wait_until(lambda: any(installation.memory.parts(wire) for wire in wires), 20, "answered")


def all_are_being_sent(installation: Installation, wires: Sequence[Wire]) -> None:
    """The platforms have as many messages in their hands as Lotte sends at a time, and have not taken them."""
    at_once = min(len(wires), installation.lotte.settings.messenger_workers)

    def being_sent() -> int:
        return sum(any(installation.memory.parts(wire)) for wire in wires)

    wait_until(lambda: being_sent() >= at_once, 30, "being sent")


def at_any_time(installation: Installation, wires: Sequence[Wire]) -> None:
    time.sleep(random.uniform(0.0, 0.8))


@pytest.mark.parametrize("moment", [all_are_kept, rasa_has_answered, answers_wait, all_are_being_sent, at_any_time])
def test_killed_between_receiving_and_sending(installation: Installation, moment: Moment) -> None:
    """The platforms take nothing until the gateway is gone, so there is nothing that could rightly come twice."""
    wires = some_people(installation, 3)
    for side in installation.sides.values():
        side.hold()
    ask_all(installation, wires, QUESTIONS)
    moment(installation, wires)
    installation.kill_gateway()
    assert any(installation.memory.waiting(wire) or installation.memory.parts(wire) for wire in wires)
    assert not any(wire.shown() for wire in wires)
    for side in installation.sides.values():
        side.let_go()
    installation.start_gateway()
    settle(installation, wires, QUESTIONS)
    assert_exact(installation, wires, QUESTIONS)


def test_killed_again_while_it_catches_up(installation: Installation) -> None:
    wires = some_people(installation, 2)
    for side in installation.sides.values():
        side.hold()
    ask_all(installation, wires, QUESTIONS)
    for moment in (all_are_kept, rasa_has_answered, all_are_being_sent):
        moment(installation, wires)
        installation.kill_gateway()
        installation.start_gateway()
    for side in installation.sides.values():
        side.let_go()
    settle(installation, wires, QUESTIONS)
    assert_exact(installation, wires, QUESTIONS)


def test_written_while_the_gateway_is_away(installation: Installation) -> None:
    """The platforms keep it, and deliver it again until it is acknowledged."""
    wires = some_people(installation, 2)
    installation.kill_gateway()
    ask_all(installation, wires, QUESTIONS)
    installation.start_gateway()
    settle(installation, wires, QUESTIONS)
    assert_exact(installation, wires, QUESTIONS)


def test_killed_while_lotte_fetches_the_updates_herself(installation: Installation) -> None:
    """Telegram forgets an update as soon as Lotte asks for the next ones."""
    side, environment = installation.sides["telegram"], installation.lotte.environment
    before = environment["LOTTE_TELEGRAM_MODE"]
    installation.kill_gateway()
    environment["LOTTE_TELEGRAM_MODE"] = "abruf"
    installation.start_gateway()
    try:
        for moment in (all_are_kept, at_any_time):
            wires = [side.new_wire() for _ in range(8)]
            side.hold()
            ask(side, wires, QUESTIONS)
            moment(installation, wires)
            installation.kill_gateway()
            side.let_go()
            installation.start_gateway()
            settle(installation, wires, QUESTIONS)
            assert_exact(installation, wires, QUESTIONS)
    finally:
        environment["LOTTE_TELEGRAM_MODE"] = before
        installation.kill_gateway()
        installation.start_gateway()
        wait_until(side.is_called, 20, "no webhook")


def test_killed_in_the_middle_of_sending_what_was_just_taken_may_come_twice(
    installation: Installation, record_property: Callable[[str, object], None]
) -> None:
    """The platform has taken a message, and the gateway is gone before it has written that down."""
    repeated = 0
    for _ in range(3):
        wires = some_people(installation, 4)
        ask_all(installation, wires, QUESTIONS)
        wait_until(lambda: any(wire.shown() for wire in wires), 20, "nothing is sent")  # noqa: B023
        time.sleep(random.uniform(0.0, 0.5))
        installation.kill_gateway()
        killed = time.monotonic()
        installation.start_gateway()
        settle(installation, wires, QUESTIONS)
        for wire in wires:
            pairs = twice(wire.shown())
            assert len(pairs) <= 1
            assert all(abs(first.at - killed) < 5 for first, _ in pairs)
            repeated += len(pairs)
        assert_exact(installation, wires, QUESTIONS, shown=without_repeated)
    record_property("messages that came twice", repeated)
