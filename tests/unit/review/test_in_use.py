"""A page that asks by itself keeps nobody signed in; and what draws for long stands in nobody's way."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Awaitable, Callable

import sqlalchemy as sa

from bot.gateway.app import create_app
from bot.memory.database import open_engine, transaction
from bot.memory.staff.tables import Role, StaffSession
from bot.review.app import STATIC
from bot.review.in_use import POLLED
from bot.review.keys import in_drawing_thread
from bot.settings import Settings
from tests.unit.review.conftest import Client

AsRole = Callable[[Role], Awaitable[Client]]


async def test_polling_is_no_use_and_a_page_is(as_role: AsRole, settings: Settings) -> None:
    client = await as_role(Role.LEITUNG)
    engine = open_engine(settings.conversations_url)
    with transaction(engine) as connection:
        before = float(connection.scalar(sa.select(StaffSession.seen_at)) or 0) - 600
        connection.execute(sa.update(StaffSession).values(seen_at=before))

    async def seen(path: str) -> float:
        await client.get(path)
        with transaction(engine) as connection:
            return float(connection.scalar(sa.select(StaffSession.seen_at)) or 0)

    assert await seen("/team/angebote/links") == before
    assert await seen("/team/korrekturen/versuche/1/fortschritt") == before
    assert await seen("/team/konto") > before
    engine.dispose()


def test_what_is_polled_exists_and_the_script_knows_it(settings: Settings) -> None:
    app = create_app(settings)
    routes = {route.resource.canonical for route in app.router.routes() if route.resource is not None}
    assert routes >= POLLED
    found = re.search(r"POLLED = /(.+)/;", (STATIC / "abmelden.js").read_text())
    assert found is not None
    assert all(re.search(found[1], path.replace("{trial}", "12")) for path in POLLED)


async def test_one_drawing_at_a_time_and_beside_the_shared_threads() -> None:
    running, most, names = 0, 0, set()

    def draw() -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        names.add(threading.current_thread().name)
        running -= 1

    await asyncio.gather(*(in_drawing_thread(draw) for _ in range(20)))
    assert most == 1
    assert {name.startswith("drawing") for name in names} == {True}
    assert len(names) == 1
