"""What tests of faults do: many people ask, everything is waited for, and then it is counted who got what."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from bot.memory.messaging.counts import What
from tests.messenger.installation import PUBLIC_URL, Installation
from tests.messenger.memory_view import MemoryView, wait_until
from tests.messenger.sides import Side
from tests.messenger.told import account, twice
from tests.messenger.wires import Shown, Wire

#: Each of them is answered differently; the first two by several messages.
QUESTIONS: Final = ("Kita in Wittingen für meine Tochter, 2 Jahre", "und in Brome?", "danke")
SETTLE_SECONDS: Final = 60.0


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
