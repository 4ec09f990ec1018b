"""GET and POST /team/anmelden/code: the code of the second factor, after the right password."""

from __future__ import annotations

from typing import Final

from aiohttp import web

from bot.review.errors import TeamError
from bot.review.forms import read_form
from bot.review.login.before_login import BEFORE_LOGIN
from bot.review.login.limits import LOGIN_LIMITS
from bot.review.login.login_page import login_page
from bot.review.login.password_login import note_failure
from bot.review.login.sessions import SIGNING_IN, begin_session
from bot.review.login.way_back import way_back
from bot.review.roles import Area
from bot.review.routing import PREFIX, add_routes

REFUSED: Final = (
    "Der Code stimmt nicht. Jeder Code gilt nur einmal und eine halbe Minute lang; warten Sie auf den nächsten. Nach "
    "mehreren Fehlversuchen ist das Konto für einige Minuten gesperrt."
)


def add_pages(app: web.Application) -> None:
    """Adds the routes."""
    add_routes(app, Area.OFFEN, [web.get("/anmelden/code", form), web.post("/anmelden/code", check_code)])


async def form(request: web.Request) -> web.StreamResponse:
    """The form; without a right password before it, back to the first step."""
    if request.app[BEFORE_LOGIN].recall(request, "code") is None:
        raise web.HTTPSeeOther(f"{PREFIX}/anmelden")
    return login_page(request, "anmelden_code.html")


async def check_code(request: web.Request) -> web.StreamResponse:
    """Checks the code; only now is there a session."""
    before, limits = request.app[BEFORE_LOGIN], request.app[LOGIN_LIMITS]
    pending = before.recall(request, "code")
    if pending is None:
        raise web.HTTPSeeOther(f"{PREFIX}/anmelden")
    try:
        await before.check_form(request)
        await limits.check(request)
    except TeamError as error:
        return login_page(request, "anmelden_code.html", status=error.status, fehler=error.message)
    account_id, stamp, back = pending
    code = (await read_form(request)).get("code", "")
    outcome = await limits.in_turn(request.app[SIGNING_IN].code, account_id, stamp, code)
    if not outcome.passed:
        await limits.failed(request)
        await note_failure(request, outcome)
        return login_page(request, "anmelden_code.html", status=403, fehler=REFUSED)
    return await begin_session(request, account_id, outcome.name, way_back(back), "mit Passwort und Code")
