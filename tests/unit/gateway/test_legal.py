"""The legal pages: what the operator states, an honest gap where nothing is stated, what this installation keeps."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.gateway.app import STATIC
from bot.gateway.chat import SETTINGS
from bot.gateway.pages.legal import add_legal
from bot.operator import OperatorError
from bot.settings import ROOT, Settings
from bot.web.assets import ASSETS, Assets

PAGES = ("/impressum", "/datenschutz", "/barrierefreiheit")
GAP = "Diese Angabe fehlt noch."


@pytest.fixture
def empty_file(tmp_path: Path) -> Path:
    return written(tmp_path, "impressum:\n")


@pytest.fixture
async def client(empty_file: Path) -> AsyncIterator[TestClient[Any, Any]]:
    async with TestClient(TestServer(legal_app(empty_file))) as client:
        yield client


def written(folder: Path, text: str) -> Path:
    path = folder / "betreiber.yml"
    path.write_text(text, encoding="utf-8")
    return path


def legal_app(operator_file: Path, **settings: Any) -> web.Application:
    app = web.Application()
    app[ASSETS] = Assets(STATIC)
    app[SETTINGS] = Settings(operator=operator_file, retention_days=77, callback_days=11, **settings)
    add_legal(app, app[SETTINGS])
    return app


async def read(client: TestClient[Any, Any], path: str) -> str:
    answer = await client.get(path)
    assert answer.status == 200
    return await answer.text()


@pytest.mark.parametrize("path", PAGES)
async def test_an_empty_file_leaves_honest_gaps(client: TestClient[Any, Any], path: str) -> None:
    assert GAP in await read(client, path)


@pytest.mark.parametrize("path", PAGES)
async def test_the_text_is_german_on_pages_of_every_language(client: TestClient[Any, Any], path: str) -> None:
    assert '<main id="inhalt" class="spalte" lang="de" dir="ltr">' in await read(client, f"{path}?sprache=ar")


@pytest.mark.parametrize("path", PAGES)
async def test_reading_sets_no_cookie(client: TestClient[Any, Any], path: str) -> None:
    answer = await client.get(path)
    assert not answer.cookies


async def test_statements_stand_on_the_page_escaped_and_with_links(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "impressum:\n"
        "  vertretung: {wert: '<b>Frau Muster</b>', quelle: Hauptamt}\n"
        "  anschrift: {wert: [Weg 1, 12345 Ort], quelle: Hauptamt}\n"
        "  telefon: {wert: '0123 45-6', quelle: Hauptamt}\n"
        "  email: {wert: lotte@beispiel.example, quelle: Hauptamt}\n",
    )
    async with TestClient(TestServer(legal_app(path))) as client:
        page = await read(client, "/impressum")
    assert "&lt;b&gt;Frau Muster&lt;/b&gt;" in page
    assert "Weg 1<br>12345 Ort" in page
    assert 'href="tel:0123456"' in page
    assert 'href="mailto:lotte@beispiel.example"' in page
    assert "Hauptamt" not in page  # where a statement is from is for the operator
    assert "Umsatzsteuer-ID" not in page  # nobody has to have one


async def test_data_protection_names_the_days_of_this_installation(client: TestClient[Any, Any]) -> None:
    page = await read(client, "/datenschutz")
    assert "Nach 77 Tagen ohne neue Nachricht" in page
    assert "spätestens nach 11 Tagen" in page
    assert "lotte_session" in page
    assert "auf einer anderen Webseite" not in page


async def test_the_corner_on_foreign_pages_is_explained_where_it_is_allowed(empty_file: Path) -> None:
    app = legal_app(empty_file, widget_origins="https://beispiel.example")
    async with TestClient(TestServer(app)) as client:
        assert "auf einer anderen Webseite" in await read(client, "/datenschutz")


async def test_known_faults_and_conformance_are_named(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "barrierefreiheit:\n"
        "  stand: {wert: teilweise, quelle: Prüfbericht}\n"
        "  pruefung_datum: {wert: 2026-12-01, quelle: Prüfbericht}\n"
        "  maengel: {wert: [Der QR-Code hat keinen Alternativtext.], quelle: Prüfbericht}\n",
    )
    async with TestClient(TestServer(legal_app(path))) as client:
        page = await read(client, "/barrierefreiheit")
    assert "<strong>teilweise vereinbar</strong>" in page
    assert "1. Dezember 2026" in page
    assert "<li>Der QR-Code hat keinen Alternativtext.</li>" in page


async def test_the_file_of_the_project_says_who_and_where() -> None:
    async with TestClient(TestServer(legal_app(ROOT / "data" / "betreiber.yml"))) as client:
        page = await read(client, "/impressum")
    assert "Landkreis Gifhorn" in page
    assert "Schlossplatz 1<br>38518 Gifhorn" in page


def test_a_broken_file_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match="impresum"):
        legal_app(written(tmp_path, "impresum:\n"))
