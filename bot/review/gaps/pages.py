"""GET /team/luecken: demand against supply. The same as /team/luecken.csv and .pdf; /team/luecken/bild/…: a picture."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from aiohttp import web

from bot.review.charts import svg_response
from bot.review.errors import NotFound, TeamError
from bot.review.gaps.csvfile import report_csv
from bot.review.gaps.heatmap import HIDDEN, NO_OFFER, course, heatmap, size
from bot.review.gaps.paper import report_pdf
from bot.review.gaps.reading import EVERYTHING, address, read_query
from bot.review.gaps.words import DEFINITIONS, KNOWN, MANY_HIDDEN, NO_GAPS, SECRECY, UNFINISHED
from bot.review.keys import OFFERS, in_drawing_thread, note
from bot.review.roles import Area
from bot.review.routing import add_routes
from bot.review.shell import render
from offer_db.gaps import GapReport, UnknownPart, gap_report
from offer_db.gaps_lattice import ANY
from offer_db.opening import TIMEZONE

_SIDES: Final = {"ort": "Ort", "sprache": "Sprache", "kanal": "Kanal"}
_COURSE: Final = "verlauf"


def add_pages(app: web.Application) -> None:
    """Adds the routes."""
    add_routes(
        app,
        Area.BERICHTE,
        [
            web.get("/luecken", show),
            web.get("/luecken.csv", as_csv),
            web.get("/luecken.pdf", as_pdf),
            web.get("/luecken/bild/{name}.svg", picture),
        ],
    )


async def show(request: web.Request) -> web.Response:
    """The page."""
    report = await _report(request)
    query, choices = report.query, report.choices
    return render(
        request,
        "luecken.html",
        bericht=report,
        adresse=address(query),
        zeitraum=EVERYTHING if query.period == ANY else query.period,
        zeitraeume=[(EVERYTHING if value == ANY else value, name) for value, name in choices.periods],
        bedarfe=choices.needs,
        ausschnitt=f"{query.side}:{query.part}" if query.side else "",
        ausschnitte=[(_SIDES[side], side, parts) for side, parts in choices.parts.items() if parts],
        bildgroesse=size,
        gesperrt=HIDDEN,
        kein_angebot=NO_OFFER,
        definitionen=DEFINITIONS,
        geheimhaltung=SECRECY,
        unfertig=UNFINISHED,
        keine_luecken=NO_GAPS,
        bekannt=KNOWN,
        viel_gesperrt=MANY_HIDDEN,
    )


async def as_csv(request: web.Request) -> web.Response:
    """All tables as one file for a spreadsheet."""
    report = await _report(request)
    await note(request, "Angebotslücken als CSV geladen", detail=report.title)
    return _file(await in_drawing_thread(_csv, report), "text/csv", report, "csv")


async def as_pdf(request: web.Request) -> web.Response:
    """The report for the steering group."""
    report = await _report(request)
    await note(request, "Angebotslücken als PDF geladen", detail=report.title)
    return _file(await in_drawing_thread(report_pdf, report), "application/pdf", report, "pdf")


async def picture(request: web.Request) -> web.Response:
    """A heat map, or the course over time."""
    name = request.match_info["name"]
    table = (await _report(request)).table(name)
    if table is None or not (name == _COURSE or table.sums.offers):
        raise NotFound
    return svg_response(await in_drawing_thread(course if name == _COURSE else heatmap, table))


async def _report(request: web.Request) -> GapReport:
    today = datetime.now(TIMEZONE).date()
    try:
        return await in_drawing_thread(gap_report, request.app[OFFERS], read_query(request.query), today)
    except UnknownPart as error:
        raise TeamError(400, str(error)) from error


def _csv(report: GapReport) -> bytes:
    return "".join(report_csv(report)).encode()


def _file(body: bytes, kind: str, report: GapReport, ending: str) -> web.Response:
    name = f"angebotsluecken-{EVERYTHING if report.query.period == ANY else report.query.period}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    charset = "utf-8" if kind.startswith("text/") else None
    return web.Response(body=body, content_type=kind, charset=charset, headers=headers)
