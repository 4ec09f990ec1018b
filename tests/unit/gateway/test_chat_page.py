"""The chat page: its frame and language, the form without JavaScript, and that nothing said becomes HTML."""

from __future__ import annotations

import asyncio
import html
import json
import re
from typing import Any

import pytest
from aiohttp.test_utils import TestClient

import texts
from bot.gateway.pages.languages import PAGE_LANGUAGES, PageLanguage, sentences_of
from bot.gateway.session import COOKIE
from bot.settings import ROOT
from tests.unit.gateway.fake_rasa import FakeRasa

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\"'"
WANTS_PAGE = {"Accept": "text/html"}


def data_of(page: str) -> dict[str, Any]:
    """What the component is told, as a browser reads it: up to the first end of a script."""
    found = re.search(r'<script type="application/json">(.*?)</script', page, re.DOTALL)
    assert found
    return dict(json.loads(found[1]))


def fields_of(page: str, label: str) -> dict[str, str]:
    """What the form with this button sends."""
    forms = re.findall(r"<form.*?</form>", page, re.DOTALL)
    form = next(one for one in forms if re.search(rf">{re.escape(html.escape(label))}</span></button>", one))
    fields = re.findall(r'name="(\w+)" value="([^"]*)"', form)
    return {name: html.unescape(value) for name, value in fields}


@pytest.mark.parametrize("code", PAGE_LANGUAGES)
async def test_every_language(client: TestClient[Any, Any], code: str) -> None:
    page = await (await client.get("/", params={"sprache": code})).text()
    _, lang, direction = PAGE_LANGUAGES[code]
    assert f'<html lang="{lang}" dir="{direction}">' in page
    data = data_of(page)
    assert (data["language"], data["chosen"], data["direction"]) == (code, True, direction)
    assert data["sentences"]["chat_senden"] == texts.load(code).phrases["chat_senden"][0]
    assert {need["value"] for need in data["options"]["need"]} >= {"kinderbetreuung", "finanzielle_hilfen"}
    assert len(data["options"]["child"]) == 12
    assert f"/angebote?sprache={code}" in page  # the choice goes along


def test_what_a_language_lacks_is_german_and_marked_so() -> None:
    lacking = "hinweis_andere_sprache"
    assert lacking not in texts.load_own("ar").phrases
    said = sentences_of(PageLanguage("ar", chosen=True)).said(lacking)
    assert said.startswith('<span lang="de" dir="ltr">')
    assert sentences_of(PageLanguage("leicht", chosen=True)).said(lacking) == sentences_of(
        PageLanguage("de", False)
    ).said(lacking)


@pytest.mark.parametrize("code", ["", "xx", "DE", "../de", "de&x=1", HOSTILE])
async def test_another_language_is_german(client: TestClient[Any, Any], code: str) -> None:
    response = await client.get("/", params={"sprache": code})
    page = await response.text()
    assert response.status == 200
    assert '<html lang="de" dir="ltr">' in page
    assert data_of(page)["chosen"] is False
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    ("accepted", "offered"),
    [("tr-TR,tr;q=0.9,de;q=0.8", "tr"), ("de-DE,tr", None), ("fr-FR", None), ("", None), ("ar", "ar"), (";;,,", None)],
)
async def test_a_browsers_language_is_offered_and_never_forced(
    client: TestClient[Any, Any], accepted: str, offered: str | None
) -> None:
    page = await (await client.get("/", headers={"Accept-Language": accepted})).text()
    assert '<html lang="de"' in page
    assert ("angebotene-sprache" in page) is (offered is not None)
    if offered:
        assert html.escape(texts.load(offered).phrase("seite_auch_in_ihrer_sprache")) in page


