"""CSV as people's spreadsheets save it (comma or semicolon, UTF-8 with or without BOM) and as they open it safely."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TextIO

from offer_db.errors import FileUnreadable

# Spreadsheets run cells that begin like this as formulas (OWASP "CSV Injection"); a leading apostrophe disarms them.
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
_NUMBER_CHARACTERS: Final = frozenset("0123456789.,")
CHUNK_BYTES: Final = 1 << 20
MOST_CHARACTERS: Final = 32_767
"""In one cell: more no spreadsheet program can hold. What is wrong with a cell is said with its words."""
BOM: Final = "\ufeff"
"""Without it, Excel takes UTF-8 for Windows-1252 and shows broken umlauts."""


@dataclass(frozen=True)
class Row:
    """One row: the line it begins in (heading = 1) and its cells by heading; `extra` cells have no heading."""

    line: int
    cells: dict[str, str]
    missing: int
    extra: int


@dataclass(frozen=True)
class CsvFile:
    """An opened file: its headings as written, and its rows, read as they are asked for."""

    headings: tuple[str, ...]
    rows: Iterator[Row]


@contextmanager
def open_csv(path: Path) -> Iterator[CsvFile]:
    """Opens a file and reads its headings; rows without any text are skipped.

    Raises:
        FileUnreadable: no such file, not UTF-8, empty, or a heading twice or missing.
    """
    _require_utf8(path)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        yield _csv(stream, path.name)


def read_text(content: str, name: str) -> CsvFile:
    """The same from a text, for uploads and tests."""
    return _csv(io.StringIO(content.removeprefix("\ufeff"), newline=""), name)


def line(cells: Sequence[str]) -> str:
    """One line with its end, with semicolons as German spreadsheets expect them."""
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";", lineterminator="\r\n").writerow(cells)
    return buffer.getvalue()


def neutralise(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; numbers stay numbers.

    >>> neutralise("=1+1"), neutralise("-9")
    ("'=1+1", '-9')
    """
    body = cell.lstrip("'")
    if not body.startswith(_FORMULA_STARTS):
        return cell
    if body == cell and cell[0] == "-" and len(cell) > 1 and set(cell[1:]) <= _NUMBER_CHARACTERS:
        return cell
    return f"'{cell}"


def restore(cell: str) -> str:
    """Takes back `neutralise`."""
    if cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA_STARTS):
        return cell[1:]
    return cell


def require_headings(headings: Sequence[str], name: str) -> None:
    """Checks that every column has a name of its own.

    Raises:
        FileUnreadable: one has none, or two have the same.
    """
    if "" in headings:
        raise FileUnreadable(f"„{name}“: In der Kopfzeile ist Spalte {headings.index('') + 1} ohne Namen.")
    if doubled := [heading for heading, count in Counter(headings).items() if count > 1]:
        raise FileUnreadable(f"„{name}“: Die Spalte „{doubled[0]}“ kommt zweimal vor.")


def too_long(name: str, line: int) -> str:
    """What is said about a cell with more than `MOST_CHARACTERS`."""
    return f"„{name}“: In Zeile {line} steht eine Zelle mit mehr als {MOST_CHARACTERS} Zeichen."


def _require_utf8(path: Path) -> None:
    decoder = codecs.getincrementaldecoder("utf-8")()
    line = 1
    try:
        with path.open("rb") as stream:
            while block := stream.read(CHUNK_BYTES):
                if block.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and line == 1:
                    raise FileUnreadable(_encoding_message(path.name, None))
                try:
                    decoder.decode(block)
                except UnicodeDecodeError as error:
                    bad = line + block[: error.start].count(b"\n")
                    raise FileUnreadable(_encoding_message(path.name, bad)) from error
                line += block.count(b"\n")
            try:
                decoder.decode(b"", final=True)
            except UnicodeDecodeError as error:
                raise FileUnreadable(_encoding_message(path.name, line)) from error
    except FileNotFoundError as error:
        raise FileUnreadable(f"Die Datei „{path}“ gibt es nicht.") from error
    except OSError as error:
        raise FileUnreadable(f"Die Datei „{path}“ ist nicht lesbar.") from error


def _encoding_message(name: str, line: int | None) -> str:
    where = f" (erste Stelle: Zeile {line})" if line else ""
    return (
        f"„{name}“ ist nicht in UTF-8 gespeichert{where}. "
        "Bitte beim Speichern „CSV UTF-8“ wählen; sonst werden Umlaute zerstört."
    )


def _csv(stream: TextIO, name: str) -> CsvFile:
    start = stream.tell()
    first = stream.readline()
    stream.seek(start)
    if not first.strip():
        raise FileUnreadable(f"„{name}“ ist leer oder hat keine Kopfzeile.")
    reader = csv.reader(stream, delimiter=";" if first.count(";") > first.count(",") else ",", strict=True)
    headings = tuple(heading.strip().lower() for heading in next(reader))
    require_headings(headings, name)
    return CsvFile(headings, _rows(reader, headings, name))


def _rows(reader: Any, headings: Sequence[str], name: str) -> Iterator[Row]:
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise FileUnreadable(
                f"„{name}“: Ab Zeile {line} ist die Datei nicht lesbar; meist fehlt dort ein Anführungszeichen."
            ) from error
        if any(len(cell) > MOST_CHARACTERS for cell in cells):
            raise FileUnreadable(too_long(name, line))
        if any(cell.strip() for cell in cells):
            named = dict(zip(headings, (restore(cell) for cell in cells), strict=False))
            yield Row(line, named, max(0, len(headings) - len(cells)), max(0, len(cells) - len(headings)))
