"""GET and POST /team/anmelden: name and password."""

from __future__ import annotations

from typing import Final

from aiohttp import web

from bot.memory.staff.signing_in import Outcome
from bot.review.errors import TeamError
from bot.review.forms import read_form
from bot.review.keys import AUDIT, SETTINGS, STAFF, in_thread
from bot.review.login.before_login import BEFORE_LOGIN
from bot.review.login.limits import LOGIN_LIMITS
from bot.review.login.login_page import login_page
from bot.review.login.sessions import SIGNING_IN, begin_session
from bot.review.login.way_back import way_back
from bot.review.roles import Area
from bot.review.routing import PREFIX, add_routes

#: The same whatever was wrong: it does not tell whether there is such an account.
REFUSED: Final = (
    "Das hat nicht geklappt: Name oder Passwort stimmen nicht. Nach mehreren Fehlversuchen ist ein Konto außerdem für "
    "einige Minuten gesperrt; dann hilft nur Warten."
)


def add_pages(app: web.Application) -> None:
    """Adds the routes."""
    add_routes(app, Area.OFFEN, [web.get("/anmelden", form), web.post("/anmelden", sign_in)])


async def form(request: web.Request) -> web.StreamResponse:
    """The form; whoever is signed in already goes on."""
    back = way_back(request.query.get("weiter", ""))
    if request.get(STAFF):
        raise web.HTTPSeeOther(back)
    return login_form(request, back)


async def sign_in(request: web.Request) -> web.StreamResponse:
    """Checks the password; then a session, or the question for the code."""
    before, limits = request.app[BEFORE_LOGIN], request.app[LOGIN_LIMITS]
    sent = await read_form(request)
    back, name = way_back(sent.get("weiter", "")), sent.get("name", "")
    try:
        await before.check_form(request)
        await limits.check(request)
    except TeamError as error:
        return login_form(request, back, name, error.message, error.status)
    outcome = await limits.in_turn(request.app[SIGNING_IN].password, name, sent.get("passwort", ""))
    if not outcome.passed:
        await limits.failed(request)
        await note_failure(request, outcome)
        return login_form(request, back, name, REFUSED, 403)
    assert outcome.account_id is not None
    if not outcome.needs_code:
        return await begin_session(request, outcome.account_id, outcome.name, back, "mit Passwort")
    response = web.HTTPSeeOther(f"{PREFIX}/anmelden/code")
    before.remember(response, "code", [outcome.account_id, outcome.stamp, back])
    raise response


async def note_failure(request: web.Request, outcome: Outcome) -> None:
    """Into the audit log, by the account's name; of a name that nobody has, nothing is kept: it may be a password."""
    if outcome.name:
        minutes = round(outcome.locked_seconds / 60)
        lock = "" if not minutes else "1 Minute gesperrt" if minutes == 1 else f"{minutes} Minuten gesperrt"
        await in_thread(request.app[AUDIT].add, outcome.name, "Anmeldung fehlgeschlagen", "", lock)


def login_form(request: web.Request, back: str, name: str = "", trouble: str = "", status: int = 200) -> web.Response:
    """The form again, with what was wrong; `back`: where it leads."""
    return login_page(
        request,
        "anmelden.html",
        status=status,
        weiter=back,
        name=name,
        fehler=trouble,
        verwaltung=bool(request.app[SETTINGS].oidc_issuer),
    )
