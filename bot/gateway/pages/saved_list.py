"""GET /merkliste?angebote=a,b: saved offers to print, to share, to take along. The address is all there is: nothing is
stored here, and a page without the parameter is filled by the browser from what it keeps itself (static/merken.js).
"""

from __future__ import annotations

import asyncio
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

import segno
from aiohttp import web

from bot.gateway.offers import OFFERS
from bot.gateway.pages.languages import PageLanguage, language_of
from bot.gateway.pages.offer_cards import cards
from bot.gateway.pages.offer_page import ID, was_shown
from bot.gateway.pages.shell import public_url, render
from offer_db.opening import TIMEZONE
from offer_db.search import Offer, OfferDirectory

PATH: Final = "/merkliste"
PARAMETER: Final = "angebote"
MOST: Final = 30
QR_LENGTH: Final = 800
"""Longest address a telephone reads well off a printed sheet (version 21 of 40); a longer list has no code."""


@dataclass(frozen=True)
class _Look:
    """What of a list there is: the offers still shown, their cards, and the ids of those that no longer are."""

    shown: list[Offer]
    cards: list[dict[str, Any]]
    gone: list[str]


async def saved_list(request: web.Request) -> web.Response:
    """The list as a page. Who opens a shared link sees it; only what a parent taps is kept in their browser."""
    language = language_of(request)
    asked = read_ids(request)
    look = await request.app[OFFERS].ask(lambda directory: _look(directory, asked, language))
    ids = [offer.id for offer in look.shown]
    address = f"{public_url(request)}{language.link(address_of(ids))}"
    return render(
        request,
        "merkliste.html",
        cache="no-store",
        karten=look.cards,
        ohne={offer_id: language.link(address_of([other for other in ids if other != offer_id])) for offer_id in ids},
        nicht_mehr=look.gone,
        gefragt=bool(request.query.get(PARAMETER)),
        listenadresse=address,
        listenpfad=language.link(address_of(ids)),
        qr=language.link(address_of(ids, f"{PATH}/qr.svg")) if ids and len(address) <= QR_LENGTH else None,
        gedruckt=f"{datetime.now(TIMEZONE):%d.%m.%Y}",
    )


async def qr_code(request: web.Request) -> web.Response:
    """GET /merkliste/qr.svg?angebote=a,b: the address of the list as a picture; never anything but our own address."""
    language = language_of(request)
    asked = read_ids(request)
    shown = [offer.id for offer in await request.app[OFFERS].ask(lambda directory: directory.shown(asked))]
    address = f"{public_url(request)}{language.link(address_of(shown))}"
    if not shown or len(address) > QR_LENGTH:
        raise web.HTTPNotFound
    picture = await asyncio.to_thread(_picture, address)
    return web.Response(body=picture, content_type="image/svg+xml", headers={"Cache-Control": "no-store"})


@lru_cache(maxsize=128)
def _picture(address: str) -> bytes:
    """The code as SVG; some ten milliseconds of work."""
    picture = io.BytesIO()
    # dark on light in any case: many telephones cannot read it the other way round
    segno.make(address, error="m", micro=False).save(
        picture, kind="svg", border=4, dark="#000", light="#fff", omitsize=True, xmldecl=False, nl=False
    )
    return picture.getvalue()


def read_ids(request: web.Request) -> list[str]:
    """The ids of the address, each once, at most `MOST`; what cannot be one is passed over."""
    said = request.query.get(PARAMETER, "").split(",")
    return [offer_id for offer_id in dict.fromkeys(part.strip() for part in said) if ID.fullmatch(offer_id)][:MOST]


def address_of(ids: Sequence[str], path: str = PATH) -> str:
    """The path with these ids; they hold letters, digits, `-` and `_` alone."""
    return f"{path}?{PARAMETER}={','.join(ids)}" if ids else path


def _look(directory: OfferDirectory, ids: Sequence[str], language: PageLanguage) -> _Look:
    today = datetime.now(TIMEZONE).date()
    known = directory.find(ids)
    shown = [offer for offer in known if offer.is_shown(today)]
    gone = [offer.id for offer in known if not offer.is_shown(today) and was_shown(offer)]
    return _Look(shown, cards(directory, shown, language), gone)
