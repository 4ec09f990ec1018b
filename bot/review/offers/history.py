"""What became of an offer: every version with its differences, and taking one back."""

from __future__ import annotations

from datetime import UTC

from aiohttp import web

from bot.review.errors import NotFound, TeamError
from bot.review.keys import OFFERS, STAFF, in_thread, note
from bot.review.offers.editing import load_offer
from bot.review.offers.fields import LABELS
from bot.review.offers.names import STATE_NAMES
from bot.review.shell import done, render
from offer_db.errors import EditRefused, NotAllowed, UnknownVersion
from offer_db.versions import CHANGE_NAMES, undo, versions


async def history(request: web.Request) -> web.Response:
    """GET /angebote/{id}/verlauf"""
    offer = await load_offer(request)
    found = await in_thread(versions, request.app[OFFERS], offer.id)
    return render(
        request,
        "angebot_verlauf.html",
        angebot=offer,
        fassungen=[{"fassung": one, "zeit": one.at.replace(tzinfo=UTC).timestamp()} for one in found],
        handlungen=CHANGE_NAMES,
        feldnamen=LABELS,
        zustaende=STATE_NAMES,
    )


async def take_back(request: web.Request) -> web.Response:
    """POST /angebote/{id}/verlauf/{fassung}/zurueck"""
    offer = await load_offer(request)
    version = int(request.match_info["fassung"])
    await note(request, "Änderung am Angebot zurückgenommen", offer.id, f"Fassung {version}")
    try:
        await in_thread(undo, request.app[OFFERS], offer.id, version, request[STAFF].name)
    except UnknownVersion as error:
        raise NotFound(str(error)) from error
    except (EditRefused, NotAllowed) as error:
        raise TeamError(409, str(error)) from error
    raise done(f"/angebote/{offer.id}/verlauf", "zurueckgenommen")
