"""Before every page of the team: who asks, may they, and does the form really come from our page."""

from __future__ import annotations

import hmac
import logging
from typing import Final
from urllib.parse import quote

from aiohttp import web
from aiohttp.typedefs import Handler
from yarl import URL

from bot.memory.database import MemoryUnavailable
from bot.review.errors import TeamError
from bot.review.forms import read_form
from bot.review.keys import SETTINGS, STAFF, STAFF_SESSIONS, in_thread
from bot.review.roles import Area, may
from bot.review.routing import PREFIX, area_of
from bot.review.shell import render

logger = logging.getLogger(__name__)

COOKIE: Final = "lotte_team"
CSRF_FIELD: Final = "csrf"
CSRF_HEADER: Final = "X-CSRF-Token"
_SAFE: Final = frozenset({"GET", "HEAD"})
_FOREIGN: Final = (
    "Diese Anfrage kam nicht von der Seite selbst, oder die Seite war zu lange offen. Bitte laden Sie sie neu und "
    "versuchen Sie es noch einmal."
)


@web.middleware
async def errors_as_pages(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Every error leaves as a page (or a part of one) with a German sentence; nothing internal goes out."""
    try:
        return await handler(request)
    except TeamError as error:
        return _error(request, error.status, error.message)
    except web.HTTPNotFound:
        return _error(request, 404, "Diese Seite gibt es nicht.")
    except web.HTTPMethodNotAllowed:
        return _error(request, 405, "So kann diese Seite nicht aufgerufen werden.")
    except web.HTTPRequestEntityTooLarge:
        return _error(request, 413, "Das ist zu groß.")
    except web.HTTPException:
        raise
    except MemoryUnavailable as error:
        logger.error("The team's pages cannot reach the database: %s", error)
        return _error(request, 503, "Die Datenbank antwortet gerade nicht. Nichts wurde geändert.")
    except Exception:  # the edge: staff must get a sentence, whatever broke
        logger.exception("Request to %s failed", request.match_info.route.resource)
        return _error(request, 503, "Da ist bei uns etwas schiefgegangen. Nichts wurde geändert.")


@web.middleware
async def only_who_may(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Lets a request through to its handler only with a session whose role opens the route's area."""
    if request.match_info.http_exception is not None:  # no such route: say so, whoever asks
        return await handler(request)
    area = area_of(request)
    if area is None:
        raise TeamError(403, "Für diese Seite ist nicht festgelegt, wer sie sehen darf.")
    token = request.cookies.get(COOKIE, "")
    staff = await in_thread(request.app[STAFF_SESSIONS].find, token) if token else None
    if staff is not None:
        request[STAFF] = staff
    if area is Area.OFFEN:
        return await handler(request)
    if staff is None:
        return _to_login(request)
    if not may(staff.role, area):
        raise TeamError(403, "Ihr Konto darf das nicht. Fragen Sie die Leitung, wenn Sie es brauchen.")
    # only who is signed in may send more than a few kilobytes
    request = request.clone(client_max_size=request.app[SETTINGS].team_upload_bytes)
    request[STAFF] = staff
    if request.method not in _SAFE:
        given = request.headers.get(CSRF_HEADER) or (await read_form(request)).get(CSRF_FIELD, "")
        if not hmac.compare_digest(given.encode(), staff.csrf.encode()):
            raise TeamError(403, _FOREIGN)
    return await handler(request)


def _to_login(request: web.Request) -> web.StreamResponse:
    """The login page; afterwards one is back where one was. Asked for a part, the browser leaves the whole page."""
    part = "HX-Request" in request.headers
    try:
        wanted = URL(request.headers.get("HX-Current-URL", "")) if part else request.rel_url
    except ValueError:  # no address at all
        wanted = URL(f"{PREFIX}/")
    back = wanted.raw_path_qs if part or request.method in _SAFE else f"{PREFIX}/"
    address = f"{PREFIX}/anmelden?weiter={quote(back, safe='')}"
    if part:
        return web.Response(status=200, headers={"HX-Redirect": address})
    raise web.HTTPSeeOther(address)


def _error(request: web.Request, status: int, message: str) -> web.StreamResponse:
    if request.headers.get("HX-Request"):
        # htmx puts parts into the page only for 200; the sentence must be seen
        response = render(request, "_meldung.html", meldung=message)
        response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "#meldung", "innerHTML"
        return response
    return render(request, "fehler.html", status=status, meldung=message)
