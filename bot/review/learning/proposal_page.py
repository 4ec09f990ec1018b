"""/korrekturen/vorschlag: the basket as a change to the training sentences, to look at and to download."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import PurePosixPath
from typing import Final

from aiohttp import web

from bot.learning.example import examples_of
from bot.learning.proposal import Case, ChangedFile, cases_file, changed_files, patch
from bot.memory.reviewing.basket import CorrectionRow
from bot.review.conversations import names
from bot.review.errors import TeamError
from bot.review.keys import in_thread, note
from bot.review.learning.keys import BASKET
from bot.review.shell import amount, render
from bot.settings import ROOT
from offer_db.opening import TIMEZONE

_CASES_NAME: Final = "faelle_fuer_die_entwicklung.yml"
_PATCH_NAME: Final = "vorschlag.patch"
_READ_ME: Final = """\
Vorschlag aus dem Korb der Korrekturen.

vorschlag.patch   alle Änderungen auf einmal: im Ordner von Lotte `git apply vorschlag.patch`
data/nlu/         dieselben Dateien, wie sie danach aussehen
faelle_fuer_die_entwicklung.yml   falsch verstandene Alter und Orte; daraus lernt kein Modell
"""


async def show(request: web.Request) -> web.Response:
    """Every file that would change, with its new lines."""
    rows = await in_thread(request.app[BASKET].open)
    files = await in_thread(_files, rows)
    await note(request, "Vorschlag angesehen", detail=amount(len(rows), "Korrektur", "Korrekturen"))
    return render(
        request,
        "korrekturen_vorschlag.html",
        dateien=files,
        faelle=cases_file(_cases(rows)),
        patch=patch(files),
        namen=names,
    )


async def download_patch(request: web.Request) -> web.Response:
    """One patch for `git apply`."""
    files = await in_thread(_files, await _something(request))
    if not files:
        raise TeamError(404, "Im Korb ist nichts, was die Trainingssätze ändert.")
    await note(request, "Vorschlag geladen", detail=_PATCH_NAME)
    return _file(patch(files).encode(), _PATCH_NAME, "text/x-diff")


async def download_files(request: web.Request) -> web.Response:
    """The changed files, the patch and the cases in one archive."""
    rows = await _something(request)
    packed = await in_thread(_packed, rows)
    await note(request, "Vorschlag geladen", detail="vorschlag.zip")
    return _file(packed, "vorschlag.zip", "application/zip")


async def _something(request: web.Request) -> Sequence[CorrectionRow]:
    rows = await in_thread(request.app[BASKET].open)
    if not rows:
        raise TeamError(404, "Der Korb ist leer.")
    return rows


def _files(rows: Sequence[CorrectionRow]) -> list[ChangedFile]:
    return changed_files(examples_of(rows), _read)


def _cases(rows: Sequence[CorrectionRow]) -> list[Case]:
    return [
        Case(
            row.sentence,
            f"{datetime.fromtimestamp(row.at, TIMEZONE):%Y-%m-%d}",
            [(first, last) for first, last in row.understood.get("children") or []],
            row.right.ages,
            row.understood.get("place"),
            row.right.place_key,
        )
        for row in reversed(rows)
        if row.right.ages is not None or row.right.place_key is not None
    ]


def _read(path: PurePosixPath) -> str:
    file = ROOT / path
    return file.read_text(encoding="utf-8") if file.exists() else ""


def _packed(rows: Sequence[CorrectionRow]) -> bytes:
    files, cases = _files(rows), cases_file(_cases(rows))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("LIESMICH.txt", _READ_ME)
        for file in files:
            archive.writestr(str(file.path), file.after)
        if files:
            archive.writestr(_PATCH_NAME, patch(files))
        if cases:
            archive.writestr(_CASES_NAME, cases)
    return buffer.getvalue()


def _file(body: bytes, name: str, content_type: str) -> web.Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return web.Response(body=body, content_type=content_type, headers=headers)
