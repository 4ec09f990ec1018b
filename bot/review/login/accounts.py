"""GET /team/konten: all accounts, and what the lead may change of them. New ones are made by the command line."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from typing import Final

from aiohttp import web

from bot.memory.staff.accounts import Account
from bot.memory.staff.errors import AccountError
from bot.memory.staff.tables import Role
from bot.review.errors import NotFound, TeamError
from bot.review.forms import read_form
from bot.review.keys import ACCOUNTS, STAFF, STAFF_SESSIONS, in_thread, note
from bot.review.roles import ROLE_NAMES, Area
from bot.review.routing import add_routes
from bot.review.shell import done, render

Change = Callable[[web.Request, Account], Awaitable[str]]
_OWN: Final = (
    "Das eigene Konto kann man hier nicht ändern, damit sich niemand selbst aussperrt. Bitten Sie eine andere Person "
    "der Leitung darum."
)


def add_pages(app: web.Application) -> None:
    """Adds the routes."""
    routes = [
        web.get("/konten", show_all),
        web.get(r"/konten/{id:\d{1,9}}", show),
        web.post(r"/konten/{id:\d{1,9}}/rolle", _changing(_set_role)),
        web.post(r"/konten/{id:\d{1,9}}/sperren", _changing(_close)),
        web.post(r"/konten/{id:\d{1,9}}/entsperren", _changing(_open, own=True)),
        web.post(r"/konten/{id:\d{1,9}}/zweiter-faktor-zuruecksetzen", _changing(_reset_second_factor)),
        web.post(r"/konten/{id:\d{1,9}}/abmelden", _changing(_log_out)),
    ]
    add_routes(app, Area.KONTEN, routes)


async def show_all(request: web.Request) -> web.Response:
    """The list."""
    accounts = await in_thread(request.app[ACCOUNTS].all)
    return render(request, "konten.html", konten=accounts, rollen=ROLE_NAMES, jetzt=time.time())


async def show(request: web.Request) -> web.Response:
    """One account with its buttons."""
    account = await _account(request)
    open_sessions = await in_thread(request.app[STAFF_SESSIONS].of_account, account.id, "")
    return render(
        request,
        "konten_aendern.html",
        konto=account,
        eigenes=account.id == request[STAFF].account_id,
        rollen=ROLE_NAMES,
        jetzt=time.time(),
        sitzungen=len(open_sessions),
    )


def _changing(change: Change, *, own: bool = False) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """A handler that carries out a change, notes it, and leads back to the account; `own`: also of one's own."""

    async def handler(request: web.Request) -> web.StreamResponse:
        account = await _account(request)
        if account.id == request[STAFF].account_id and not own:
            raise TeamError(409, _OWN)
        try:
            what = await change(request, account)
        except AccountError as error:
            raise TeamError(409, str(error)) from error
        await note(request, "Konto geändert", account.name, what)
        raise done(f"/konten/{account.id}")

    return handler


async def _set_role(request: web.Request, account: Account) -> str:
    try:
        role = Role((await read_form(request)).get("rolle", ""))
    except ValueError:
        raise TeamError(400, "Diese Rolle gibt es nicht.") from None
    await in_thread(request.app[ACCOUNTS].set_role, account.id, role)
    return f"Rolle: {ROLE_NAMES[account.role]} → {ROLE_NAMES[role]}"


async def _close(request: web.Request, account: Account) -> str:
    await in_thread(request.app[ACCOUNTS].set_active, account.id, False)
    return "gesperrt"


async def _open(request: web.Request, account: Account) -> str:
    await in_thread(request.app[ACCOUNTS].set_active, account.id, True)
    return "entsperrt"


async def _reset_second_factor(request: web.Request, account: Account) -> str:
    await in_thread(request.app[ACCOUNTS].remove_second_factor, account.id)
    return "zweiter Faktor zurückgesetzt"


async def _log_out(request: web.Request, account: Account) -> str:
    await in_thread(request.app[STAFF_SESSIONS].end_all, account.id)
    return "überall abgemeldet"


async def _account(request: web.Request) -> Account:
    account = await in_thread(request.app[ACCOUNTS].get, int(request.match_info["id"]))
    if account is None:
        raise NotFound
    return account
