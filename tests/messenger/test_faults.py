"""What goes wrong on the way, through the real processes and the stand-ins: nothing is lost, nothing is sent twice, and
everybody's answers keep their order; counted.

Except where nobody can know: a message whose sending was cut off before the platform's answer is sent again, rather
twice than never (docs/messenger.md). Those tests say so in their names; nothing else may come twice there either.
"""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain
from typing import Any, Final

import pytest

from bot.memory.callbacks import CallbackBook
from bot.memory.messaging.counts import What
from bot.memory.messaging.reminders import Reminders
from tests.messenger.installation import PLATFORMS, PUBLIC_URL, Installation
from tests.messenger.memory_view import MemoryView, wait_until
from tests.messenger.sides import Side
from tests.messenger.told import account, twice
from tests.messenger.wires import Shown, Wire

#: Each of them is answered differently; the first two by several messages.
QUESTIONS: Final = ("Kita in Wittingen für meine Tochter, 2 Jahre", "und in Brome?", "danke")
#: Each is answered by one message.
SHORT: Final = ("hallo", "danke", "wer bist du", "wie geht es dir", "tschüss")
PEOPLE_AT_ONCE: Final = 100
SETTLE_SECONDS: Final = 60.0


@pytest.fixture(autouse=True)
def as_published(installation: Installation) -> Iterator[None]:
    """Whatever goes wrong, every call is as the platform has published it, and nothing is left over."""
    yield
    for side in installation.sides.values():
        side.let_go()
        side.check()
    assert installation.memory.is_idle_everywhere()


@pytest.fixture(params=PLATFORMS)
def side(request: pytest.FixtureRequest, installation: Installation) -> Side:
    return installation.sides[str(request.param)]


# --- the platform's troubles


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
    """Longer than any time-out, for more people than are answered at a time."""
    silent = [side.new_wire() for _ in range(installation.lotte.settings.messenger_workers + 2)]
    for wire in silent:
        side.silent(wire, 45)
    ask(side, silent, QUESTIONS[-1:])
    wait_until(lambda: any(1 in installation.memory.parts(wire) for wire in silent), 20, "nothing hangs")
    others = [other.new_wire() for other in installation.sides.values()]
    began = time.monotonic()
    for other in others:
        other.say(QUESTIONS[-1])
    settle(installation, others, QUESTIONS[-1:], 12)
    assert time.monotonic() - began < 10
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


# --- the gateway is killed

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
    being_sent = lambda: sum(any(installation.memory.parts(wire)) for wire in wires)  # noqa: E731
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
        wait_until(lambda: side.is_called(), 20, "no webhook")


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
            assert all(abs(first.at - killed) < 0.5 for first, _ in pairs)
            repeated += len(pairs)
        assert_exact(installation, wires, QUESTIONS, shown=without_repeated)
    record_property("messages that came twice", repeated)


# --- who may say something, and who is gone


def test_forged_updates_are_refused_and_counted(installation: Installation, side: Side) -> None:
    memory, wire = installation.memory, side.new_wire()
    before = memory.counts(side.name)
    statuses = side.forge(side.written(wire, QUESTIONS[0]))
    assert len(statuses) >= 4
    assert set(statuses) == {403}
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


# --- what all of them do


def some_people(installation: Installation, each: int) -> list[Wire]:
    """So many people on each platform."""
    return [side.new_wire() for side in installation.sides.values() for _ in range(each)]


def ask(side: Side, wires: Sequence[Wire], texts: Sequence[str]) -> None:
    """All of them write all of it, one after the other."""
    side.push(*(side.written(wire, text) for text in texts for wire in wires))


def ask_all(installation: Installation, wires: Sequence[Wire], texts: Sequence[str]) -> None:
    for name, side in installation.sides.items():
        ask(side, [wire for wire in wires if wire.platform == name], texts)


def settle(
    installation: Installation, wires: Sequence[Wire], texts: Sequence[str], seconds: float = SETTLE_SECONDS
) -> None:
    """Waits until all of it is answered and sent."""
    memory, missing = installation.memory, list(wires)

    def is_settled() -> bool:
        while missing and memory.is_idle(missing[-1]) and len(memory.turns(missing[-1])) >= len(texts):
            missing.pop()
        return not missing

    wait_until(is_settled, seconds, "not all is answered and sent")


def assert_exact(
    installation: Installation,
    wires: Sequence[Wire],
    texts: Sequence[str],
    shown: Callable[[Wire], Sequence[Shown]] = lambda wire: wire.shown(),
) -> None:
    """Rasa was told of each message once and in order, and each of her answers arrived once and in order."""
    for wire in wires:
        heard = account(installation.memory, wire, PUBLIC_URL, shown(wire))
        assert heard.understood == tuple(texts), (wire.platform, wire.chat)
        assert len(heard.said) >= len(texts)
        assert heard.arrived == heard.said, (wire.platform, wire.chat)
        assert not twice(shown(wire))


def without_repeated(wire: Wire) -> list[Shown]:
    repeated = {second.id for _, second in twice(wire.shown())}
    return [message for message in wire.shown() if message.id not in repeated]


def grown(memory: MemoryView, side: Side, before: Mapping[What, int]) -> dict[What, int]:
    """How often what has happened since."""
    return {what: now - before[what] for what, now in memory.counts(side.name).items()}


def keep_wishes(installation: Installation, wire: Wire) -> None:
    """A wish to be called back, and something to be reminded of."""
    memory, url = installation.memory, installation.lotte.settings.conversations_url
    book, reminders = CallbackBook(url), Reminders(url, memory.seal)
    book.add(memory.sender(wire), "05371 000", "", "de")
    later: dict[str, Any] = {"due_at": time.time() + 86_400, "language": "de"}
    reminders.add(memory.key(wire), wire.platform, chat=wire.chat, step_id="kita_anmeldung", **later)
    book.close()
    reminders.close()
