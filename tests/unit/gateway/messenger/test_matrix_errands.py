"""bot/gateway/messenger/matrix_errands.py: what is taken back, against a stand-in for the homeserver."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import nio
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.gateway.messenger import matrix_errands
from bot.gateway.messenger.matrix_errands import Errands
from bot.gateway.messenger.matrix_waiting import Errand
from bot.gateway.messenger.platform import Incoming, Kind

LOTTE, MONA, OLA = "@lotte:kreis.example", "@mona:familie.example", "@ola:familie.example"
ROOM, EVENT = "!zimmer:familie.example", "$worte/1"
TAKEN_BACK = Incoming("matrix", "$weg", ROOM, MONA, Kind.DELETED, about=EVENT)


class Homeserver:
    """Knows who wrote what in which room."""

    def __init__(self) -> None:
        self.events: dict[tuple[str, str], Any] = {}
        self.status: int | None = None
        self.asked = 0

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/_matrix/client/v3/rooms/{room}/event/{event}", self.event)
        return app

    async def event(self, request: web.Request) -> web.Response:
        self.asked += 1
        known = self.events.get((request.match_info["room"], request.match_info["event"]))
        if self.status is not None:
            return web.json_response({"errcode": "M_UNKNOWN"}, status=self.status)
        return web.json_response(known or {"errcode": "M_NOT_FOUND"}, status=200 if known else 404)


class Desk:
    def __init__(self) -> None:
        self.received: list[Incoming] = []

    async def receive(self, incoming: Incoming) -> bool:
        self.received.append(incoming)
        return True


@pytest.fixture
async def homeserver() -> AsyncIterator[tuple[Homeserver, TestServer]]:
    homeserver = Homeserver()
    async with TestServer(homeserver.app()) as server:
        yield homeserver, server


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
async def errands(homeserver: tuple[Homeserver, TestServer], desk: Desk) -> AsyncIterator[Errands]:
    config = nio.AsyncClientConfig(encryption_enabled=False, max_limit_exceeded=0, max_timeouts=0, request_timeout=2)
    client = nio.AsyncClient(str(homeserver[1].make_url("")).rstrip("/"), LOTTE, config=config)
    client.user_id, client.access_token = LOTTE, "geheim"
    yield Errands(client, desk.receive)
    await client.close()


async def once(errands: list[Errand]) -> list[bool]:
    return [await errand() for errand in errands]


@pytest.mark.parametrize(
    ("author", "user"),
    [(MONA, MONA), (OLA, OLA), (LOTTE, None), (None, None), (7, None)],
    ids=["ihre eigene", "von jemandem mit Rechten", "Lottes", "unbekannt", "Unsinn"],
)
async def test_only_its_authors_message_is_taken_back(
    homeserver: tuple[Homeserver, TestServer], desk: Desk, errands: Errands, author: Any, user: str | None
) -> None:
    if author is not None:
        homeserver[0].events[ROOM, EVENT] = {"type": "m.room.message", "sender": author, "content": {}}
    assert await once(errands.hand_over(TAKEN_BACK)) == [True]
    assert desk.received == ([replace(TAKEN_BACK, user=user)] if user else [])


async def test_what_was_said_in_another_room_is_not_touched(
    homeserver: tuple[Homeserver, TestServer], desk: Desk, errands: Errands
) -> None:
    homeserver[0].events["!anderswo", EVENT] = {"sender": MONA}
    await once(errands.hand_over(TAKEN_BACK))
    assert desk.received == []


async def test_a_homeserver_that_does_not_say_is_asked_again(
    homeserver: tuple[Homeserver, TestServer], desk: Desk, errands: Errands, monkeypatch: pytest.MonkeyPatch
) -> None:
    homeserver[0].events[ROOM, EVENT] = {"sender": MONA}
    homeserver[0].status = 500
    [errand] = errands.hand_over(TAKEN_BACK)
    assert not await errand()
    homeserver[0].status = None
    assert await errand()
    assert desk.received == [TAKEN_BACK]
    monkeypatch.setattr(matrix_errands, "AUTHOR_SECONDS", -1.0)
    await homeserver[1].close()
    assert await once(errands.hand_over(TAKEN_BACK)) == [True]  # patience is over: nothing is touched
    assert desk.received == [TAKEN_BACK]


async def test_a_message_is_handed_over_without_asking(
    homeserver: tuple[Homeserver, TestServer], desk: Desk, errands: Errands
) -> None:
    said = replace(TAKEN_BACK, kind=Kind.TEXT, text="Kita", about="")
    assert await once(errands.hand_over(said)) == [True]
    assert errands.hand_over(None) == []
    assert desk.received == [said]
    assert homeserver[0].asked == 0
