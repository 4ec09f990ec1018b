"""GET and POST /team/anmelden, POST /team/abmelden."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from bot.review.guard import COOKIE
from bot.review.keys import SETTINGS, STAFF, STAFF_SESSIONS, in_thread
from bot.review.roles import Area
from bot.review.routing import PREFIX, add_routes
from bot.review.shell import done, render


def add_pages(app: web.Application) -> None:
    """Adds the routes."""
    add_routes(app, Area.OFFEN, [web.get("/anmelden", login_form)])
    add_routes(app, Area.KONTO, [web.post("/abmelden", log_out)])


async def login_form(request: web.Request) -> web.Response:
    """The form."""
    return render(request, "anmelden.html")


async def log_out(request: web.Request) -> web.StreamResponse:
    """Ends the session here and in the browser."""
    await in_thread(request.app[STAFF_SESSIONS].end, request.cookies.get(COOKIE, ""))
    response = done("/anmelden", "abgemeldet")
    response.del_cookie(COOKIE, path=PREFIX, **_attributes(request))
    raise response


def write_cookie(request: web.Request, response: web.StreamResponse, token: str) -> None:
    """Puts the session into the browser, until it is closed."""
    response.set_cookie(COOKIE, token, path=PREFIX, **_attributes(request))


def _attributes(request: web.Request) -> dict[str, Any]:
    return {"httponly": True, "samesite": "Lax", "secure": request.app[SETTINGS].cookie_secure}


_ = STAFF
