"""Writes all offers as CSV, XLSX or JSON, a few hundred at a time; an import of the first two changes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Font
from sqlalchemy import Engine, select

from offer_db.csvfile import BOM, line, neutralise
from offer_db.database import reading
from offer_db.fields import FIELDS, Field, show
from offer_db.loading import load_offers
from offer_db.models import Offer as OfferRow
from offer_db.records import Offer

CHUNK_ROWS: Final = 400
SHEET: Final = "Angebote"


def export_csv(engine: Engine, fields: tuple[Field, ...] = FIELDS) -> Iterator[str]:
    """Yields the file in pieces of a few hundred rows: headings first, offers by id.

    German headings, semicolons and a BOM, as German spreadsheets expect it; formulas are neutralised.
    """
    yield BOM + line([field.heading for field in fields])
    for offers in _in_chunks(engine):
        yield "".join(line([neutralise(show(field.read(offer))) for field in fields]) for offer in offers)


def export_json(engine: Engine, fields: tuple[Field, ...] = FIELDS) -> Iterator[str]:
    """Yields `{"angebote": [...]}` in pieces, one offer a line, by id; docs/angebote-pflegen.md describes the fields.

    Keys are the German headings. Lists are lists, ages numbers, days "JJJJ-MM-TT" or null, everything else text.
    """
    separator = '{"angebote": [\n'
    for offers in _in_chunks(engine):
        for offer in offers:
            told = {field.heading: _plain(field.read(offer)) for field in fields}
            yield separator + json.dumps(told, ensure_ascii=False)
            separator = ",\n"
    yield "\n]}\n" if separator == ",\n" else separator + "]}\n"


def export_xlsx(engine: Engine, stream: BinaryIO, fields: tuple[Field, ...] = FIELDS) -> None:
    """Writes all offers by id into a workbook with one sheet.

    Text cells are text for ever: a cell that begins with "=" or "+" is neither run nor changed, and stays text when
    somebody edits it; a postcode keeps its zero.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(SHEET)
    sheet.freeze_panes = "C2"
    sheet.append([_text(sheet, field.heading, bold=True) for field in fields])
    for offers in _in_chunks(engine):
        for offer in offers:
            sheet.append([_cell(sheet, field.read(offer)) for field in fields])
    book.save(stream)


def _in_chunks(engine: Engine) -> Iterator[list[Offer]]:
    """All offers by id, a few hundred at once."""
    last = ""
    while True:
        with reading(engine) as session:
            # Seeking by id instead of an open cursor: a slow download must not hold a transaction.
            ids = session.scalars(
                select(OfferRow.id).where(OfferRow.id > last).order_by(OfferRow.id).limit(CHUNK_ROWS)
            ).all()
            offers = load_offers(session, ids)
        if not ids:
            return
        last = ids[-1]
        yield list(offers.values())


def _cell(sheet: Any, value: object) -> Cell | int:
    return value if isinstance(value, int) else _text(sheet, show(value))


def _text(sheet: Any, text: str, *, bold: bool = False) -> Cell:
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", text) or None)
    if text:
        cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = text.startswith(("=", "+", "-", "@"))
    if bold:
        cell.font = Font(bold=True)
    return cell


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
