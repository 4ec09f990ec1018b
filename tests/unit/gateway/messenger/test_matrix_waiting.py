"""bot/gateway/messenger/matrix_waiting.py: what is not done keeps the position back."""

from __future__ import annotations

import pytest

from bot.gateway.messenger.matrix_waiting import KEPT_SECONDS, Errand, Waiting


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Log:
    """Errands that note that they were done, as soon as they may."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.blocked: set[str] = set()

    def errand(self, name: str) -> Errand:
        async def do() -> bool:
            if name in self.blocked:
                return False
            self.done.append(name)
            return True

        return do


async def test_in_order_and_once() -> None:
    log, waiting = Log(), Waiting()
    waiting.add("s1", [log.errand("a"), log.errand("b")])
    waiting.add("s2", [log.errand("c")])
    assert waiting
    assert await waiting.do() == "s2"
    assert await waiting.do() is None
    assert log.done == ["a", "b", "c"]
    assert not waiting


async def test_one_that_cannot_be_done_holds_back_the_position_but_nobody_else() -> None:
    log, waiting = Log(), Waiting()
    log.blocked = {"b"}
    waiting.add("s1", [log.errand("a")])
    waiting.add("s2", [log.errand("b"), log.errand("c")])
    waiting.add("s3", [log.errand("d")])
    assert await waiting.do() == "s1"
    assert log.done == ["a", "c", "d"]
    assert await waiting.do() is None
    assert waiting
    log.blocked = set()
    assert await waiting.do() == "s3"
    assert log.done == ["a", "c", "d", "b"]


async def test_a_trouble_holds_up_all_behind_it_and_keeps_the_order() -> None:
    log, waiting, troubles = Log(), Waiting(), [ValueError]

    async def troubled() -> bool:
        if troubles:
            raise troubles.pop()
        return await log.errand("b")()

    log.blocked = {"a"}
    waiting.add("s1", [log.errand("a"), troubled, log.errand("c")])
    waiting.add("s2", [log.errand("d")])
    with pytest.raises(ValueError):  # noqa: PT011 (the test raises it)
        await waiting.do()
    assert log.done == []
    log.blocked = set()
    assert await waiting.do() == "s2"
    assert log.done == ["a", "b", "c", "d"]


async def test_an_answer_without_anything_moves_on_too() -> None:
    waiting = Waiting()
    waiting.add("s1", [])
    assert not waiting
    assert await waiting.do() == "s1"


async def test_who_is_not_to_do_them_keeps_them_for_a_while() -> None:
    log, clock = Log(), Clock()
    waiting = Waiting(clock)
    waiting.add("s1", [log.errand("a")])
    clock.now = KEPT_SECONDS / 2
    waiting.add("s2", [log.errand("b")])
    assert waiting.let_go() is None
    clock.now = KEPT_SECONDS + 1
    assert waiting.let_go() == "s1"
    assert await waiting.do() == "s2"
    assert log.done == ["b"]
