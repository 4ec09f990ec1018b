"""The API over a real socket with a hand-written Rasa: what is refused, what gets through, what comes back."""

from __future__ import annotations

from typing import Any

import pytest
from aiohttp.test_utils import TestClient

from tests.unit.gateway.fake_rasa import FakeRasa


@pytest.mark.parametrize(
    ("body", "content_type", "status", "code"),
    [
        (b'{"text": ""}', "application/json", 400, "leer"),
        (b'{"text": "   \\n "}', "application/json", 400, "leer"),
        ('{"text": "\u200d\ufe0f"}'.encode(), "application/json", 400, "nur_zeichen"),
        ('{"text": "\u200b"}'.encode(), "application/json", 400, "nur_zeichen"),
        (b'{"text": "/"}', "application/json", 400, "nur_zeichen"),
        (b'{"text": "' + b"a" * 5000 + b'"}', "application/json", 413, "zu_lang"),
        (b'{"text": "' + b"a" * 1_000_000 + b'"}', "application/json", 413, "zu_gross"),
        (b'{"text": "hallo"', "application/json", 400, "kein_json"),
        (b"\xff\xfe", "application/json", 400, "kein_json"),
        (b"[" * 10_000, "application/json", 400, "kein_json"),
        (b'["hallo"]', "application/json", 400, "form"),
        (b'{"text": 5}', "application/json", 400, "form"),
        (b'{"text": null}', "application/json", 400, "form"),
        (b'{"text": "a", "choice": "b"}', "application/json", 400, "form"),
        (b"{}", "application/json", 400, "form"),
        (b'{"choice": "erfunden"}', "application/json", 400, "auswahl"),
        (b'{"choice": ""}', "application/json", 400, "auswahl"),
        (b"text=hallo", "application/x-www-form-urlencoded", 400, "inhaltstyp"),
    ],
)
async def test_refused(
    client: TestClient[Any, Any], rasa: FakeRasa, body: bytes, content_type: str, status: int, code: str
) -> None:
    response = await client.post("/api/chat", data=body, headers={"Content-Type": content_type})
    assert response.status == status
    error = (await response.json())["error"]
    assert error["code"] == code
    assert error["message"].endswith((".", "!"))
    assert rasa.asked == []


async def test_answer_has_the_form_of_the_contract(client: TestClient[Any, Any], rasa: FakeRasa) -> None:
    response = await client.post("/api/chat", json={"text": "Krippe in Wittingen"})
    assert response.status == 200
    body = await response.json()
    assert set(body) == {"messages", "understood", "situation", "language"}
    assert set(body["understood"]) == {
        "language", "act", "intent", "confidence", "children", "needs", "place", "crisis",
    }  # fmt: skip
    assert body["understood"]["children"] == [{"age_months": [24, 35], "label": "2 Jahre"}]
    assert set(body["situation"]) == {"children", "needs", "place", "chips"}
    assert set(body["messages"][0]["buttons"][0]) == {"id", "label"}
    assert rasa.asked[0]["token"] == "innen"


