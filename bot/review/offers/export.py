"""GET /angebote/export.csv, .xlsx, .json: all offers as a file, streamed; and an empty file to begin with."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import datetime
from tempfile import TemporaryFile
from typing import Final

from aiohttp import web

from bot.review.keys import OFFERS, in_thread, note
from bot.review.offers.refusing import SAMPLE
from offer_db.csvfile import BOM, line
from offer_db.exporting import export_csv, export_json, export_xlsx
from offer_db.fields import FIELDS
from offer_db.opening import TIMEZONE

CSV: Final = "text/csv; charset=utf-8"
JSON: Final = "application/json; charset=utf-8"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHUNK_BYTES: Final = 1 << 16


async def as_csv(request: web.Request) -> web.StreamResponse:
    """GET /angebote/export.csv"""
    return await _stream(request, export_csv(request.app[OFFERS]), "csv", CSV)


async def as_json(request: web.Request) -> web.StreamResponse:
    """GET /angebote/export.json"""
    return await _stream(request, export_json(request.app[OFFERS]), "json", JSON)


async def as_xlsx(request: web.Request) -> web.StreamResponse:
    """GET /angebote/export.xlsx"""
    await note(request, "Angebote ausgegeben", "", "xlsx")
    with TemporaryFile() as file:
        await in_thread(export_xlsx, request.app[OFFERS], file)
        file.seek(0)
        response = await _begin(request, _name("xlsx"), XLSX)
        while chunk := await in_thread(file.read, CHUNK_BYTES):
            await response.write(chunk)
    await response.write_eof()
    return response


async def sample(request: web.Request) -> web.StreamResponse:
    """GET /angebote/vorlage.csv: the headings, and one line that shows what goes where."""
    cells = [SAMPLE.get(column.alias, column.example) for column in FIELDS]
    text = BOM + line([column.heading for column in FIELDS]) + line(cells)
    headers = {"Content-Disposition": 'attachment; filename="angebote-vorlage.csv"', "Content-Type": CSV}
    return web.Response(body=text.encode(), headers=headers)


async def _stream(request: web.Request, pieces: Iterator[str], kind: str, content_type: str) -> web.StreamResponse:
    await note(request, "Angebote ausgegeben", "", kind)
    first = await asyncio.to_thread(next, pieces, None)  # what goes wrong at once is still an error page
    response = await _begin(request, _name(kind), content_type)
    while first is not None:
        await response.write(first.encode())
        first = await asyncio.to_thread(next, pieces, None)
    await response.write_eof()
    return response


async def _begin(request: web.Request, name: str, content_type: str) -> web.StreamResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Type": content_type}
    response = web.StreamResponse(headers=headers)
    await response.prepare(request)
    return response


def _name(kind: str) -> str:
    return f"angebote-{datetime.now(TIMEZONE):%Y-%m-%d}.{kind}"