async def test_a_conversation_without_javascript(client: TestClient[Any, Any], rasa: FakeRasa) -> None:
    page = await (await client.get("/")).text()
    assert COOKIE not in {cookie.key for cookie in client.session.cookie_jar}
    first = {**fields_of(page, "Senden"), "text": "Krippe in Wittingen, 2 Jahre"}
    answer = await client.post("/", data=first, headers=WANTS_PAGE)
    page = await answer.text()
    assert "Krippe in Wittingen, 2 Jahre" in page
    assert "no-store" in answer.headers["Cache-Control"]
    second = await client.post("/", data=fields_of(page, "Mehr"), headers=WANTS_PAGE)
    assert "Hier:" in await second.text()
    assert (rasa.asked[1]["payload"], rasa.asked[1]["text"]) == ("/mehr_angebote", "Mehr")
    assert rasa.asked[0]["sender"] == rasa.asked[1]["sender"]


async def test_loading_the_page_again_sends_nothing_again(client: TestClient[Any, Any], rasa: FakeRasa) -> None:
    sent = {**fields_of(await (await client.get("/")).text(), "Senden"), "text": "Kita"}
    first = await (await client.post("/", data=sent)).text()
    again = await (await client.post("/", data=sent)).text()
    assert len(rasa.asked) == 1
    assert data_of(first)["first"] == data_of(again)["first"]


async def test_a_chip_can_be_taken_away_without_javascript(client: TestClient[Any, Any], rasa: FakeRasa) -> None:
    page = await (await client.post("/", data={"text": "kita"})).text()
    await client.post("/", data=fields_of(page, "Entfernen"))
    assert rasa.asked[1]["payload"] == "/aendern was=child nr=0"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "null"}, 400),
        ({"Sec-Fetch-Site": "same-site"}, 400),
        ({"Origin": "https://boese.example"}, 400),
        ({"Origin": "null"}, 200),  # an older browser on our own page, which sends no referrer
        ({}, 200),
    ],
)
async def test_a_foreign_page_does_not_speak_for_a_family(
    client: TestClient[Any, Any], rasa: FakeRasa, headers: dict[str, str], status: int
) -> None:
    response = await client.post("/", data={"text": "kita"}, headers=headers)
    assert response.status == status
    assert len(rasa.asked) == (status == 200)
    assert (COOKIE in response.cookies) is (status == 200)


async def test_who_leaves_quickly_is_somebody_else_afterwards(client: TestClient[Any, Any], rasa: FakeRasa) -> None:
    await client.post("/api/chat", json={"text": "kita"})
    left = await client.post("/verlassen")
    assert (left.status, left.cookies[COOKIE].value) == (204, "")
    await client.post("/api/chat", json={"text": "hallo"})
    assert rasa.asked[0]["sender"] != rasa.asked[1]["sender"]


async def test_what_was_tapped_stands_there_and_nothing_a_form_claims(client: TestClient[Any, Any]) -> None:
    data = {"change": "place:0:", "label": "Ihr Antrag wurde abgelehnt."}
    page = await (await client.post("/", data=data)).text()
    assert "abgelehnt" not in page
    assert texts.load().phrase("chat_ohne_place") in page


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"change=child:\xc2\xb2:", "application/x-www-form-urlencoded"),
        (b"change=child:" + b"1" * 5000 + b":", "application/x-www-form-urlencoded"),
        (b"x", "multipart/form-data"),
        (b"text=a", "application/x-www-form-urlencoded; charset=utf-99"),
        (b"text=\xff\xfe", "application/x-www-form-urlencoded"),
    ],
)
async def test_a_broken_form_is_a_bad_request(client: TestClient[Any, Any], body: bytes, content_type: str) -> None:
    response = await client.post("/", data=body, headers={"Content-Type": content_type, **WANTS_PAGE})
    assert response.status == 400


async def test_the_language_of_the_page_reaches_lotte(client: TestClient[Any, Any], rasa: FakeRasa) -> None:
    page = await (await client.get("/?sprache=tr")).text()
    fields = fields_of(page, texts.load("tr").phrase("chat_senden"))
    await client.post("/?sprache=tr", data={**fields, "text": "kreş"})
    assert rasa.asked[0]["language"] == "tr"


