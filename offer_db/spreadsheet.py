"""Reads an XLSX workbook like a CSV file, and refuses what is damaged, locked or made to exhaust the machine."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any, BinaryIO, Final
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from offer_db.csvfile import MOST_CHARACTERS, CsvFile, Row, open_csv, require_headings, too_long
from offer_db.errors import FileUnreadable

MOST_BYTES: Final = 10 * 1024 * 1024
"""Of the file; 10,000 offers take 3 MB."""
MOST_UNPACKED_BYTES: Final = 100 * 1024 * 1024
"""Of everything packed in the file: a small file can hold gigabytes of zeros ("zip bomb")."""
MOST_PARTS: Final = 500
MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 200
_OLE: Final = b"\xd0\xcf\x11\xe0"
"""First bytes of an encrypted workbook, and of the XLS files of before 2007."""
_CHUNK: Final = 1 << 20
# What openpyxl raises on files that are not what they seem; it has no error of its own for most of them.
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    ParseError,
    KeyError,
    IndexError,
    ValueError,
    TypeError,
    AttributeError,
    EOFError,
    OSError,
    RuntimeError,  # of zipfile: encrypted, or (a kind of it) an unknown way of packing
)


@contextmanager
def open_table(path: Path) -> Iterator[CsvFile]:
    """Opens a workbook (.xlsx) or, with any other ending, a CSV file.

    Raises:
        FileUnreadable: see `read_xlsx` and `offer_db.csvfile.open_csv`.
    """
    if path.suffix.lower() != ".xlsx":
        with open_csv(path) as file:
            yield file
        return
    try:
        with path.open("rb") as stream:
            file = read_xlsx(stream, path.name)
    except OSError as error:
        raise FileUnreadable(f"Die Datei „{path}“ ist nicht lesbar.") from error
    yield file


def read_xlsx(stream: BinaryIO, name: str) -> CsvFile:
    """Opens the first sheet of a workbook like a CSV file; formulas count with the value they had when it was saved.

    Args:
        stream: the whole file.
        name: how it is called in messages.

    Raises:
        FileUnreadable: not a workbook, with a password, damaged, too large, or without usable headings.
    """
    content = stream.read(MOST_BYTES + 1)
    _require_small_and_whole(content, name)
    try:
        rows = list(_rows(content, name))
    except _BROKEN as error:
        raise FileUnreadable(_damaged(name)) from error
    while rows and not rows[0].texts:
        del rows[0]
    if not rows:
        raise FileUnreadable(f"„{name}“ ist leer oder hat keine Kopfzeile.")
    headings = tuple(heading.strip().lower() for heading in rows[0].texts)
    require_headings(headings, name)
    return CsvFile(headings, iter([_row(row, headings) for row in rows[1:] if any(map(str.strip, row.texts))]))


@dataclass(frozen=True)
class _Line:
    number: int
    texts: list[str]


def _require_small_and_whole(content: bytes, name: str) -> None:
    if len(content) > MOST_BYTES:
        raise FileUnreadable(f"„{name}“ ist größer als {MOST_BYTES // 1024 // 1024} MB.")
    if content.startswith(_OLE):
        raise FileUnreadable(
            f"„{name}“ ist mit einem Kennwort geschützt oder in einem alten Format gespeichert. "
            "Bitte ohne Kennwort als „Excel-Arbeitsmappe (.xlsx)“ speichern."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            # The sizes stand in the file and may be wrong, but zipfile never unpacks more than they say.
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES:
                raise FileUnreadable(f"„{name}“ enthält zu viel. Bitte nur die Tabelle mit den Angeboten speichern.")
            for part in parts:
                _require_no_doctype(packed, part, name)
    except (*_BROKEN, zipfile.LargeZipFile) as error:
        raise FileUnreadable(_damaged(name)) from error


def _require_no_doctype(packed: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> None:
    # Entities are how a few lines of XML become gigabytes; no spreadsheet program writes any.
    before = b""
    with packed.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            if b"<!DOCTYPE" in before + chunk or b"<!ENTITY" in before + chunk:
                raise FileUnreadable(_damaged(name))
            before = chunk[-16:]


def _rows(content: bytes, name: str) -> Iterator[_Line]:
    # Values and formulas come from two readings of the file: a formula that was never calculated has no value, and
    # taking it for an empty cell would delete what is stored.
    books = [
        load_workbook(io.BytesIO(content), read_only=True, data_only=values, keep_links=False)
        for values in (True, False)
    ]
    try:
        sheets = []
        for book in books:
            if not book.worksheets:
                return
            sheet = book.worksheets[0]
            # What the file says of its own size may be wrong.
            sheet.reset_dimensions()
            sheets.append(sheet.iter_rows())
        full = 0
        for number, (values, formulas) in enumerate(zip_longest(*sheets, fillvalue=()), 1):
            # a row may call itself the two billionth: openpyxl hands out every empty one before it
            if number > 2 * MOST_ROWS:
                raise FileUnreadable(_too_many(name))
            texts = [
                _read(value, formula, number, name)
                for value, formula in zip_longest(islice(values, MOST_COLUMNS), islice(formulas, MOST_COLUMNS))
            ]
            while texts and not texts[-1].strip():
                texts.pop()
            full += bool(texts)
            if full > MOST_ROWS + 1:
                raise FileUnreadable(_too_many(name))
            if texts:
                yield _Line(number, texts)
    finally:
        for book in books:
            book.close()


def _read(cell: Any, formula: Any, number: int, name: str) -> str:
    value = cell.value if cell is not None else None
    if getattr(formula, "data_type", "") == "f" and value is None:
        raise FileUnreadable(
            f"„{name}“: In Zeile {number} steht eine Formel ohne Ergebnis. Bitte durch ihren Wert ersetzen."
        )
    if getattr(cell, "data_type", "") == "e":
        raise FileUnreadable(f"„{name}“: In Zeile {number} steht ein Fehlerwert ({value}).")
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if len(text := str(value)) > MOST_CHARACTERS:
        raise FileUnreadable(too_long(name, number))
    return text


def _row(row: _Line, headings: Sequence[str]) -> Row:
    # A spreadsheet has no missing cells, only empty ones.
    texts = row.texts + [""] * (len(headings) - len(row.texts))
    return Row(row.number, dict(zip(headings, texts, strict=False)), 0, max(0, len(texts) - len(headings)))


def _too_many(name: str) -> str:
    return f"„{name}“ hat mehr als {MOST_ROWS} Zeilen. Bitte in mehrere Dateien aufteilen."


def _damaged(name: str) -> str:
    return f"„{name}“ ist keine lesbare Excel-Datei. Bitte als „Excel-Arbeitsmappe (.xlsx)“ oder als CSV speichern."
