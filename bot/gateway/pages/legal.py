"""Impressum, Datenschutz and Barrierefreiheit: German pages, fed by what the operator states (data/betreiber.yml)."""

from __future__ import annotations

from typing import Final

from aiohttp import web

from bot.gateway.messenger.registry import configured_titles
from bot.gateway.pages.shell import render
from bot.gateway.resending import KEPT_SECONDS
from bot.gateway.session import COOKIE
from bot.operator import Operator, load_operator
from bot.settings import Settings

OPERATOR: Final[web.AppKey[Operator]] = web.AppKey("operator", Operator)
_STORED: Final[web.AppKey[dict[str, object]]] = web.AppKey("stored", dict)


def add_legal(app: web.Application, settings: Settings) -> None:
    """Adds the three pages.

    Raises:
        OperatorError: the operator's file cannot be used.
    """
    app[OPERATOR] = load_operator(settings.operator)
    # what the page about data promises is what this installation really does
    app[_STORED] = {
        "tage": settings.retention_days,
        "rueckruf_tage": settings.callback_days,
        "minuten": round(KEPT_SECONDS / 60),
        "cookie": COOKIE,
        "einbettung": bool(settings.widget_origins.strip()),
        "messenger": configured_titles(settings),
    }
    app.add_routes(
        [
            web.get("/impressum", imprint),
            web.get("/datenschutz", data_protection),
            web.get("/barrierefreiheit", accessibility),
        ]
    )


async def imprint(request: web.Request) -> web.Response:
    """GET /impressum"""
    return render(request, "impressum.html", betreiber=request.app[OPERATOR])


async def data_protection(request: web.Request) -> web.Response:
    """GET /datenschutz"""
    return render(request, "datenschutz.html", betreiber=request.app[OPERATOR], gespeichert=request.app[_STORED])


async def accessibility(request: web.Request) -> web.Response:
    """GET /barrierefreiheit"""
    return render(request, "barrierefreiheit.html", betreiber=request.app[OPERATOR])
