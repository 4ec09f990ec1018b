"""GET /angebote: all offers in every state, searched, filtered and paged."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from aiohttp import web
from yarl import URL

from bot.review.keys import OFFERS, in_thread
from bot.review.offers.names import STATE_NAMES
from bot.review.routing import PREFIX
from bot.review.shell import render
from offer_db.staff_list import StaffFilters, list_offers, staff_choices
from offer_db.vocabulary import NEEDS, OUTSIDE

PATH: Final = f"{PREFIX}/angebote"
LONGEST_SEARCH: Final = 200
_NAMES: Final = ("wort", "zustand", "bedarf", "ort", "traeger", "geprueft_vor")


async def offer_list(request: web.Request) -> web.Response:
    """The list; filters stand in the address. What is no filter is ignored."""
    filters = read_filters(request.query)
    page = await in_thread(list_offers, request.app[OFFERS], filters, page=_number(request.query.get("seite", "")))
    choices = await in_thread(staff_choices, request.app[OFFERS])

    def to(number: int) -> str:
        return str(URL.build(path=PATH, query={**_asked(request), "seite": str(number)}))

    return render(
        request,
        "angebote.html",
        angebote=page.offers,
        treffer=page.total,
        seite=page.page,
        seiten=page.pages,
        zurueck=to(page.page - 1) if page.page > 1 else "",
        weiter=to(page.page + 1) if page.page < page.pages else "",
        filter=filters,
        gefiltert=filters != StaffFilters(),
        zustaende=STATE_NAMES,
        bedarfe=NEEDS,
        orte={place.key: place.name for place in choices.places if not place.key.startswith(OUTSIDE)},
        traeger={name: name for name in choices.providers},
    )


def read_filters(query: Any) -> StaffFilters:
    """The filters of an address.

    Args:
        query: names to values, see `_NAMES`.
    """
    state, need = query.get("zustand", ""), query.get("bedarf", "")
    return StaffFilters(
        words=query.get("wort", "").strip()[:LONGEST_SEARCH].replace("\x00", ""),
        state=state if state in STATE_NAMES else "",
        need=need if need in NEEDS else "",
        place_key=query.get("ort", "").replace("\x00", ""),
        provider=query.get("traeger", "").replace("\x00", ""),
        verified_before=_day(query.get("geprueft_vor", "")),
    )


def _asked(request: web.Request) -> dict[str, str]:
    return {name: value for name in _NAMES if (value := request.query.get(name, ""))}


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
