"""Taking a file over: upload, look at what would change, and only then write."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from typing import Final

import sqlalchemy as sa
from aiohttp import web
from aiohttp.web_request import FileField

from bot.review.errors import NotFound, TeamError
from bot.review.forms import read_form, uploaded
from bot.review.keys import OFFERS, STAFF, in_thread, note
from bot.review.offers.catalogue import read_catalogue
from bot.review.offers.differences import differences
from bot.review.offers.names import STATE_NAMES
from bot.review.offers.refusing import why_refused
from bot.review.offers.uploads import Upload, UploadShelf
from bot.review.routing import PREFIX
from bot.review.shell import done, render
from offer_db.cells import fingerprint
from offer_db.csvfile import CsvFile
from offer_db.database import writing
from offer_db.errors import FileUnreadable, ImportRefused, NotAllowed
from offer_db.importing import ImportReport, import_offers
from offer_db.previewing import ImportPreview, preview_import

SHELF: Final[web.AppKey[UploadShelf]] = web.AppKey("shelf", UploadShelf)
PAGE: Final = "/angebote/import"
SHOWN: Final = 200
"""So many lines of each part of the preview are shown."""
_COUNT: Final = re.compile(r"[1-9][0-9]{0,5}")
_GONE: Final = (
    "Die Datei liegt nicht mehr bereit (länger als eine Stunde, oder Sie haben drei neuere hochgeladen). Bitte laden "
    "Sie sie noch einmal hoch."
)


async def show_form(request: web.Request) -> web.Response:
    """GET /angebote/import"""
    return _form_page(request, taken=counted(request.query))


async def upload(request: web.Request) -> web.Response:
    """POST /angebote/import: keeps the file and leads to the preview; nothing is written."""
    file = (await uploaded(request)).get("datei")
    if not isinstance(file, FileField) or not file.filename:
        return _form_page(request, wrong="Bitte wählen Sie zuerst eine Datei aus.")
    shelf = request.app[SHELF]
    try:
        kept = await in_thread(shelf.put, file.file, file.filename, request[STAFF].account_id)
    except FileUnreadable as error:
        return _form_page(request, wrong=str(error))
    try:
        await in_thread(_look, request.app[OFFERS], shelf, kept)
    except FileUnreadable as error:
        await in_thread(shelf.throw_away, kept)
        return _form_page(request, wrong=str(error))
    raise web.HTTPSeeOther(f"{PREFIX}{PAGE}/{kept.token}")


async def preview(request: web.Request) -> web.Response:
    """GET /angebote/import/{datei}: new, changed, unchanged, in error."""
    kept = await _kept(request)
    found = await in_thread(_look, request.app[OFFERS], request.app[SHELF], kept)
    return await _preview_page(request, kept, found)


async def take_over(request: web.Request) -> web.Response:
    """POST /angebote/import/{datei}: writes; first shows again what changed since it was looked at."""
    kept = await _kept(request)
    shelf, engine = request.app[SHELF], request.app[OFFERS]
    before = await in_thread(shelf.seen, kept.token)
    found = await in_thread(_look, engine, shelf, kept)
    meanwhile = changed_meanwhile(before, _seen(found))
    skip_bad = (await read_form(request)).get("nur_gute") == "1"
    if meanwhile or (found.problems and not skip_bad):
        return await _preview_page(request, kept, found, meanwhile=meanwhile, status=409)
    await note(request, "Angebotsdatei übernommen", "", f"{kept.name}: {found}")
    try:
        report = await in_thread(_write, engine, kept, f"{request[STAFF].name}, Import {kept.name}", found.ids)
    except (ImportRefused, NotAllowed, FileUnreadable) as error:
        raise TeamError(409, str(error)) from error
    await in_thread(shelf.throw_away, kept)
    raise done(f"{PAGE}?neu={report.new}&geaendert={report.changed}&fehlerhaft={found.bad}", "uebernommen")


async def discard(request: web.Request) -> web.Response:
    """POST /angebote/import/{datei}/verwerfen"""
    await in_thread(request.app[SHELF].throw_away, await _kept(request))
    raise done(PAGE, "verworfen")


def counted(query: Mapping[str, str]) -> str:
    """What an import did, from the numbers in the address that follows it; empty without them.

    >>> counted({"neu": "0", "geaendert": "1", "fehlerhaft": "2"})
    '1 geändert, 2 fehlerhafte Zeilen nicht übernommen.'
    """
    new, changed, bad = (query.get(name, "") for name in ("neu", "geaendert", "fehlerhaft"))
    rows = "fehlerhafte Zeile" if bad == "1" else "fehlerhafte Zeilen"
    told = ((new, "neu"), (changed, "geändert"), (bad, f"{rows} nicht übernommen"))
    said = ", ".join(f"{number} {words}" for number, words in told if _COUNT.fullmatch(number))
    return f"{said}." if said else ""


def changed_meanwhile(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """Ids of offers that are not stored any more as they were when the file was looked at.

    Args:
        before, now: id of each offer the file adds or changes, and its fingerprint; empty for a new one.
    """
    return sorted(key for key in {*before, *now} if before.get(key) != now.get(key))


async def _kept(request: web.Request) -> Upload:
    kept = await in_thread(request.app[SHELF].get, request.match_info["datei"], request[STAFF].account_id)
    if kept is None:
        raise NotFound(_GONE)
    return kept


def _look(engine: sa.Engine, shelf: UploadShelf, kept: Upload) -> ImportPreview:
    with kept.opened() as file:
        found = preview_import(engine, file, kept.name, why_refused)
    shelf.remember(kept, _seen(found))
    return found


def _seen(found: ImportPreview) -> dict[str, str]:
    return {**{offer.id: "" for offer in found.new}, **{offer.id: fingerprint(offer) for offer, _ in found.changed}}


def _write(engine: sa.Engine, kept: Upload, by: str, bad: Container[int]) -> ImportReport:
    """Takes over the rows that were shown as good; should another have become bad since, nothing is written."""
    with kept.opened() as file, writing(engine) as session:
        good = CsvFile(file.headings, (row for row in file.rows if row.line not in bad))
        return import_offers(session, good, name=kept.name, by=by)


def _form_page(request: web.Request, *, wrong: str = "", taken: str = "") -> web.Response:
    return render(request, "angebote_import.html", status=400 if wrong else 200, fehler=wrong, ergebnis=taken)


async def _preview_page(
    request: web.Request, kept: Upload, found: ImportPreview, *, meanwhile: list[str] | None = None, status: int = 200
) -> web.Response:
    catalogue = await in_thread(read_catalogue, request.app[OFFERS])
    return render(
        request,
        "angebote_import_vorschau.html",
        status=status,
        hochgeladen=kept,
        vorschau=found,
        gute=len(found.new) + len(found.changed),
        geaendert=[(offer, differences(changes, catalogue)) for offer, changes in found.changed[:SHOWN]],
        inzwischen=meanwhile or [],
        zustaende=STATE_NAMES,
        hoechstens=SHOWN,
    )
