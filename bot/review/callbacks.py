"""GET /team/rueckrufe: who waits for a call. POST …/erledigt: the call was made, and the number goes for good."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Final

from aiohttp import web

from bot.memory.callbacks import CallbackBook
from bot.review.conversations.names import language_name
from bot.review.errors import NotFound
from bot.review.keys import SETTINGS, in_thread, note
from bot.review.roles import Area
from bot.review.routing import add_routes
from bot.review.shell import day, done, render
from offer_db.opening import TIMEZONE

BOOK: Final[web.AppKey[CallbackBook]] = web.AppKey("callback_book", CallbackBook)


def add_pages(app: web.Application) -> None:
    """Adds the routes; the book is opened at start."""
    app.cleanup_ctx.append(_book)
    routes = [web.get("/rueckrufe", show), web.post(r"/rueckrufe/{callback_id:\d{1,9}}/erledigt", finish)]
    add_routes(app, Area.RUECKRUFE, routes)


async def show(request: web.Request) -> web.Response:
    """The numbers, the longest waiting first; that somebody saw them is noted before they are shown."""
    open_wishes = await in_thread(request.app[BOOK].open)
    await note(request, "Rückrufe angesehen", detail=f"{len(open_wishes)} offen")
    return render(
        request,
        "rueckrufe.html",
        wuensche=open_wishes,
        sprache=language_name,
        seit=_day,
        tage=f"{request.app[SETTINGS].callback_days:g}",
    )


async def finish(request: web.Request) -> web.StreamResponse:
    """Deletes the wish with its number; what was done is noted first, not for whom."""
    callback_id = int(request.match_info["callback_id"])
    if callback_id not in {wish.id for wish in await in_thread(request.app[BOOK].open)}:
        raise NotFound("Diesen Wunsch gibt es nicht mehr. Vielleicht hat ihn schon jemand erledigt.")
    await note(request, "Rückruf erledigt", str(callback_id))
    await in_thread(request.app[BOOK].done, callback_id)
    raise done("/rueckrufe", "rueckruf_erledigt")


def _day(seconds: float) -> str:
    """Without the time: to the minute it would name the conversation the number was written in."""
    return day(datetime.fromtimestamp(seconds, TIMEZONE))


async def _book(app: web.Application) -> AsyncIterator[None]:
    app[BOOK] = await in_thread(CallbackBook, app[SETTINGS].conversations_url)
    yield
    app[BOOK].close()
