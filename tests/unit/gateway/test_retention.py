"""What has outlived its time goes, each kind after its own; one that fails does not keep the others."""

from __future__ import annotations

import asyncio

import pytest

from bot.gateway.retention import Expiry, delete_expired
from bot.memory.database import MemoryUnavailable


async def test_each_kind_after_its_own_time(caplog: pytest.LogCaptureFixture) -> None:
    asked: list[tuple[str, float]] = []
    both = asyncio.Event()
    loop = asyncio.get_running_loop()

    def broken(days: float) -> int:
        asked.append(("conversations", days))
        raise MemoryUnavailable("weg")

    def working(days: float) -> int:
        asked.append(("wishes", days))
        loop.call_soon_threadsafe(both.set)
        return 1

    task = asyncio.create_task(delete_expired([Expiry("conversations", broken, 90), Expiry("wishes", working, 14)]))
    await asyncio.wait_for(both.wait(), 5)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert asked == [("conversations", 90), ("wishes", 14)]
    assert "Expired conversations could not be deleted: weg" in caplog.text
