"""Files in and out: nothing is written before it was looked at, and no spreadsheet runs what stands in an offer."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from aiohttp import FormData
from openpyxl import load_workbook

from bot.gateway.app import create_app
from bot.memory.staff.tables import Role
from bot.review.offers.importing import changed_meanwhile, counted
from bot.review.offers.refusing import PAGES
from bot.review.offers.uploads import KEPT_SECONDS, UploadShelf
from bot.settings import Settings
from offer_db.cells import cells_of
from offer_db.database import open_engine, reading
from offer_db.editing import edit_offer
from offer_db.errors import FileUnreadable
from offer_db.loading import load_offers
from offer_db.records import Offer
from tests.unit.review.conftest import Client

AsRole = Callable[[Role], Awaitable[Client]]
ID = "gf-familienbuero"
GOOD = f"kennung;telefon\n{ID};05371 111111\n"
MIXED = f"kennung;telefon\n{ID};05371 111111\ngf-but;keine Nummer\n"
FORMULA = '=HYPERLINK("http://x.example";"Klick")'


@pytest.fixture
def engine(settings: Settings) -> Iterator[sa.Engine]:
    engine = open_engine(settings.offers_url)
    yield engine
    engine.dispose()


def stored(engine: sa.Engine, offer_id: str = ID) -> Offer:
    with reading(engine) as session:
        return load_offers(session, [offer_id])[offer_id]


async def upload(client: Client, content: bytes | str, name: str = "angebote.csv") -> tuple[str, str]:
    """Sends a file; gives the page that follows and its path."""
    data = FormData()
    data.add_field("csrf", client.csrf)  # type: ignore[attr-defined]
    data.add_field("datei", content if isinstance(content, bytes) else content.encode(), filename=name)
    answer = await client.post("/team/angebote/import", data=data)
    return await answer.text(), answer.url.path


async def take_over(client: Client, path: str, **more: str) -> str:
    answer = await client.post(path, data={"csrf": client.csrf, **more})  # type: ignore[attr-defined]
    return await answer.text()


async def test_a_file_is_looked_at_before_it_is_written(as_role: AsRole, engine: sa.Engine, settings: Settings) -> None:
    client = await as_role(Role.REDAKTION)
    before = stored(engine)
    page, path = await upload(client, GOOD)
    assert "<strong>1</strong> geändert" in page
    assert before.phone in page
    assert "05371 111111" in page
    assert stored(engine) == before
    assert "Die Datei ist übernommen." in await take_over(client, path)
    assert stored(engine).phone == "05371 111111"
    assert list((settings.var / "einfuhr").iterdir()) == []
    history = await (await client.get(f"/team/angebote/{ID}/verlauf")).text()
    assert "redaktion, Import angebote.csv" in history


async def test_bad_rows_are_named_and_the_good_ones_can_be_taken(as_role: AsRole, engine: sa.Engine) -> None:
    client = await as_role(Role.REDAKTION)
    page, path = await upload(client, MIXED)
    assert "<strong>1</strong> fehlerhaft" in page
    assert 'scope="row">3</th><td class="kern-table__cell"><code>gf-but</code>' in page
    assert "„keine Nummer“ ist keine Telefonnummer" in page
    assert "Nur die guten Zeilen übernehmen (1)" in page
    await take_over(client, path)  # without saying so
    assert stored(engine).phone != "05371 111111"
    page = await take_over(client, path, nur_gute="1")
    assert "1 geändert, 1 fehlerhafte Zeile nicht übernommen." in page
    assert stored(engine).phone == "05371 111111"


async def test_what_changed_meanwhile_is_shown_again(as_role: AsRole, engine: sa.Engine) -> None:
    client = await as_role(Role.REDAKTION)
    _, path = await upload(client, GOOD)
    edit_offer(engine, ID, {"phone": "05371 222222"}, "jemand")
    page = await take_over(client, path)
    assert "Inzwischen hat jemand Angebote aus dieser Datei geändert" in page
    assert "05371 222222" in page
    assert stored(engine).phone == "05371 222222"
    await take_over(client, path)
    assert stored(engine).phone == "05371 111111"


async def test_files_that_are_none(as_role: AsRole) -> None:
    client = await as_role(Role.REDAKTION)
    for content, name, reason in (
        (b"", "leer.csv", "ist leer"),
        (b"kennung;gibtesnicht\nx;y\n", "a.csv", "Diese Spalten gibt es nicht"),
        (b"kennung;titel\n\xff\xfe\n", "a.csv", "UTF-8"),
        (b"MZ", "programm.exe", "Das ist keine Tabelle"),
        (b"kein Zip", "a.xlsx", "a.xlsx"),
        (GOOD.encode(), "../../../tmp/boese.csv.html", "Das ist keine Tabelle"),
    ):
        page, path = await upload(client, content, name)
        assert path == "/team/angebote/import", name
        assert reason in page
    assert "Bitte wählen Sie zuerst eine Datei aus." in await take_over(client, "/team/angebote/import")


async def test_a_file_belongs_to_whoever_sent_it(as_role: AsRole) -> None:
    _, path = await upload(await as_role(Role.REDAKTION), GOOD)
    assert (await (await as_role(Role.LEITUNG)).get(path)).status == 404
    assert (await (await as_role(Role.AUSWERTUNG)).get(path)).status == 403
    page = await take_over(await as_role(Role.REDAKTION), f"{path}/verwerfen")
    assert "Die Datei ist verworfen." in page


async def test_what_goes_out_comes_back_unchanged_and_runs_nowhere(as_role: AsRole, engine: sa.Engine) -> None:
    edit_offer(engine, ID, {"title": FORMULA, "notes": "+49 prüfen", "description": "@SUM(1)", "cost": "-1"}, "x")
    client = await as_role(Role.REDAKTION)
    answer = await client.get("/team/angebote/export.csv")
    assert re.fullmatch(r'attachment; filename="angebote-\d{4}-\d\d-\d\d\.csv"', answer.headers["Content-Disposition"])
    as_csv = await answer.read()
    cells = [cell for row in csv.reader(io.StringIO(as_csv.decode("utf-8-sig")), delimiter=";") for cell in row]
    assert [c for c in cells if c[:1] in "=+@\t\r" and c] == []
    as_xlsx = await (await client.get("/team/angebote/export.xlsx")).read()
    sheet = load_workbook(io.BytesIO(as_xlsx)).active
    assert [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"] == []
    assert any(cell.value == FORMULA or cell.value == f"'{FORMULA}" for row in sheet.iter_rows() for cell in row)
    as_json = json.loads(await (await client.get("/team/angebote/export.json")).text())
    assert FORMULA in json.dumps(as_json, ensure_ascii=False).replace('\\"', '"')
    for content, name in ((as_csv, "a.csv"), (as_xlsx, "a.xlsx")):
        page, _ = await upload(client, content, name)
        assert "<strong>179</strong> unverändert" in page
        assert "Die Datei ändert nichts." in page


async def test_the_sample_is_no_offer_but_right_in_every_cell(as_role: AsRole, engine: sa.Engine) -> None:
    client = await as_role(Role.REDAKTION)
    sample = (await (await client.get("/team/angebote/vorlage.csv")).read()).decode()
    headings, row = sample.splitlines()
    own = row.replace("beispiel;", "gf-eigenes;").replace("Beispiel, bitte löschen", "Eigenes")
    page, _ = await upload(client, "\n".join([headings, own]))
    assert "<strong>1</strong> neu" in page
    assert "<strong>0</strong> fehlerhaft" in page
    renamed = row.replace("Beispiel, bitte löschen", "Umbenannt")
    for forgotten in (row, renamed, own.replace("Eigenes", "Beispiel, bitte löschen")):
        page, path = await upload(client, "\n".join([headings, forgotten]))
        assert "Das ist die Beispielzeile der Vorlage." in page
        assert "Keine Zeile kann übernommen werden." in page
        await take_over(client, path, nur_gute="1")
    page, path = await upload(client, "\n".join([headings, row, own]))
    assert "1 neu, 1 fehlerhafte Zeile nicht übernommen." in await take_over(client, path, nur_gute="1")
    assert stored(engine, "gf-eigenes").title == "Eigenes"
    with reading(engine) as session:
        assert load_offers(session, ["beispiel"]) == {}


async def test_an_offer_is_not_called_like_a_page(as_role: AsRole, engine: sa.Engine) -> None:
    client = await as_role(Role.REDAKTION)
    headings, row = (await (await client.get("/team/angebote/vorlage.csv")).text()).splitlines()
    rows = [
        row.replace("beispiel;", f"{page};").replace("Beispiel, bitte löschen", "Eigenes") for page in sorted(PAGES)
    ]
    page, _ = await upload(client, "\n".join([headings, *rows]))
    assert page.count("braucht Lotte selbst") == len(PAGES)
    whole = {**cells_of(stored(engine)), "id": "neu", "aktion": "entwurf"}
    answer = await client.post("/team/angebote/neu", data={**whole, "csrf": client.csrf})  # type: ignore[attr-defined]
    assert answer.status == 400
    assert "braucht Lotte selbst" in await answer.text()


def test_the_pages_an_offer_would_hide(settings: Settings) -> None:
    app = create_app(settings)
    paths = {route.resource.canonical for route in app.router.routes() if route.resource}
    words = {path.removeprefix("/team/angebote/") for path in paths if path.startswith("/team/angebote/")}
    assert {word for word in words if re.fullmatch(r"[a-z0-9][a-z0-9_-]*", word)} == PAGES


def test_files_do_not_lie_about_for_ever(tmp_path: Path) -> None:
    shelf = UploadShelf(tmp_path / "einfuhr")
    kept = shelf.put(io.BytesIO(GOOD.encode()), "C:\\Ablage\\a.csv", 1)
    assert (kept.name, kept.path.stat().st_mode & 0o077) == ("a.csv", 0)
    assert shelf.get(kept.token, 1) == kept
    assert shelf.get(kept.token, 2) is None
    assert shelf.get("../geheim", 1) is None
    old = time.time() - KEPT_SECONDS - 1
    for path in (tmp_path / "einfuhr").iterdir():
        os.utime(path, (old, old))
    assert shelf.get(kept.token, 1) is None
    assert list((tmp_path / "einfuhr").iterdir()) == []
    with pytest.raises(FileUnreadable):
        shelf.put(io.BytesIO(b"x"), "a.html", 1)


def test_three_files_of_an_account_wait_and_no_more(tmp_path: Path) -> None:
    shelf = UploadShelf(tmp_path)
    other = shelf.put(io.BytesIO(b"x"), "a.csv", 2)
    kept = []
    for number in range(4):
        kept.append(shelf.put(io.BytesIO(b"x"), f"{'n' * 100}.csv", 1))
        for path in tmp_path.glob(f"{kept[-1].token}.*"):
            os.utime(path, (time.time() - 60 + number,) * 2)
    assert [shelf.get(one.token, 1) is not None for one in kept] == [False, True, True, True]
    assert shelf.get(other.token, 2) == other
    assert len(list(tmp_path.iterdir())) == 2 * 4
    assert len(kept[0].name) == 80


@pytest.mark.parametrize(
    ("before", "now", "ids"),
    [
        ({}, {}, []),
        ({"a": "1"}, {"a": "1"}, []),
        ({"a": "1"}, {"a": "2"}, ["a"]),
        ({"a": ""}, {"a": "1"}, ["a"]),
        ({"b": "1", "a": "1"}, {}, ["a", "b"]),
        ({}, {"a": ""}, ["a"]),
    ],
)
def test_what_counts_as_changed_meanwhile(before: dict[str, str], now: dict[str, str], ids: list[str]) -> None:
    assert changed_meanwhile(before, now) == ids


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({}, ""),
        ({"neu": "0", "geaendert": "0", "fehlerhaft": "0"}, ""),
        ({"neu": "2", "geaendert": "1", "fehlerhaft": "1"}, "2 neu, 1 geändert, 1 fehlerhafte Zeile nicht übernommen."),
        ({"fehlerhaft": "2"}, "2 fehlerhafte Zeilen nicht übernommen."),
        ({"neu": "<b>", "geaendert": "-1"}, ""),
    ],
)
def test_what_an_import_did(query: dict[str, str], words: str) -> None:
    assert counted(query) == words
