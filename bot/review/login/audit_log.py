"""GET /team/protokoll: who did what, when; by person, kind and thing, page by page."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote, urlencode

from aiohttp import web

from bot.memory.staff.audit import Entry
from bot.memory.staff.tables import Role
from bot.review.addresses import written
from bot.review.keys import AUDIT, SETTINGS, STAFF, in_thread
from bot.review.roles import Area, may
from bot.review.routing import PREFIX, add_routes
from bot.review.shell import render

LINES_A_PAGE: Final = 50
#: What an action begins with whose thing is a conversation.
_OF_CONVERSATIONS: Final = ("Gespräch ", "Nachricht ", "Stand ", "Schlagwort ", "Notiz ")


def add_pages(app: web.Application) -> None:
    """Adds the route."""
    add_routes(app, Area.PROTOKOLL, [web.get("/protokoll", show)])


async def show(request: web.Request) -> web.Response:
    """The newest lines first; `vor` and `nach` are the line a page ends before, or begins after."""
    log, query = request.app[AUDIT], request.query
    wanted = {name: written(query.get(name, "")) for name in ("wer", "was", "sache")}
    before, after = _number(query.get("vor", "")), _number(query.get("nach", ""))
    entries = await in_thread(
        log.latest,
        LINES_A_PAGE + 1,
        before=None if after is not None else before,
        after=after,
        who=wanted["wer"],
        action=wanted["was"],
        subject=wanted["sache"],
    )
    more = len(entries) > LINES_A_PAGE
    # one line more than fits shows whether there is another page, at the end that was read towards
    shown = list(entries[1:] if after is not None else entries[:-1]) if more else list(entries)
    has_newer = more if after is not None else before is not None
    has_older = more if after is None else True
    people, actions = await in_thread(log.choices)
    return render(
        request,
        "protokoll.html",
        zeilen=[(entry, page_of(entry, request[STAFF].role)) for entry in shown],
        gewaehlt=wanted,
        personen=people,
        handlungen=actions,
        tage=request.app[SETTINGS].audit_days,
        neuere=_address(wanted, nach=shown[0].id) if shown and has_newer else "",
        aeltere=_address(wanted, vor=shown[-1].id) if shown and has_older else "",
    )


def page_of(entry: Entry, role: Role) -> str:
    """Where the conversation or the offer of a line is shown; "" if it is about none, or not for this role to open."""
    subject = quote(entry.subject, safe="")
    if subject and entry.action.startswith(_OF_CONVERSATIONS) and may(role, Area.GESPRAECHE):
        return f"{PREFIX}/gespraeche/{subject}"
    if subject and "Angebot" in entry.action and may(role, Area.ANGEBOTE):
        return f"{PREFIX}/angebote/{subject}"
    return ""


def _address(wanted: dict[str, str], **place: int) -> str:
    return f"{PREFIX}/protokoll?{urlencode({**{name: value for name, value in wanted.items() if value}, **place})}"


def _number(value: str) -> int | None:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None
