"""One message of a session at a time, in order; too many are refused; of an address nothing is kept but a mark."""

from __future__ import annotations

import asyncio

import pytest
from aiohttp.test_utils import make_mocked_request

from bot.gateway.errors import ApiError
from bot.gateway.limits import RateLimits, Turnstile
from bot.settings import Settings


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


async def test_messages_and_pages_are_counted_apart() -> None:
    limits = RateLimits(Settings(session_rate="2/minute", page_rate="1/minute"))
    request = make_mocked_request("GET", "/")
    for _ in range(2):
        await limits.check(request, "a")
    with pytest.raises(ApiError):
        await limits.check(request, "a")
    await limits.check(request, "b")
    await limits.check_page(request)
    with pytest.raises(ApiError) as refused:
        await limits.check_page(request)
    assert (refused.value.status, refused.value.code) == (429, "zu_schnell")


async def test_no_address_is_kept_and_old_counters_go() -> None:
    limits = RateLimits(Settings(trust_proxy=True, session_rate="5/second", address_rate="5/second"))
    request = make_mocked_request("GET", "/", headers={"X-Forwarded-For": "203.0.113.7"})
    await limits.check(request, "a")
    assert limits._storage.events
    assert "203.0.113.7" not in str(limits._storage.events)
    await asyncio.sleep(1.1)
    limits.forget_old()
    assert not limits._storage.events


async def test_people_in_messengers_are_counted_without_an_address() -> None:
    limits = RateLimits(Settings(session_rate="2/minute"))
    for _ in range(2):
        await limits.check_person("anna")
    with pytest.raises(ApiError):
        await limits.check_person("anna")
    await limits.check_person("berta")
    assert [await limits.may_be_told("zu_schnell", "anna", 60) for _ in range(2)] == [True, False]
    assert await limits.may_be_told("unlesbar", "anna", 60)


async def test_people_in_messengers_have_no_limits_where_there_are_none() -> None:
    limits = RateLimits(Settings(session_rate="1/minute", limits=False))
    for _ in range(3):
        await limits.check_person("anna")
    assert [await limits.may_be_told("zu_schnell", "anna", 60) for _ in range(2)] == [True, True]
