"""POST /team/abmelden, and GET /team/sitzung: how long a session lasts, so that a page can say so in time."""

from __future__ import annotations

import time

from aiohttp import web

from bot.review.keys import SETTINGS, STAFF, STAFF_SESSIONS, in_thread, note
from bot.review.login.sessions import delete_cookie, forget_pages, token_of
from bot.review.roles import Area
from bot.review.routing import add_routes
from bot.review.shell import done


def add_pages(app: web.Application) -> None:
    """Adds the routes."""
    add_routes(app, Area.KONTO, [web.post("/abmelden", log_out), web.get("/sitzung", session)])


async def log_out(request: web.Request) -> web.StreamResponse:
    """Ends the session here and in the browser."""
    await note(request, "Abgemeldet")
    await in_thread(request.app[STAFF_SESSIONS].end, token_of(request))
    response = done("/anmelden", "abgemeldet")
    delete_cookie(request, response)
    forget_pages(response)
    raise response


async def session(request: web.Request) -> web.Response:
    """What team.js needs to warn in time, and to let a form that was left open be sent after a new sign-in.

    `leerlauf`: seconds after which a session ends without a click; `rest`: seconds until it ends in any case; `wer`:
    a form that one person left open is not for another one to send.
    """
    staff = request[STAFF]
    return web.json_response(
        {
            "wer": staff.name,
            "csrf": staff.csrf,
            "leerlauf": 60 * request.app[SETTINGS].team_idle_minutes,
            "rest": max(0, round(staff.ends_at - time.time())),
        }
    )
