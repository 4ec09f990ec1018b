"""bot/gateway/messenger/matrix.py and matrix_sending.py, against a stand-in for the homeserver's sending."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import nio
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.gateway.messenger.matrix import Matrix, from_settings
from bot.gateway.messenger.matrix_account import Account
from bot.gateway.messenger.matrix_sending import Sender
from bot.gateway.messenger.matrix_state import StateFolder
from bot.gateway.messenger.platform import NotSendable, Part, PersonGone, TryLater
from bot.settings import Settings

LOTTE, MONA, ROOM = "@lotte:kreis.example", "@mona:familie.example", "!zimmer:familie.example"


class Homeserver:
    """Answers every message as the test wants; knows what rooms Lotte is in."""

    def __init__(self) -> None:
        self.status = 200
        self.body: dict[str, Any] | str = {"event_id": "$neu"}
        self.joined = [ROOM]
        self.sent: list[tuple[str, dict[str, Any]]] = []

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_put("/_matrix/client/v3/rooms/{room}/send/m.room.message/{key}", self.send)
        app.router.add_get("/_matrix/client/v3/joined_rooms", self.rooms)
        return app

    async def send(self, request: web.Request) -> web.Response:
        self.sent.append((request.match_info["key"], await request.json()))
        if isinstance(self.body, str):
            return web.Response(text=self.body, status=self.status, content_type="text/html")
        return web.json_response(self.body, status=self.status)

    async def rooms(self, request: web.Request) -> web.Response:
        return web.json_response({"joined_rooms": self.joined})


@pytest.fixture
async def homeserver() -> AsyncIterator[tuple[Homeserver, TestServer]]:
    homeserver = Homeserver()
    async with TestServer(homeserver.app()) as server:
        yield homeserver, server


@pytest.fixture
async def sender(homeserver: tuple[Homeserver, TestServer]) -> AsyncIterator[Sender]:
    config = nio.AsyncClientConfig(encryption_enabled=False, max_limit_exceeded=0, max_timeouts=0, request_timeout=2)
    client = nio.AsyncClient(str(homeserver[1].make_url("")).rstrip("/"), LOTTE, config=config)
    client.user_id, client.access_token = LOTTE, "geheim"
    room = nio.MatrixRoom(ROOM, LOTTE)
    for user_id in (LOTTE, MONA):
        room.add_member(user_id, None, None)
    client.rooms[ROOM] = room
    yield Sender(client)
    await client.close()


async def test_a_message_is_sent_with_its_key(homeserver: tuple[Homeserver, TestServer], sender: Sender) -> None:
    await sender.send(ROOM, "Guten Tag", "teil/7")
    assert homeserver[0].sent == [("teil/7", {"msgtype": "m.text", "body": "Guten Tag", "m.mentions": {}})]


@pytest.mark.parametrize(
    ("status", "body", "seconds"),
    [
        (429, {"errcode": "M_LIMIT_EXCEEDED", "error": "langsamer", "retry_after_ms": 2500}, 2.5),
        (429, {"errcode": "M_LIMIT_EXCEEDED", "error": "langsamer"}, None),
        (500, {"errcode": "M_UNKNOWN", "error": "kaputt"}, None),
        (502, "<html>Bad Gateway</html>", None),
        (401, {"errcode": "M_UNKNOWN_TOKEN", "error": "abgemeldet"}, None),
    ],
)
async def test_what_may_pass(
    homeserver: tuple[Homeserver, TestServer], sender: Sender, status: int, body: Any, seconds: float | None
) -> None:
    homeserver[0].status, homeserver[0].body = status, body
    with pytest.raises(TryLater) as caught:
        await sender.send(ROOM, "Guten Tag", "k")
    assert caught.value.seconds == seconds
    assert len(homeserver[0].sent) == 1  # who tries again, and when, is decided elsewhere


async def test_what_will_never_go(homeserver: tuple[Homeserver, TestServer], sender: Sender) -> None:
    homeserver[0].status, homeserver[0].body = 413, {"errcode": "M_TOO_LARGE", "error": "zu lang für @mona"}
    with pytest.raises(NotSendable) as caught:
        await sender.send(ROOM, "Guten Tag", "k")
    assert str(caught.value) == "M_TOO_LARGE"


async def test_forbidden_is_only_a_farewell_if_lotte_is_out(
    homeserver: tuple[Homeserver, TestServer], sender: Sender
) -> None:
    homeserver[0].status, homeserver[0].body = 403, {"errcode": "M_FORBIDDEN", "error": "nein"}
    with pytest.raises(NotSendable):
        await sender.send(ROOM, "Guten Tag", "k")
    homeserver[0].joined = []
    with pytest.raises(PersonGone):
        await sender.send(ROOM, "Guten Tag", "k")


async def test_a_room_where_nobody_is_left(sender: Sender) -> None:
    sender._client.rooms[ROOM].remove_member(MONA)
    with pytest.raises(PersonGone):
        await sender.send(ROOM, "Guten Tag", "k")


async def test_what_nobody_asked_for_now_goes_to_one_person_only(
    homeserver: tuple[Homeserver, TestServer], sender: Sender, matrix: Matrix
) -> None:
    matrix._sender = sender
    await matrix.send(ROOM, Part("Bald ist die U7", unasked=True), "e1")
    sender._client.rooms[ROOM].add_member("@neu:familie.example", None, None)  # the room has become a group since
    with pytest.raises(NotSendable) as caught:
        await matrix.send(ROOM, Part("Bald ist die U8", unasked=True), "e2")
    assert "@" not in str(caught.value)
    await matrix.send(ROOM, Part("Guten Tag"), "a1")
    assert [key for key, _ in homeserver[0].sent] == ["e1", "a1"]


async def test_a_homeserver_that_is_down(homeserver: tuple[Homeserver, TestServer], sender: Sender) -> None:
    await homeserver[1].close()
    with pytest.raises(TryLater):
        await sender.send(ROOM, "Guten Tag", "k")
    await sender.typing(ROOM, "$e")  # a courtesy: no trouble


@pytest.fixture
def matrix(tmp_path: Path) -> Matrix:
    return Matrix(Account("http://127.0.0.1:9", LOTTE, "pw"), StateFolder(tmp_path / "matrix", "geheim"))


async def test_before_it_is_connected(matrix: Matrix) -> None:
    with pytest.raises(TryLater):
        await matrix.send(ROOM, Part("Guten Tag"), "k")
    await matrix.typing(ROOM, "$e")
    assert list(matrix.routes(None)) == []  # type: ignore[arg-type]


def test_links_and_counting(matrix: Matrix) -> None:
    assert matrix.link("") == "https://matrix.to/#/@lotte:kreis.example"
    assert matrix.link("ABCD-EFGH") is None
    assert matrix.count("Käse 👍") == 10
    assert matrix.abilities.native_buttons == matrix.abilities.list_rows == 0


def test_the_librarys_log_is_silent(matrix: Matrix, caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("nio.crypto.log").error("Olm-Ereignis von @mona:familie.example")
    assert caplog.text == ""


def test_settings(tmp_path: Path) -> None:
    def settings(**values: str) -> Settings:
        return Settings(var=tmp_path, secret="geheim", database_url=None, **values)

    assert from_settings(settings()) is None
    assert from_settings(settings(matrix_homeserver="https://matrix.example", matrix_user=LOTTE)) is None
    made = from_settings(settings(matrix_homeserver="https://matrix.example", matrix_user=LOTTE, matrix_password="pw"))
    assert made is not None
    assert made.name == "matrix"
