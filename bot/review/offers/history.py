"""What became of an offer: every version with its differences, and taking one back after a look at the result."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from aiohttp import web

from bot.review.errors import NotFound, TeamError
from bot.review.forms import read_form
from bot.review.keys import OFFERS, STAFF, in_thread, note
from bot.review.offers.catalogue import read_catalogue
from bot.review.offers.differences import differences
from bot.review.offers.editing import load_offer
from bot.review.offers.names import STATE_NAMES
from bot.review.shell import done, render
from offer_db.cells import cells_of, changes, fingerprint
from offer_db.errors import EditRefused, NotAllowed, UnknownVersion
from offer_db.records import Offer
from offer_db.versions import CHANGE_NAMES, Version, check_undo, undo, versions
from offer_db.vocabulary import ChangeKind, State


async def history(request: web.Request) -> web.Response:
    """GET /angebote/{id}/verlauf"""
    offer = await load_offer(request)
    found = await in_thread(versions, request.app[OFFERS], offer.id)
    catalogue = await in_thread(read_catalogue, request.app[OFFERS])
    return render(
        request,
        "angebot_verlauf.html",
        angebot=offer,
        fassungen=[
            {
                "fassung": one,
                "zeit": _seconds(one.at),
                "handlung": action_name(one),
                "unterschiede": differences(one.changes, catalogue),
            }
            for one in found
        ],
    )


async def ask(request: web.Request) -> web.Response:
    """GET /angebote/{id}/verlauf/{fassung}/zurueck: what would change; nothing is written."""
    return await _ask(request, await load_offer(request))


async def take_back(request: web.Request) -> web.Response:
    """POST /angebote/{id}/verlauf/{fassung}/zurueck: if the offer is still what was seen."""
    offer = await load_offer(request)
    known = (await read_form(request)).get("bekannt", "")
    if known and known != fingerprint(offer):
        return await _ask(request, offer, meanwhile=True)
    version = int(request.match_info["fassung"])
    await note(request, "Änderung am Angebot zurückgenommen", offer.id, f"Fassung {version}")
    with _errors_as_pages():
        await in_thread(undo, request.app[OFFERS], offer.id, version, request[STAFF].name, known=known)
    raise done(f"/angebote/{offer.id}/verlauf", "zurueckgenommen")


def action_name(version: Version) -> str:
    """What was done; where a person changed the state and nothing else, the new state says it."""
    if version.action in (ChangeKind.BEARBEITET, ChangeKind.ZUSTAND):
        match version.changes:
            case [only] if only.alias == "state":
                return STATE_NAMES[only.after]
    return CHANGE_NAMES[version.action]


async def _ask(request: web.Request, offer: Offer, *, meanwhile: bool = False) -> web.Response:
    engine, number = request.app[OFFERS], int(request.match_info["fassung"])
    with _errors_as_pages():
        wanted = await in_thread(check_undo, engine, offer.id, number)
    catalogue = await in_thread(read_catalogue, engine)
    version = next(one for one in await in_thread(versions, engine, offer.id) if one.id == number)
    return render(
        request,
        "angebot_zuruecknehmen.html",
        status=409 if meanwhile else 200,
        angebot=offer,
        fassung=number,
        zeit=_seconds(version.at),
        wer_war_es=version.by,
        bekannt=fingerprint(offer),
        unterschiede=differences(changes(cells_of(offer), cells_of(wanted)), catalogue),
        sichtbar=State.VEROEFFENTLICHT in (offer.state, wanted.state),
        inzwischen=meanwhile,
    )


@contextmanager
def _errors_as_pages() -> Iterator[None]:
    try:
        yield
    except UnknownVersion as error:
        raise NotFound(str(error)) from error
    except (EditRefused, NotAllowed) as error:
        raise TeamError(409, str(error)) from error


def _seconds(moment: datetime) -> float:
    return moment.replace(tzinfo=UTC).timestamp()
