"""The pages of gaps over a real socket: what is shown is shown everywhere alike, what is hidden nowhere."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Awaitable, Callable
from itertools import product
from typing import Any
from urllib.parse import parse_qsl

import pytest
from aiohttp.test_utils import TestClient
from pypdf import PdfReader
from sqlalchemy import text

from bot.memory.staff.tables import Role
from bot.review.gaps.reading import address, read_query
from bot.settings import Settings
from offer_db.database import open_engine, writing
from offer_db.gaps import GapQuery
from offer_db.gaps_lattice import ANY

Client = TestClient[Any, Any]
As = Callable[[Role], Awaitable[Client]]
#: Enough of everything that one small number does not hide the rest: month, need, topic, phase, place, hits, count.
PLENTY = [
    (month, need, "", phase, place, 3, 8 + (7 * number) % 13)
    for number, (month, need, phase, place) in enumerate(
        product(
            ("2026-09", "2026-10"),
            ("kinderbetreuung", "gesundheit", "fruehe_hilfen", "familienbildung_treffs"),
            ("geburt", "krippe", "kita"),
            ("03151009", "03151040", "03151025", "03151005"),
        )
    )
]
ROWS = [
    *PLENTY,
    ("2026-10", "familienbildung_treffs", "krabbelgruppe", "krippe", "03151040", 0, 37),
    ("2026-10", "familienbildung_treffs", "krabbelgruppe", "kita", "03151040", 0, 11),
    ("2026-10", "familienbildung_treffs", "krabbelgruppe", "krippe", "03151009", 0, 12),
    ("2026-10", "schule_uebergang", "", "grundschule", "03151009", 0, 3),
    ("2026-10", "wohnen_alltag", "", "uebergang_schule", "03151009", 0, 8),  # hidden beside the 3
]


@pytest.fixture
async def staff(settings: Settings, as_role: As) -> Client:
    engine = open_engine(settings.offers_url)
    with writing(engine) as session:
        for row in ROWS:
            values = dict(zip("mntpkhc", row, strict=True))
            session.execute(text("INSERT INTO demand VALUES (:m, :n, :t, :p, :k, 'de', :h, '', 'web', :c)"), values)
    engine.dispose()
    return await as_role(Role.AUSWERTUNG)


async def body(client: Client, path: str) -> str:
    answer = await client.get(f"/team{path}")
    assert answer.status == 200, await answer.text()
    return await answer.text()


async def test_the_page_names_the_gap_and_shows_table_and_picture(staff: Client) -> None:
    page = await body(staff, "/luecken")
    assert "in Wittingen gab es 37 Fragen zum Thema „Krabbelgruppe und Babykurse“" in page
    assert '/team/luecken/bild/lebensphase.svg?zeitraum=alles"' in page
    assert page.count("<caption") == page.count("<table") >= 4
    assert "nicht zu Ende" in page
    assert "In Klammern steht oft (•)" in page
    assert re.search(r"\b1\.\d{3}\b", page), "thousands as on the other pages"


async def test_a_hidden_number_is_in_no_form_of_the_report(staff: Client) -> None:
    page, table = await body(staff, "/luecken"), await body(staff, "/luecken.csv")
    assert "gesperrt</span>" in page
    numbers = [row["fragen"] for row in csv.DictReader(io.StringIO(table.removeprefix("\ufeff")), delimiter=";")]
    assert not {"1", "2", "3", "4"} & set(numbers)
    assert len(numbers) > numbers.count(".") > 0


async def test_the_file_is_safe_to_open_and_has_a_name(staff: Client) -> None:
    answer = await staff.get("/team/luecken.csv?zeitraum=2026-Q4&ausschnitt=ort:03151040")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="angebotsluecken-2026-Q4.csv"'
    content = (await answer.read()).decode("utf-8")
    assert content.startswith("\ufefftabelle;zeitraum;ausschnitt;")
    assert ";Wittingen;" in content
    assert not [cell for line in content.splitlines() for cell in line.split(";") if cell[:1] in "=+@" and cell]


async def test_the_report_on_paper(staff: Client) -> None:
    answer = await staff.get("/team/luecken.pdf?zeitraum=2026")
    assert answer.content_type == "application/pdf"
    reader = PdfReader(io.BytesIO(await answer.read()))
    assert reader.metadata is not None
    assert reader.metadata.title == "Angebotslücken im Landkreis Gifhorn: 2026"
    assert reader.trailer["/Root"]["/Lang"] == "de-DE"  # type: ignore[index]
    width, height = (round(float(side)) for side in reader.pages[0].mediabox[2:])
    assert (width, height) == (595, 842)
    cover = " ".join(reader.pages[0].extract_text().split())
    for words in ("Zeitraum: 2026", "Stand: ", "37 Fragen", "Geheimhaltung", "für Eltern gesucht"):
        assert words in cover
    whole = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert "Frühe Hilfen" in whole
    assert "Bedarf und Lebensphase: die Zahlen" in whole
    assert "154 (49)" in whole


@pytest.mark.parametrize("name", ["lebensphase", "ort", "verlauf"])
async def test_pictures(staff: Client, name: str) -> None:
    answer = await staff.get(f"/team/luecken/bild/{name}.svg?zeitraum=2026")
    drawn = await answer.text()
    assert answer.content_type == "image/svg+xml"
    assert drawn.startswith("<?xml")
    assert "<script" not in drawn
    assert drawn == await (await staff.get(f"/team/luecken/bild/{name}.svg?zeitraum=2026")).text()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/luecken/bild/pferde.svg", 404),
        ("/luecken/bild/sprache.svg", 404),
        ("/luecken?zeitraum=gestern", 400),
        ("/luecken?zeitraum=%3Cscript%3E", 400),
        ("/luecken?bedarf=pferde", 400),
        ("/luecken?ausschnitt=name:Anna", 400),
        ("/luecken.pdf?ausschnitt=ort:nirgends", 400),
        ("/luecken.csv?ausschnitt=sprache:xx", 400),
    ],
)
async def test_what_there_is_not(staff: Client, path: str, status: int) -> None:
    answer = await staff.get(f"/team{path}")
    assert answer.status == status
    assert "<script>" not in await answer.text()


async def test_reports_are_not_for_who_keeps_the_offers(staff: Client, as_role: As) -> None:
    editor = await as_role(Role.REDAKTION)
    for path in ("", ".csv", ".pdf", "/bild/ort.svg"):
        assert (await editor.get(f"/team/luecken{path}")).status == 403


async def test_without_any_search_there_is_a_page(as_role: As) -> None:
    client = await as_role(Role.LEITUNG)
    assert "keine Lücke" in await body(client, "/luecken")
    assert (await client.get("/team/luecken.pdf")).status == 200
    assert (await client.get("/team/luecken/bild/ort.svg")).status == 200


@pytest.mark.parametrize(
    "query",
    [
        GapQuery(),
        GapQuery("2026-Q4", "gesundheit"),
        GapQuery("2026", "", "sprache", ""),
        GapQuery(ANY, "", "ort", "a/b"),
    ],
)
def test_an_address_is_read_as_it_was_written(query: GapQuery) -> None:
    assert read_query(dict(parse_qsl(address(query), keep_blank_values=True))) == query
