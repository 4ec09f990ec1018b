"""GET /team/konto: the own account: another password, where one is signed in, everything out."""

from __future__ import annotations

from aiohttp import web

from bot.memory.staff.accounts import Account
from bot.memory.staff.errors import AccountError
from bot.review.errors import NotFound
from bot.review.forms import read_form
from bot.review.keys import ACCOUNTS, STAFF, STAFF_SESSIONS, in_thread, note
from bot.review.login.limits import LOGIN_LIMITS
from bot.review.login.password_login import note_failure
from bot.review.login.sessions import SIGNING_IN, delete_cookie, forget_pages, token_of, write_cookie
from bot.review.roles import Area
from bot.review.routing import add_routes
from bot.review.shell import done, render


def add_pages(app: web.Application) -> None:
    """Adds the routes."""
    routes = [
        web.get("/konto", show),
        web.post("/konto/passwort", change_password),
        web.post("/konto/andere-abmelden", log_out_others),
        web.post("/konto/ueberall-abmelden", log_out_everywhere),
    ]
    add_routes(app, Area.KONTO, routes)


async def show(request: web.Request) -> web.Response:
    """The page."""
    return await _page(request)


async def change_password(request: web.Request) -> web.StreamResponse:
    """A new password for the old one; every session ends, and this browser gets a new one."""
    form, account = await read_form(request), await own_account(request)
    old, new, again = (form.get(name, "") for name in ("passwort_alt", "passwort_neu", "passwort_noch_einmal"))
    limits, sessions = request.app[LOGIN_LIMITS], request.app[STAFF_SESSIONS]
    if new != again:
        return await _page(request, passwort_noch_einmal="Hier steht etwas anderes als im Feld darüber.")
    if not await knows_password(request, old):
        return await _page(request, passwort_alt=wrong_password())
    try:
        await limits.in_turn(request.app[ACCOUNTS].set_password, account.id, new)
    except AccountError as error:
        return await _page(request, passwort_neu=str(error))
    await note(request, "Passwort geändert")
    response = done("/konto", "passwort")
    write_cookie(request, response, await in_thread(sessions.start, account.id))
    raise response


async def log_out_others(request: web.Request) -> web.StreamResponse:
    """Ends all sessions but this one."""
    ended = await in_thread(request.app[STAFF_SESSIONS].end_others, request[STAFF].account_id, token_of(request))
    await note(request, "Andere Browser abgemeldet", "", f"{ended}")
    raise done("/konto", "andere_abgemeldet")


async def log_out_everywhere(request: web.Request) -> web.StreamResponse:
    """Ends all sessions, this one too."""
    await note(request, "Überall abgemeldet")
    await in_thread(request.app[STAFF_SESSIONS].end_all, request[STAFF].account_id)
    response = done("/anmelden", "abgemeldet")
    delete_cookie(request, response)
    forget_pages(response)
    raise response


async def own_account(request: web.Request) -> Account:
    """The account of who asks.

    Raises:
        NotFound: it was deleted a moment ago.
    """
    account = await in_thread(request.app[ACCOUNTS].get, request[STAFF].account_id)
    if account is None:
        raise NotFound
    return account


async def knows_password(request: web.Request, password: str) -> bool:
    """Whether this is the password of who asks; wrong ones count like those at the door: a browser may stand open.

    Raises:
        TeamError: 429, after too many.
    """
    limits = request.app[LOGIN_LIMITS]
    await limits.check(request)
    outcome = await limits.in_turn(request.app[SIGNING_IN].password, request[STAFF].name, password)
    if not outcome.passed:
        await limits.failed(request)
        await note_failure(request, outcome)
    return outcome.passed


def wrong_password() -> str:
    """What stands at the field."""
    return "Das ist nicht Ihr jetziges Passwort. Nach mehreren Fehlversuchen müssen Sie einige Minuten warten."


async def _page(request: web.Request, **errors: str) -> web.Response:
    account = await own_account(request)
    open_sessions = await in_thread(request.app[STAFF_SESSIONS].of_account, account.id, token_of(request))
    status = 422 if errors else 200
    return render(request, "konto.html", status=status, konto=account, sitzungen=open_sessions, fehler=errors)
