from __future__ import annotations

import contextlib
import io
import random
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook

from offer_db import spreadsheet
from offer_db.csvfile import read_text
from offer_db.errors import FileUnreadable
from offer_db.spreadsheet import read_xlsx

MAIN = "xl/worksheets/sheet1.xml"


def workbook(*rows: list[Any]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def repacked(change: Callable[[str, bytes], bytes | None], *more: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO()
    whole = io.BytesIO(workbook(["id", "title"], ["gf-a", "A"]))
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
        for name, content in more:
            new.writestr(name, content)
    return stream.getvalue()


def cells(content: bytes) -> list[dict[str, str]]:
    return [row.cells for row in read_xlsx(io.BytesIO(content), "a.xlsx").rows]


def test_headings_rows_and_lines() -> None:
    file = read_xlsx(
        io.BytesIO(workbook([], ["ID", " Titel "], ["gf-a", "A"], [], ["  "], ["gf-b"], ["gf-c", "C", "zu viel"])),
        "a.xlsx",
    )
    assert file.headings == ("id", "titel")
    rows = list(file.rows)
    assert [(row.line, row.missing, row.extra) for row in rows] == [(3, 0, 0), (6, 0, 0), (7, 0, 1)]
    assert rows[1].cells == {"id": "gf-b", "titel": ""}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (38518, "38518"),
        (3.0, "3"),
        (1.5, "1.5"),
        (date(2026, 5, 1), "2026-05-01"),
        (datetime(2026, 5, 1), "2026-05-01"),
        ("ümläut\nzwei", "ümläut\nzwei"),
        ("'=1", "'=1"),
    ],
)
def test_values_become_cells(value: object, text: str) -> None:
    assert cells(workbook(["id", "title"], ["gf-a", value])) == [{"id": "gf-a", "title": text}]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "keine lesbare"),
        (b"id;title\ngf-a;A\n", "keine lesbare"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000, "Kennwort"),
        (b"PK\x03\x04" + b"\0" * 100, "keine lesbare"),
        (workbook(["id"])[:-300], "keine lesbare"),
        (workbook(), "leer"),
        (workbook(["id", None, "title"]), "Spalte 2 ohne Namen"),
        (workbook(["id", "ID"]), "zweimal"),
        (workbook(["id", "title"], ["gf-a", "=1+1"]), "Zeile 2 steht eine Formel ohne Ergebnis"),
        (repacked(lambda name, old: None if name == "xl/workbook.xml" else old), "keine lesbare"),
        (repacked(lambda name, old: None if name == MAIN else old), "leer"),
        (repacked(lambda name, old: b"<sheet" if name == MAIN else old), "keine lesbare"),
        (
            repacked(lambda name, old: b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>' if name == MAIN else old),
            "keine lesbare",
        ),
        (repacked(lambda name, old: old, ("bomb.bin", b"\0" * (spreadsheet.MOST_UNPACKED_BYTES + 1))), "zu viel"),
        (repacked(lambda name, old: old, *((f"{number}.xml", b"") for number in range(600))), "zu viel"),
    ],
    ids=map(str, range(15)),
)
def test_bad_files_are_refused_in_german(content: bytes, reason: str) -> None:
    with pytest.raises(FileUnreadable, match=reason) as caught:
        read_xlsx(io.BytesIO(content), "a.xlsx")
    assert "„a.xlsx“" in str(caught.value)


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "MOST_ROWS", 2)
    assert len(cells(workbook(["id"], ["a"], ["b"]))) == 2
    with pytest.raises(FileUnreadable, match="mehr als 2 Zeilen"):
        cells(workbook(["id"], ["a"], ["b"], ["c"]))
    monkeypatch.setattr(spreadsheet, "MOST_BYTES", 100)
    with pytest.raises(FileUnreadable, match="größer als"):
        cells(workbook(["id"]))


def test_damage_anywhere_is_never_more_than_a_refusal() -> None:
    good = workbook(["id", "title"], *([f"gf-{number}", "A" * number] for number in range(50)))
    chance = random.Random(1)
    for _ in range(60):
        damaged = bytearray(good)
        for _ in range(chance.choice((1, 20))):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        with contextlib.suppress(FileUnreadable):
            cells(bytes(damaged))


def test_a_row_that_calls_itself_the_two_billionth_costs_nothing() -> None:
    def far(name: str, content: bytes) -> bytes | None:
        return content.replace(b'r="2"', b'r="2000000000"') if name == "xl/worksheets/sheet1.xml" else content

    with pytest.raises(FileUnreadable, match="mehr als 20000 Zeilen"):
        read_xlsx(io.BytesIO(repacked(far)), "liste.xlsx")


def test_a_cell_longer_than_any_spreadsheet_can_hold_is_refused() -> None:
    with pytest.raises(FileUnreadable, match=r"Zeile 2 .* mehr als 32767 Zeichen"):
        list(read_text("kennung\n" + "x" * 40_000 + "\n", "liste.csv").rows)
