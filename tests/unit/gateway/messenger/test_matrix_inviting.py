"""bot/gateway/messenger/matrix_inviting.py: a room whose server does not answer holds up nobody."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Any

import nio
import pytest
from aiohttp import ClientError

from bot.gateway.messenger import matrix_inviting
from bot.gateway.messenger.matrix_inviting import AT_ONCE, HELD_SECONDS, PATIENCE_SECONDS, Invitations
from bot.gateway.messenger.matrix_waiting import Waiting

DEAD, GOOD = "!tot:boese.example", "!gut:familie.example"
JOINED = nio.JoinResponse(GOOD)


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Client:
    """Answers joins as the test wants; an answer that is none hangs for ever."""

    def __init__(self, **answers: list[Any]) -> None:
        self.answers = {room: deque(given) for room, given in answers.items()}
        self.joined: list[str] = []
        self.left: list[str] = []
        self.at_once = self.most_at_once = 0

    async def join(self, room_id: str) -> Any:
        self.joined.append(room_id)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            given = self.answers.get(room_id, deque())
            if not given:
                await asyncio.Event().wait()
            answer = given.popleft() if len(given) > 1 else given[0]
            if isinstance(answer, Exception):
                raise answer
            return answer
        finally:
            self.at_once -= 1

    async def room_leave(self, room_id: str) -> None:
        self.left.append(room_id)
        raise TimeoutError


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matrix_inviting, "PAUSE_SECONDS", 0.001)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def invitations(clock: Clock) -> Invitations:
    return Invitations(clock)


async def settled() -> None:
    await asyncio.sleep(0.05)


async def test_a_join_that_hangs_holds_up_nobody_and_the_position_only_a_while(
    clock: Clock, invitations: Invitations
) -> None:
    waiting, done = Waiting(), []

    async def said() -> bool:
        done.append("said")
        return True

    invitations.connected(Client(**{GOOD: [JOINED]}))
    waiting.add("s1", [invitations.accept(DEAD), invitations.accept(GOOD), said])
    assert await waiting.do() is None
    assert done == ["said"]
    await settled()
    assert await waiting.do() is None  # a restart now is told of the invitation again
    clock.now = HELD_SECONDS + 1
    assert await waiting.do() == "s1"
    await invitations.disconnected()


@pytest.mark.parametrize(
    "troubles", [[TimeoutError()], [ClientError()], [ValueError()], [nio.JoinError("?", "M_LIMIT_EXCEEDED")]]
)
async def test_what_may_pass_is_tried_again(invitations: Invitations, troubles: list[Any]) -> None:
    client = Client(**{GOOD: [*troubles, *troubles, JOINED]})
    invitations.connected(client)
    errand = invitations.accept(GOOD)
    assert not await errand()
    await settled()
    assert await errand()
    assert client.joined == [GOOD] * 3
    assert client.left == []


async def test_who_is_refused_goes_at_once(invitations: Invitations) -> None:
    client = Client(**{GOOD: [nio.JoinError("?", "M_FORBIDDEN")]})
    invitations.connected(client)
    errand = invitations.accept(GOOD)
    await errand()
    await settled()
    assert await errand()
    assert (client.joined, client.left) == ([GOOD], [GOOD])


async def test_patience_is_kept_over_connections(clock: Clock, invitations: Invitations) -> None:
    first = Client(**{DEAD: [TimeoutError()]})
    invitations.connected(first)
    await invitations.accept(DEAD)()
    await settled()
    await invitations.disconnected()
    tries = len(first.joined)
    assert tries > 1
    clock.now = PATIENCE_SECONDS - 1
    second = Client(**{DEAD: [TimeoutError()]})
    invitations.connected(second)
    errand = invitations.accept(DEAD)  # told again: the position was older
    assert await errand()  # and held back no more
    await settled()
    assert second.joined
    assert second.left == []
    clock.now = PATIENCE_SECONDS + 1
    await settled()
    assert second.left == [DEAD]
    tries = len(second.joined)
    await settled()
    assert len(second.joined) == tries
    assert len(first.joined) < 1000
    await invitations.disconnected()


async def test_only_some_at_once(invitations: Invitations) -> None:
    client = Client()
    invitations.connected(client)
    for number in range(AT_ONCE * 3):
        await invitations.accept(f"!{number}")()
        await invitations.accept(f"!{number}")()  # told twice, joined once
    await settled()
    assert (client.most_at_once, len(client.joined)) == (AT_ONCE, AT_ONCE)
    await invitations.disconnected()
    assert client.at_once == 0
