"""GET /team/: what waits for whoever has signed in."""

from __future__ import annotations

from aiohttp import web

from bot.review.roles import Area
from bot.review.routing import add_routes
from bot.review.shell import render


def add_pages(app: web.Application) -> None:
    """Adds the route."""
    add_routes(app, Area.KONTO, [web.get("/", start)])


async def start(request: web.Request) -> web.Response:
    """The menu in large."""
    return render(request, "start.html")
