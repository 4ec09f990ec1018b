"""A wish to be called back: kept from the parent's own words, confirmed only when it is kept, gone when they say so."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from aiohttp.test_utils import TestClient

import texts
from bot.gateway.chat import ARCHIVE, CALLBACKS
from bot.memory.callbacks import CallbackBook
from tests.unit.gateway.fake_rasa import FakeRasa

MARK = {"text": "", "buttons": [], "offers": [], "callback": True}
AFTERWARDS = {"text": "Kann ich noch etwas tun?", "buttons": [{"title": "Nein", "payload": "/nein"}], "offers": []}
DELETE = {"text": "Löschen?", "buttons": [{"title": "Ja", "payload": "/loeschen_bestaetigt"}], "offers": []}
GERMAN = texts.load()


@pytest.fixture
def book(client: TestClient[Any, Any]) -> CallbackBook:
    return client.server.app[CALLBACKS]  # type: ignore[attr-defined, no-any-return]


async def say(client: TestClient[Any, Any], text: str) -> list[dict[str, Any]]:
    response = await client.post("/api/chat", json={"text": text})
    assert response.status == 200
    return list((await response.json())["messages"])


async def test_the_number_is_kept_and_then_confirmed(
    client: TestClient[Any, Any], rasa: FakeRasa, book: CallbackBook, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    rasa.says = [MARK, AFTERWARDS]
    said = [message["text"] for message in await say(client, "Anna Krause, 05371/804440, ab 16 Uhr")]
    assert said == [GERMAN.phrase("rueckruf_notiert", nummer="05371 804440"), "Kann ich noch etwas tun?"]
    (wish,) = book.open()
    assert (wish.phone, wish.note, wish.language) == ("05371 804440", "[Name], [Telefon], ab 16 Uhr", "de")
    assert "804440" not in caplog.text


async def test_a_mark_with_words_of_its_own_keeps_them(client: TestClient[Any, Any], rasa: FakeRasa) -> None:
    rasa.says = [{**MARK, "text": "Danke."}]
    said = [message["text"] for message in await say(client, "0171 1234567")]
    assert said == ["Danke.", GERMAN.phrase("rueckruf_notiert", nummer="0171 1234567")]


async def test_a_number_is_confirmed_in_the_language_of_the_conversation(
    client: TestClient[Any, Any], rasa: FakeRasa, book: CallbackBook
) -> None:
    await say(client, "merhaba")
    app = client.server.app  # type: ignore[attr-defined]
    app[ARCHIVE].write(rasa.asked[0]["sender"], 0, [], {"sprache": "tr"}, None)
    rasa.says = [MARK]
    said = [message["text"] for message in await say(client, "05371 804440")]
    assert said == [texts.load("tr").phrase("rueckruf_notiert", nummer="05371 804440")]
    assert [wish.language for wish in book.open()] == ["tr"]


async def test_no_number_no_wish(client: TestClient[Any, Any], rasa: FakeRasa, book: CallbackBook) -> None:
    rasa.says = [MARK]
    assert [message["text"] for message in await say(client, "112")] == [GERMAN.phrase("rueckruf_keine_nummer")]
    assert book.open() == []


async def test_without_the_mark_nothing_is_kept(
    client: TestClient[Any, Any], rasa: FakeRasa, book: CallbackBook
) -> None:
    await say(client, "Rufen Sie mich an: 05371 804440")
    rasa.says = [{**MARK, "callback": False}]
    await say(client, "05371 804440")
    assert book.open() == []


@pytest.mark.parametrize("complete", [True, False])
async def test_what_could_not_be_kept_is_not_confirmed(
    client: TestClient[Any, Any],
    rasa: FakeRasa,
    book: CallbackBook,
    caplog: pytest.LogCaptureFixture,
    complete: bool,
) -> None:
    with book._engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE callback_request")
    rasa.says, rasa.complete = [MARK], complete
    assert [message["text"] for message in await say(client, "05371 804440")] == [GERMAN.phrase("stoerung")]
    assert "could not be kept" in caplog.text
    assert "804440" not in caplog.text


async def test_deleting_takes_the_wish_along(client: TestClient[Any, Any], rasa: FakeRasa, book: CallbackBook) -> None:
    book.add("eine andere Familie", "05371 12345", "", "de")
    rasa.says = [MARK, DELETE]
    messages = await say(client, "05371 804440")
    await client.post("/api/chat", json={"choice": messages[1]["buttons"][0]["id"]})
    assert [wish.phone for wish in book.open()] == ["05371 12345"]


async def test_a_wish_that_cannot_be_deleted_is_not_said_to_be(
    client: TestClient[Any, Any], rasa: FakeRasa, book: CallbackBook
) -> None:
    rasa.says = [DELETE]
    messages = await say(client, "hallo")
    with book._engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE callback_request")
    response = await client.post("/api/chat", json={"choice": messages[0]["buttons"][0]["id"]})
    assert response.status == 503


async def test_who_takes_the_wish_back_has_no_number_left(
    client: TestClient[Any, Any], rasa: FakeRasa, book: CallbackBook
) -> None:
    rasa.says = [MARK]
    await say(client, "0171 1234567")
    assert len(book.open()) == 1
    rasa.says = [{"text": "", "buttons": [], "offers": [], "callback_cancelled": True}]
    said = [message["text"] for message in await say(client, "bitte doch nicht anrufen")]
    assert said == [GERMAN.phrase("rueckruf_geloescht")]
    assert book.open() == []
