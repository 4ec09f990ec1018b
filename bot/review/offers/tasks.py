"""GET /angebote/aufgaben: what there is to do, by kind, each line with its next step; and looking at links."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Final

from aiohttp import web

from bot.review.errors import NotFound, TeamError
from bot.review.keys import OFFERS, in_thread, note
from bot.review.offers.editing import LINK_RESULTS, load_offer, way_back
from bot.review.offers.link_checking import Found
from bot.review.offers.link_runs import LINKS, Outcome
from bot.review.routing import PREFIX
from bot.review.shell import done, render
from offer_db.errors import UnknownReport
from offer_db.links import is_gone
from offer_db.opening import TIMEZONE
from offer_db.reporting import resolve_report
from offer_db.worklist import KINDS, worklist

PAGE: Final = "/angebote/aufgaben"
SHOWN: Final = 20
"""So many of each kind; `?art=` shows all of one."""


async def tasks(request: web.Request) -> web.Response:
    """The list."""
    items = await in_thread(worklist, request.app[OFFERS], datetime.now(TIMEZONE).date())
    counted = Counter(item.kind for item in items)
    only = request.query.get("art", "")
    only = only if only in KINDS else ""
    groups = []
    for kind, name in KINDS.items():
        if counted[kind] and only in ("", kind):
            of_kind = [item for item in items if item.kind == kind]
            groups.append(
                {"art": kind, "name": name, "zahl": counted[kind], "aufgaben": of_kind if only else of_kind[:SHOWN]}
            )
    return render(
        request,
        "angebote_aufgaben.html",
        gruppen=groups,
        arten=[(kind, name, counted[kind]) for kind, name in KINDS.items() if counted[kind]],
        nur=only,
        anzahl=len(items),
        laeuft=request.app[LINKS].standing,
        linkmeldung=LINK_RESULTS.get(request.query.get("link", "")),
    )


async def resolve(request: web.Request) -> web.Response:
    """POST /angebote/meldungen/{nummer}/erledigt: a parents' note was dealt with."""
    number = int(request.match_info["nummer"])
    await note(request, "Meldung zu einem Angebot erledigt", "", f"Meldung {number}")
    try:
        await in_thread(resolve_report, request.app[OFFERS], number, datetime.now(TIMEZONE).date())
    except UnknownReport as error:
        raise NotFound(str(error)) from error
    raise done(PAGE, "erledigt")


async def check_all(request: web.Request) -> web.Response:
    """POST /angebote/links: begins to look at all websites; the page says how far it is."""
    await note(request, "Webadressen der Angebote geprüft")
    request.app[LINKS].start()
    raise done(PAGE, "linkpruefung")


async def check_standing(request: web.Request) -> web.Response:
    """GET /angebote/links: how far it is, for htmx."""
    return render(request, "_angebote_linkpruefung.html", laeuft=request.app[LINKS].standing)


async def check_one(request: web.Request) -> web.Response:
    """POST /angebote/{id}/link: looks at the website of one offer now."""
    offer = await load_offer(request)
    if not offer.url:
        raise TeamError(400, "Bei diesem Angebot steht keine Webseite.")
    await note(request, "Webadresse eines Angebots geprüft", offer.id)
    outcome, found = await request.app[LINKS].look_at(offer.url)
    path = await way_back(request, f"/angebote/{offer.id}")
    raise web.HTTPSeeOther(f"{PREFIX}{path}?link={_result(outcome, found)}")


def _result(outcome: Outcome, found: Found | None) -> str:
    """One of `LINK_RESULTS`."""
    if found is None or outcome is not Outcome.FERTIG:
        return outcome.value
    if is_gone(found.status, found.problem):
        return "tot"
    return "unklar" if found.problem else "da"
