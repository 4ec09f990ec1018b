"""GET /team/anmelden/oidc and …/zurueck: signing in with the authority's own account."""

from __future__ import annotations

import hmac
import logging
from typing import Any, Final

from aiohttp import web

from bot.memory.staff.directory import account_of_directory
from bot.memory.staff.errors import AccountError
from bot.review.errors import NotFound, TeamError
from bot.review.keys import MEMORY, SETTINGS, in_thread
from bot.review.login.before_login import BEFORE_LOGIN
from bot.review.login.directory import Begun, Directory
from bot.review.login.id_token import name_of, role_of
from bot.review.login.limits import LOGIN_LIMITS
from bot.review.login.password_login import login_form
from bot.review.login.sessions import begin_session
from bot.review.login.way_back import START, way_back
from bot.review.roles import Area
from bot.review.routing import PREFIX, add_routes

logger = logging.getLogger(__name__)

DIRECTORY: Final[web.AppKey[Directory]] = web.AppKey("directory", Directory)
_BACK: Final = "/anmelden/oidc/zurueck"
_LOST: Final = (
    "Die Anmeldung bei der Verwaltung hat zu lange gedauert oder gehört nicht zu diesem Browser. Bitte beginnen Sie "
    "noch einmal."
)
_STOPPED: Final = "Die Anmeldung bei der Verwaltung wurde abgebrochen oder dort abgelehnt."
_NO_GROUP: Final = (
    "Sie sind bei der Verwaltung angemeldet, aber in keiner Gruppe, die Lotte kennt. Bitten Sie die Leitung, Sie in "
    "lotte-redaktion, lotte-auswertung oder lotte-leitung aufnehmen zu lassen."
)


def add_pages(app: web.Application) -> None:
    """Adds the routes; without a directory in the settings they answer that there is none."""
    app[DIRECTORY] = Directory(app[SETTINGS])
    add_routes(app, Area.OFFEN, [web.get("/anmelden/oidc", leave), web.get(_BACK, come_back)])


async def leave(request: web.Request) -> web.StreamResponse:
    """Sends the browser to the directory."""
    _demand_directory(request)
    back, begun = way_back(request.query.get("weiter", "")), Begun.new()
    try:
        await request.app[LOGIN_LIMITS].check(request)
        address = await request.app[DIRECTORY].sign_in_address(begun, _redirect_uri(request))
    except TeamError as error:
        return login_form(request, back, trouble=error.message, status=error.status)
    response = web.HTTPSeeOther(address)
    request.app[BEFORE_LOGIN].remember(response, "verzeichnis", {**begun.as_json(), "weiter": back})
    raise response


async def come_back(request: web.Request) -> web.StreamResponse:
    """Lets in whom the directory vouches for; whatever happens, a sign-in that was begun counts once."""
    _demand_directory(request)
    kept = request.app[BEFORE_LOGIN].recall(request, "verzeichnis") or {}
    back = way_back(kept.get("weiter", START))
    try:
        await request.app[LOGIN_LIMITS].check(request)
        account_id, name = await _vouched_for(request, kept)
    except (TeamError, AccountError) as error:
        await request.app[LOGIN_LIMITS].failed(request)
        status = error.status if isinstance(error, TeamError) else 403
        response = login_form(request, back, trouble=str(error), status=status)
        request.app[BEFORE_LOGIN].forget_step(response, "verzeichnis")
        return response
    return await begin_session(request, account_id, name, back, "mit dem Konto der Verwaltung")


async def _vouched_for(request: web.Request, kept: dict[str, Any]) -> tuple[int, str]:
    """Id and name of the account.

    Raises:
        TeamError: no answer to a sign-in of this browser, nobody is vouched for, or without a role here.
        AccountError: the account is closed.
    """
    query = request.query
    if not kept or not hmac.compare_digest(query.get("state", "").encode(), kept["state"].encode()):
        raise TeamError(403, _LOST)
    if "error" in query or not query.get("code"):
        raise TeamError(403, _STOPPED)
    begun = Begun(kept["state"], kept["nonce"], kept["verifier"])
    claims = await request.app[DIRECTORY].claims(query["code"], begun, _redirect_uri(request))
    role = role_of(claims, request.app[SETTINGS].oidc_role_claim)
    if role is None:
        raise TeamError(403, _NO_GROUP)
    subject = f"{claims['iss']}|{claims['sub']}"
    return await in_thread(account_of_directory, request.app[MEMORY], subject, name_of(claims), role)


def _demand_directory(request: web.Request) -> None:
    if not request.app[SETTINGS].oidc_issuer:
        raise NotFound("Hier ist keine Anmeldung mit dem Konto der Verwaltung eingerichtet.")


def _redirect_uri(request: web.Request) -> str:
    own = request.app[SETTINGS].public_url or f"{request.scheme}://{request.host}"
    return f"{own}{PREFIX}{_BACK}"