async def test_the_session_is_made_by_the_server_and_hidden_from_rasa(
    client: TestClient[Any, Any], rasa: FakeRasa
) -> None:
    first = await client.post("/api/chat", json={"text": "hallo"})
    cookie = first.cookies["lotte_session"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    second = await client.post("/api/chat", json={"text": "noch etwas"})
    assert "lotte_session" not in second.cookies
    assert rasa.asked[0]["sender"] == rasa.asked[1]["sender"]
    assert rasa.asked[0]["sender"] not in cookie.value


@pytest.mark.parametrize("forged", ["", "abc", "YWJj.xyz", '"; DROP', "ä" * 10, "x" * 400])
async def test_a_forged_cookie_makes_a_new_session(client: TestClient[Any, Any], forged: str) -> None:
    headers = {"Cookie": f"lotte_session={forged}"}
    response = await client.post("/api/chat", json={"text": "hallo"}, headers=headers)
    assert response.status == 200
    assert "lotte_session" in response.cookies


async def test_a_button_works_for_its_own_session_only(client: TestClient[Any, Any], rasa: FakeRasa) -> None:
    body = await (await client.post("/api/chat", json={"text": "hallo"})).json()
    choice = body["messages"][0]["buttons"][0]["id"]
    mine = await client.post("/api/chat", json={"choice": choice})
    assert mine.status == 200
    assert rasa.asked[-1]["payload"] == "/mehr_angebote"
    assert rasa.asked[-1]["text"] == "Mehr"
    client.session.cookie_jar.clear()
    other = await client.post("/api/chat", json={"choice": choice})
    assert other.status == 400


@pytest.mark.parametrize("command", ["/restart", '/angebot_suchen{"kind_alter": "x"}', "///restart", " / restart"])
async def test_a_command_is_only_words(client: TestClient[Any, Any], rasa: FakeRasa, command: str) -> None:
    response = await client.post("/api/chat", json={"text": command})
    assert response.status == 200
    assert not rasa.asked[-1]["text"].startswith("/")
    assert "payload" not in rasa.asked[-1]


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("😭", "😭"),
        (" 👍 👍\n", "👍👍"),
        ("😀" * 50, "😀" * 20),
        ("❤️", "❤️"),
        ("👍🏽!!!", "👍🏽"),
        ("/😭", "😭"),
        ("\ufe0f😭\x07\u202e", "😭"),
        ("👩‍👧", "👩‍👧"),
        ("😀" * 18 + "👩‍👧", "😀" * 18 + "👩"),
        ("👍 danke", "danke"),
        ("3 ❤️", "3"),
        ("???", "?"),
    ],
)
async def test_emoji_alone_are_a_message(client: TestClient[Any, Any], rasa: FakeRasa, typed: str, heard: str) -> None:
    assert (await client.post("/api/chat", json={"text": typed})).status == 200
    assert rasa.asked[-1]["text"] == heard


async def test_deleting_makes_a_new_session(client: TestClient[Any, Any]) -> None:
    body = await (await client.post("/api/chat", json={"text": "hallo"})).json()
    before = next(iter(client.session.cookie_jar)).value
    deleted = await client.post("/api/chat", json={"choice": body["messages"][1]["buttons"][0]["id"]})
    assert "gelöscht" in (await deleted.json())["messages"][0]["text"]
    assert deleted.cookies["lotte_session"].value != before


async def test_the_words_of_the_deleting_button_delete_too(client: TestClient[Any, Any], rasa: FakeRasa) -> None:
    await client.post("/api/chat", json={"text": "hallo"})
    rasa.own = "/loeschen_bestaetigt"
    deleted = await client.post("/api/chat", json={"text": "ja, alles löschen"})
    assert "gelöscht" in (await deleted.json())["messages"][0]["text"]
    assert "lotte_session" in deleted.cookies


async def test_too_many_messages(client: TestClient[Any, Any]) -> None:
    statuses = [(await client.post("/api/chat", json={"text": "hallo"})).status for _ in range(22)]
    assert statuses[:20] == [200] * 20
    assert 429 in statuses


async def test_an_incomplete_answer_is_said_honestly(client: TestClient[Any, Any], rasa: FakeRasa) -> None:
    rasa.complete = False
    response = await client.post("/api/chat", json={"text": "Krippe"})
    assert response.status == 200
    assert "05371 804-440" in (await response.json())["messages"][0]["text"]


async def test_rasa_in_trouble_is_said_honestly(client: TestClient[Any, Any], rasa: FakeRasa) -> None:
    rasa.status = 500
    response = await client.post("/api/chat", json={"text": "Krippe"})
    assert response.status == 503
    assert "05371 804-440" in (await response.json())["error"]["message"]


async def test_understand_changes_nothing(client: TestClient[Any, Any], rasa: FakeRasa) -> None:
    response = await client.post("/api/understand", json={"text": "Krippe"})
    assert (await response.json())["needs"] == ["kinderbetreuung"]
    assert "lotte_session" not in response.cookies
    assert rasa.asked == []


@pytest.mark.parametrize("path", ["/", "/static/chat.js", "/static/lotte.css", "/nirgends", "/healthz"])
async def test_no_page_lets_anybody_else_in(client: TestClient[Any, Any], path: str) -> None:
    response = await client.get(path)
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "://" not in policy


async def test_unknown_pages_and_methods_get_a_sentence(client: TestClient[Any, Any]) -> None:
    assert (await client.get("/nirgends")).status == 404
    assert (await client.get("/api/chat")).status == 405
    assert (await client.get("/static/../app.py")).status == 404
