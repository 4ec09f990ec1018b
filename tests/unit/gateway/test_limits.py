"""One message of a session at a time, in order; too many are refused."""

from __future__ import annotations

import asyncio

import pytest

from bot.gateway.errors import ApiError
from bot.gateway.limits import Turnstile


async def test_messages_of_a_session_run_one_after_the_other_in_order() -> None:
    turnstile = Turnstile(max_waiting=5)
    done: list[int] = []
    running = 0

    async def message(number: int) -> None:
        nonlocal running
        async with turnstile.turn("a"):
            running += 1
            assert running == 1
            await asyncio.sleep(0.001)
            running -= 1
            done.append(number)

    await asyncio.gather(*(message(number) for number in range(5)))
    assert done == [0, 1, 2, 3, 4]


async def test_too_many_waiting_are_refused_and_other_sessions_are_not() -> None:
    turnstile = Turnstile(max_waiting=1)
    async with turnstile.turn("a"):
        waiting = asyncio.create_task(_pass(turnstile, "a"))
        await asyncio.sleep(0)
        with pytest.raises(ApiError) as refused:
            await _pass(turnstile, "a")
        assert refused.value.status == 429
        await _pass(turnstile, "b")
    await waiting
    assert turnstile._queues == {}


async def _pass(turnstile: Turnstile, sender: str) -> None:
    async with turnstile.turn(sender):
        pass
