"""What stand-ins for platforms have in common: a server in a thread of its own, troubles, deliveries to a webhook."""

from __future__ import annotations

import asyncio
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from concurrent.futures import Future
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

import aiohttp
from aiohttp import web

TroubleT = TypeVar("TroubleT")


class StandIn(ABC, Generic[TroubleT]):
    """A platform's API over a real socket; `with …:` runs it. Everything may be asked from any thread.

    Attributes:
        address: of the server, without trailing slash.
        violations: calls that are not as published; empty at the end of every test (`check`).
        pause: seconds between two attempts to deliver what was not acknowledged; it doubles, up to a second.
    """

    def __init__(self) -> None:
        self.address = ""
        self.violations: list[str] = []
        self.pause = 0.1
        self._addresses: dict[str, str] = {}
        self._troubles: list[tuple[str, Any, TroubleT]] = []
        self._lanes: dict[Any, asyncio.Task[None]] = {}
        self._lock = threading.RLock()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    @abstractmethod
    def routes(self) -> Sequence[web.RouteDef]:
        """The platform's API."""

    @abstractmethod
    def latest(self) -> str:
        """What happened last, for who waits in vain."""

    def __enter__(self) -> Self:
        self._thread.start()
        self._do(self._start())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._do(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    def reaches(self, public: str, real: str) -> None:
        """Where an address lies that is public only in the test."""
        self._addresses[public] = real

    def trouble(self, trouble: TroubleT, method: str, times: int = 1, chat: Any = None) -> None:
        """The next so many calls of the method (to that chat) fail so."""
        with self._lock:
            self._troubles += [(method, chat, trouble)] * times

    def no_more_trouble(self) -> None:
        with self._lock:
            self._troubles.clear()

    def wait_until(self, done: Callable[[], Any], seconds: float = 10.0) -> Any:
        """Waits until it is true (and returns what it is).

        Raises:
            TimeoutError: it never was; says what happened last.
        """
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if result := done():
                return result
            time.sleep(0.02)
        raise TimeoutError(f"after {seconds} s; {self.latest()}")

    def check(self) -> None:
        """Raises AssertionError if a call was not as published."""
        assert not self.violations, "\n".join(self.violations)

    def _do(self, work: Coroutine[Any, Any, Any]) -> Any:
        future: Future[Any] = asyncio.run_coroutine_threadsafe(work, self._loop)
        return future.result(60)

    async def _start(self) -> None:
        app = web.Application()
        app.add_routes(self.routes())
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.address = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self._http = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=30))

    async def _stop(self) -> None:
        for task in self._lanes.values():
            task.cancel()
        await asyncio.gather(*self._lanes.values(), return_exceptions=True)
        await self._http.close()
        await self._runner.cleanup()

    def _trouble_of(self, method: str, chat: Any) -> TroubleT | None:
        with self._lock:
            for index, (wanted, whose, trouble) in enumerate(self._troubles):
                if wanted == method and whose in (None, chat):
                    del self._troubles[index]
                    return trouble
        return None

    def _queue(self, lane: Any, deliver: Callable[[], Awaitable[bool]]) -> None:
        """Delivers behind what is in the same lane, until `deliver` says that it is done. In the server's loop."""
        self._lanes[lane] = asyncio.create_task(self._until_done(deliver, self._lanes.get(lane)))

    async def _until_done(self, deliver: Callable[[], Awaitable[bool]], before: Awaitable[None] | None) -> None:
        if before is not None:
            await before
        pause = self.pause
        while not await deliver():
            await asyncio.sleep(pause)
            pause = min(1.0, 2 * pause)

    async def _post(self, address: str, body: bytes, headers: Mapping[str, str]) -> int:
        """The status of the answer; 0: nobody answered."""
        for public, real in self._addresses.items():
            address = address.replace(public, real)
        try:
            async with self._http.post(address, data=body, headers=headers) as response:
                return response.status
        except (aiohttp.ClientError, TimeoutError, OSError):
            return 0
