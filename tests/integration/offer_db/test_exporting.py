from __future__ import annotations

import io
import json

from openpyxl import load_workbook
from sqlalchemy import Engine

from offer_db.database import writing
from offer_db.editing import edit_offer
from offer_db.exporting import export_json, export_xlsx
from offer_db.fields import FIELDS
from offer_db.importing import import_offers
from offer_db.previewing import preview_import
from offer_db.spreadsheet import read_xlsx
from tests.integration.offer_db.test_editing import NEW, stored

HOSTILE = {
    "id": "gf-a",
    "title": '=HYPERLINK("https://example.org";"Klick")',
    "provider": "+49",
    "description": "-1+1",
    "notes": "'=1+1",
    "target": "@SUM(A1)",
    "postcode": "01234",
    "topics": "kita;elterngeld",
    "valid_from": "2026-01-01",
}


def workbook(engine: Engine) -> bytes:
    stream = io.BytesIO()
    export_xlsx(engine, stream)
    return stream.getvalue()


def test_a_workbook_holds_no_formulas(engine: Engine) -> None:
    edit_offer(engine, None, NEW | HOSTILE, "Anna")
    sheet = load_workbook(io.BytesIO(workbook(engine))).worksheets[0]
    headings, row = sheet.iter_rows()
    assert [cell.value for cell in headings] == [field.heading for field in FIELDS]
    cells = dict(zip((field.alias for field in FIELDS), row, strict=True))
    for alias, text in HOSTILE.items():
        assert (cells[alias].value, cells[alias].data_type) == (text, "s"), alias
        assert cells[alias].quotePrefix == text.startswith(("=", "+", "-", "@")), alias
    assert cells["age_min_months"].value == 3
    assert not any(cell.data_type == "f" for cell in row)


def test_a_workbook_there_and_back_changes_nothing(engine: Engine) -> None:
    offer = edit_offer(engine, None, NEW | HOSTILE, "Anna")
    edit_offer(engine, None, NEW, "Anna")
    content = workbook(engine)
    preview = preview_import(engine, read_xlsx(io.BytesIO(content), "a.xlsx"), "a.xlsx")
    assert str(preview) == "0 neu, 0 geändert, 2 unverändert, 0 fehlerhaft"
    edit_offer(engine, "gf-a", {"title": "Anders", "notes": "", "postcode": ""}, "Anna")
    with writing(engine) as session:
        import_offers(session, read_xlsx(io.BytesIO(content), "a.xlsx"))
    assert stored(engine, "gf-a") == offer


def test_json_has_kinds_of_values(engine: Engine) -> None:
    assert json.loads("".join(export_json(engine))) == {"angebote": []}
    edit_offer(engine, None, NEW | HOSTILE, "Anna")
    edit_offer(engine, None, NEW, "Anna")
    first, second = json.loads("".join(export_json(engine)))["angebote"]
    assert list(first) == [field.heading for field in FIELDS]
    assert (first["kennung"], first["titel"], first["alter_von_monate"]) == ("gf-a", HOSTILE["title"], 3)
    assert (first["themen"], second["themen"]) == (["kita", "elterngeld"], [])
    assert (first["gueltig_von"], second["gueltig_von"]) == ("2026-01-01", None)
    lists = {key for key, value in first.items() if isinstance(value, list)}
    assert lists == {"weitere_bedarfe", "themen", "lebensphasen", "formen"}
    days = {"gueltig_von", "gueltig_bis", "geprueft_am"}
    assert {key for key, value in second.items() if value is None} == days
    assert {key for key, value in first.items() if isinstance(value, int)} == {"alter_von_monate", "alter_bis_monate"}
