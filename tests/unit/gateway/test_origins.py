"""Foreign pages: only those an operator names, without a cookie; everybody else gets nothing a script could read."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

import bot.memory.migrate
from bot.gateway.app import create_app
from bot.gateway.session import COOKIE, HEADER
from bot.settings import Settings
from tests.unit.gateway.fake_rasa import FakeRasa

FRIEND, STRANGER = "https://www.familienwegweiser.example", "https://boese.example"


@pytest.fixture
async def embedded(rasa: FakeRasa, tmp_path: Path) -> AsyncIterator[TestClient[Any, Any]]:
    async with TestServer(rasa.app()) as server:
        settings = Settings(
            var=tmp_path,
            rasa_port=server.port,
            secret="geheim",
            internal_token="innen",
            widget_origins=f"{FRIEND}, https://x.example",
        )
        bot.memory.migrate.upgrade(settings.conversations_url)
        async with TestClient(TestServer(create_app(settings))) as client:
            yield client


async def test_a_named_page_talks_without_a_cookie(embedded: TestClient[Any, Any], rasa: FakeRasa) -> None:
    first = await embedded.post("/api/chat", json={"text": "kita"}, headers={"Origin": FRIEND})
    assert first.headers["Access-Control-Allow-Origin"] == FRIEND
    assert "Access-Control-Allow-Credentials" not in first.headers
    assert COOKIE not in first.cookies
    token = (await first.json())["session"]
    await embedded.post("/api/chat", json={"text": "ja"}, headers={"Origin": FRIEND, HEADER: token})
    await embedded.post("/api/chat", json={"text": "ja"}, headers={"Origin": FRIEND, HEADER: token + "x"})
    senders = [asked["sender"] for asked in rasa.asked]
    assert senders[0] == senders[1] != senders[2]
    assert {asked["source"] for asked in rasa.asked} == {"widget"}


async def test_a_stranger_may_not_even_read(embedded: TestClient[Any, Any]) -> None:
    for origin in (STRANGER, "null", FRIEND + ".boese.example"):
        response = await embedded.post("/api/chat", json={"text": "kita"}, headers={"Origin": origin})
        assert "Access-Control-Allow-Origin" not in response.headers
        assert "session" not in await response.json()


async def test_the_header_counts_on_named_pages_only(embedded: TestClient[Any, Any], rasa: FakeRasa) -> None:
    token = (await (await embedded.post("/api/chat", json={"text": "a"}, headers={"Origin": FRIEND})).json())["session"]
    await embedded.post("/api/chat", json={"text": "b"}, headers={HEADER: token})
    assert rasa.asked[0]["sender"] != rasa.asked[1]["sender"]


@pytest.mark.parametrize(("origin", "allowed"), [(FRIEND, True), (STRANGER, False)])
async def test_the_browsers_question(embedded: TestClient[Any, Any], origin: str, allowed: bool) -> None:
    asks = {"Origin": origin, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    response = await embedded.options("/api/chat", headers=asks)
    assert (response.status == 204) is allowed
    assert ("Access-Control-Allow-Headers" in response.headers) is allowed


@pytest.mark.parametrize("path", ["/", "/angebote", "/merkliste", "/healthz"])
async def test_pages_are_shared_with_nobody(embedded: TestClient[Any, Any], path: str) -> None:
    response = await embedded.get(path, headers={"Origin": FRIEND})
    assert "Access-Control-Allow-Origin" not in response.headers
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"


async def test_an_error_can_be_read_there(embedded: TestClient[Any, Any]) -> None:
    response = await embedded.post("/api/chat", json={"text": ""}, headers={"Origin": FRIEND})
    assert response.status == 400
    assert response.headers["Access-Control-Allow-Origin"] == FRIEND


async def test_the_script_names_its_release_and_the_files_of_it_can_be_loaded(embedded: TestClient[Any, Any]) -> None:
    script = await (await embedded.get("/widget.js")).text()
    release = script.split("'")[1]
    response = await embedded.get(f"/static/{release}/lotte-chat.js", headers={"Origin": FRIEND})
    assert response.status == 200
    assert "immutable" in response.headers["Cache-Control"]
    assert response.headers["Access-Control-Allow-Origin"] == FRIEND
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


async def test_without_the_setting_nobody_is_let_in(client: TestClient[Any, Any]) -> None:
    response = await client.post("/api/chat", json={"text": "kita"}, headers={"Origin": FRIEND})
    assert "Access-Control-Allow-Origin" not in response.headers


async def test_lottes_own_pages_keep_their_cookie_even_if_named(rasa: FakeRasa, tmp_path: Path) -> None:
    async with TestServer(rasa.app()) as server:
        settings = Settings(var=tmp_path, rasa_port=server.port, secret="geheim", widget_origins="http://lotte.example")
        bot.memory.migrate.upgrade(settings.conversations_url)
        async with TestClient(TestServer(create_app(settings))) as client:
            own = {"Origin": "http://lotte.example", "Host": "lotte.example"}
            response = await client.post("/api/chat", json={"text": "kita"}, headers=own)
            assert COOKIE in response.cookies
            assert "session" not in await response.json()