async def test_nothing_said_becomes_html(client: TestClient[Any, Any], rasa: FakeRasa) -> None:
    hostile = {"title": HOSTILE, "payload": "/mehr_angebote"}
    rasa.says = [{"text": HOSTILE, "buttons": [hostile], "offers": []}]
    page = await (await client.post("/", data={"text": HOSTILE})).text()
    data_of(page)  # the data block ends where it should
    outside = re.sub(r'<script type="application/json">.*?</script>', "", page, flags=re.DOTALL)
    assert "<script>alert" not in page
    assert "<img src=x" not in outside


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({}, 400),
        ({"text": "  "}, 400),
        ({"text": "///"}, 400),
        ({"choice": "erfunden"}, 400),
        ({"change": "child"}, 400),
        ({"change": "child:0:47..36"}, 400),
        ({"change": "place:0:' OR 1=1"}, 400),
        ({"text": "a" * 2000}, 413),
        ({"text": "a", "language": "xx"}, 400),
        ({"text": "a", "id": "1"}, 400),
    ],
)
async def test_what_cannot_be_read_is_a_page_with_a_way_out(
    client: TestClient[Any, Any], data: dict[str, str], status: int
) -> None:
    response = await client.post("/", data=data, headers=WANTS_PAGE)
    page = await response.text()
    assert response.status == status
    assert response.content_type == "text/html"
    assert texts.load().phrase("seite_fehler_titel") in page


@pytest.mark.parametrize(
    "path", ["/", "/gibt-es-nicht", "/api/chat", "/static/x/lotte-chat.js", "/static/x/../../app.py"]
)
async def test_headers_are_on_every_answer(client: TestClient[Any, Any], path: str) -> None:
    headers = (await client.get(path)).headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"


async def test_no_language_link_leads_to_another_host(client: TestClient[Any, Any]) -> None:
    reader, writer = await asyncio.open_connection(client.host, client.port)
    writer.write(b"GET //boese.example/x HTTP/1.1\r\nHost: lotte\r\nAccept: text/html\r\nConnection: close\r\n\r\n")
    page = (await reader.read()).decode()
    writer.close()
    assert texts.load().phrase("seite_fehler_titel") in page
    assert 'hreflang="tr"' in page
    assert 'href="//' not in page


async def test_files_are_packed_and_kept_for_good(client: TestClient[Any, Any]) -> None:
    page = await (await client.get("/")).text()
    address = re.search(r'src="(/static/\w+/lotte-chat.js)"', page)[1]  # type: ignore[index]
    packed = await client.get(address, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "immutable" in packed.headers["Cache-Control"]
    older = await client.get(re.sub(r"/static/\w+/", "/static/0/", address))
    assert (older.status, older.headers["Cache-Control"]) == (200, "no-cache")
    assert (await client.get("/static/0/gibt-es-nicht.js")).status == 404


async def test_the_component_has_every_sentence_it_says(client: TestClient[Any, Any]) -> None:
    scripts = [
        path for path in (ROOT / "bot/gateway/static").glob("*.js") if path.name not in ("seiten.js", "shell.js")
    ]
    code = "\n".join(path.read_text(encoding="utf-8") for path in scripts)
    said = set(re.findall(r'"((?:chat|karte|seite|fehler)_\w+)"', code))
    assert len(said) > 40
    lacking = said - set((await (await client.get("/api/seite")).json())["sentences"])
    # without a messenger nothing says that there could be one (messenger/test_handover.py)
    assert lacking == {key for key in said if key.startswith("chat_weiter")}


async def test_every_file_of_the_page_is_there(client: TestClient[Any, Any]) -> None:
    for path in ("/", "/angebote", "/merkliste", "/impressum", "/datenschutz", "/barrierefreiheit", "/gibt-es-nicht"):
        page = await (await client.get(path, headers=WANTS_PAGE)).text()
        files = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', page))
        assert files
        for file in files:
            assert (await client.get(file)).status == 200, file
