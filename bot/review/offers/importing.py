"""Taking a file over: upload, look at what would change, and only then write."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import sqlalchemy as sa
from aiohttp import web
from aiohttp.web_request import FileField

from bot.review.errors import NotFound, TeamError
from bot.review.forms import read_form, uploaded
from bot.review.keys import OFFERS, STAFF, in_thread, note
from bot.review.offers.fields import LABELS
from bot.review.offers.names import STATE_NAMES
from bot.review.offers.uploads import Upload, UploadShelf
from bot.review.routing import PREFIX
from bot.review.shell import done, render
from offer_db.cells import fingerprint
from offer_db.database import writing
from offer_db.errors import FileUnreadable, ImportRefused, NotAllowed
from offer_db.importing import ImportReport, import_offers
from offer_db.previewing import ImportPreview, preview_import

SHELF: Final[web.AppKey[UploadShelf]] = web.AppKey("shelf", UploadShelf)
PAGE: Final = "/angebote/import"
SHOWN: Final = 200
"""So many lines of each part of the preview are shown."""
_GONE: Final = (
    "Die Datei liegt nicht mehr bereit (länger als eine Stunde, oder Sie haben drei neuere hochgeladen). Bitte laden "
    "Sie sie noch einmal hoch."
)


async def show_form(request: web.Request) -> web.Response:
    """GET /angebote/import"""
    return render(request, "angebote_import.html", fehler="")


async def upload(request: web.Request) -> web.Response:
    """POST /angebote/import: keeps the file and leads to the preview; nothing is written."""
    file = (await uploaded(request)).get("datei")
    if not isinstance(file, FileField) or not file.filename:
        return render(request, "angebote_import.html", status=400, fehler="Bitte wählen Sie zuerst eine Datei aus.")
    shelf = request.app[SHELF]
    try:
        kept = await in_thread(shelf.put, file.file, file.filename, request[STAFF].account_id)
    except FileUnreadable as error:
        return render(request, "angebote_import.html", status=400, fehler=str(error))
    try:
        await in_thread(_look, request.app[OFFERS], shelf, kept)
    except FileUnreadable as error:
        await in_thread(shelf.throw_away, kept)
        return render(request, "angebote_import.html", status=400, fehler=str(error))
    raise web.HTTPSeeOther(f"{PREFIX}{PAGE}/{kept.token}")


async def preview(request: web.Request) -> web.Response:
    """GET /angebote/import/{datei}: new, changed, unchanged, in error."""
    kept = await _kept(request)
    found = await in_thread(_look, request.app[OFFERS], request.app[SHELF], kept)
    return _preview_page(request, kept, found)


async def take_over(request: web.Request) -> web.Response:
    """POST /angebote/import/{datei}: writes; first shows again what changed since it was looked at."""
    kept = await _kept(request)
    shelf, engine = request.app[SHELF], request.app[OFFERS]
    before = await in_thread(shelf.seen, kept.token)
    found = await in_thread(_look, engine, shelf, kept)
    meanwhile = changed_meanwhile(before, _seen(found))
    skip_bad = (await read_form(request)).get("nur_gute") == "1"
    if meanwhile or (found.problems and not skip_bad):
        return _preview_page(request, kept, found, meanwhile=meanwhile, status=409)
    await note(request, "Angebotsdatei übernommen", "", f"{kept.name}: {found}")
    try:
        await in_thread(_write, engine, kept, f"{request[STAFF].name}, Import {kept.name}", skip_bad)
    except (ImportRefused, NotAllowed, FileUnreadable) as error:
        raise TeamError(409, str(error)) from error
    await in_thread(shelf.throw_away, kept)
    raise done("/angebote", "uebernommen")


async def discard(request: web.Request) -> web.Response:
    """POST /angebote/import/{datei}/verwerfen"""
    await in_thread(request.app[SHELF].throw_away, await _kept(request))
    raise done(PAGE, "verworfen")


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
        found = preview_import(engine, file, kept.name)
    shelf.remember(kept, _seen(found))
    return found


def _seen(found: ImportPreview) -> dict[str, str]:
    return {**{offer.id: "" for offer in found.new}, **{offer.id: fingerprint(offer) for offer, _ in found.changed}}


def _write(engine: sa.Engine, kept: Upload, by: str, skip_bad: bool) -> ImportReport:
    with kept.opened() as file, writing(engine) as session:
        return import_offers(session, file, name=kept.name, by=by, skip_bad=skip_bad)


def _preview_page(
    request: web.Request, kept: Upload, found: ImportPreview, *, meanwhile: list[str] | None = None, status: int = 200
) -> web.Response:
    return render(
        request,
        "angebote_import_vorschau.html",
        status=status,
        hochgeladen=kept,
        vorschau=found,
        gute=len(found.new) + len(found.changed),
        inzwischen=meanwhile or [],
        feldnamen=LABELS,
        zustaende=STATE_NAMES,
        hoechstens=SHOWN,
    )
