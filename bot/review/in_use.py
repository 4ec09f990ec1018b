"""What keeps a session alive: people's requests, not those a page sends by itself while nobody sits there."""

from __future__ import annotations

from typing import Final

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.review.guard import COOKIE
from bot.review.keys import STAFF, STAFF_SESSIONS, in_thread
from bot.review.routing import PREFIX, path_of

#: Parts that htmx asks for every few seconds; the same paths are left out in static/abmelden.js.
POLLED: Final = frozenset({f"{PREFIX}/korrekturen/versuche/{{trial}}/fortschritt", f"{PREFIX}/angebote/links"})


@web.middleware
async def marks_sessions_used(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Runs behind the guard, which says who asks."""
    staff, sessions = request.get(STAFF), request.app[STAFF_SESSIONS]
    polled = request.method == "GET" and f"{PREFIX}{path_of(request)}" in POLLED
    if staff is not None and not polled and sessions.needs_mark(staff):
        await in_thread(sessions.mark_used, request.cookies.get(COOKIE, ""))
    return await handler(request)
