"""GET /angebote/{id}: everything a parent needs about one offer, at an address that stays."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from aiohttp import web

from bot.gateway.offers import OFFERS
from bot.gateway.pages.caching import A_MINUTE, unless_known
from bot.gateway.pages.languages import PageLanguage, language_of
from bot.gateway.pages.offer_cards import cards, familienbuero
from bot.gateway.pages.offer_filters import FORMS
from bot.gateway.pages.shell import public_url, render
from bot.gateway.pages.structured_data import json_ld
from offer_db.ages import AgeRange
from offer_db.opening import TIMEZONE
from offer_db.search import Offer, OfferDirectory, SearchRequest
from offer_db.vocabulary import FAMILIENBUERO_ID, GENERAL_KNOWLEDGE, Audience, Reach, State

ID: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")
SIMILAR: Final = 3
SUMMARY: Final = 155
"""Letters of the summary that search engines show."""
_FOR_ONE_AGE: Final = 120
"""From this width on, in months, the ages of an offer say nothing about what is like it."""
_INTERNAL: Final = re.compile(r" *\(über gespeicherte [^()]*\)")
_ADDRESS: Final = re.compile(r"https?://(?:www\.)?([^/?#]+)", re.IGNORECASE)


@dataclass(frozen=True)
class _Look:
    """What one look into the directory brought; `cards` is the offer's own, or what is like it."""

    offer: Offer | None
    status: int
    cards: list[dict[str, Any]]
    way_out: list[dict[str, Any]]


async def offer_page(request: web.Request) -> web.Response:
    """The page of an offer; 410 for one that is no longer shown, 404 for one that never was, both with a way out."""
    language = language_of(request)
    offer_id = request.match_info["id"]
    look = await request.app[OFFERS].ask(lambda directory: _look(directory, offer_id, language))
    offer = look.offer
    if offer is None or look.status != 200:
        heading, text = _missing(look)
        return render(
            request,
            "angebot.html",
            status=look.status,
            angebot=None,
            ueberschrift=heading,
            erklaerung=text,
            titel=offer.title if offer else "",
            aehnlich=look.cards,
            ausweg=look.way_out,
        )
    address = f"{public_url(request)}{request.path}"
    response = render(
        request,
        "angebot.html",
        cache=A_MINUTE,
        angebot=offer,
        karte=look.cards[0],
        quellen=sources(offer),
        ohne_quelle=offer.source_checked == GENERAL_KNOWLEDGE or not offer.source,
        stand=offer.source_date if re.search(r"\d", offer.source_date) else "",
        gebiet=_area(offer),
        formen=[FORMS[form] for form in offer.formats],
        kurz=summary(offer),
        daten=json_ld(offer, address),
        kanonisch=address,
    )
    return unless_known(request, response)


def _missing(look: _Look) -> tuple[str, str]:
    """The keys of heading and text of the page that stands in for an offer."""
    if look.offer is None:
        return "seite_angebot_unbekannt", "seite_angebot_unbekannt_text"
    if look.status == 410:
        return "seite_angebot_vorbei", "seite_angebot_vorbei_text"
    return "seite_angebot_pause", "seite_angebot_pause_text"


def was_shown(offer: Offer) -> bool:
    """Families could once see it, so its title is no secret: drafts and what is for professionals never were."""
    return offer.audience == Audience.FAMILIEN and offer.state != State.ENTWURF


def sources(offer: Offer) -> list[tuple[str, str | None]]:
    """Where the statements come from: (name, address); an address only where the source has one."""
    found: list[tuple[str, str | None]] = []
    for source in filter(None, (part.strip() for part in offer.source.split(" ; "))):
        if source == GENERAL_KNOWLEDGE:
            continue
        match = _ADDRESS.match(source)
        found.append((match[1], source) if match else (_INTERNAL.sub("", source), None))
    return found


def summary(offer: Offer) -> str:
    """The offer in one line, cut between words."""
    text = " ".join(f"{offer.provider}: {offer.description}".split())
    if len(text) <= SUMMARY:
        return text
    return f"{text[:SUMMARY].rsplit(' ', 1)[0].rstrip(' ,;:–-')} …"


def _look(directory: OfferDirectory, offer_id: str, language: PageLanguage) -> _Look:
    offer = next(iter(directory.find([offer_id])), None) if ID.fullmatch(offer_id) else None
    today = datetime.now(TIMEZONE).date()
    if offer is not None and offer.is_shown(today):
        return _Look(offer, 200, cards(directory, [offer], language), [])
    if offer is None or not was_shown(offer):
        return _Look(None, 404, [], familienbuero(directory, language))
    similar = cards(directory, _similar(directory, offer), language)
    return _Look(offer, 410 if _is_over(offer, today) else 404, similar, familienbuero(directory, language))


def _is_over(offer: Offer, today: date) -> bool:
    """It will not come back; what is paused or has not begun may."""
    return offer.state == State.BEENDET or (offer.valid_to is not None and offer.valid_to < today)


def _similar(directory: OfferDirectory, offer: Offer) -> list[Offer]:
    """What answers the same needs, for about the same children, in the same area."""
    narrow = offer.ages.width <= _FOR_ONE_AGE
    result = directory.search(
        SearchRequest(
            needs=offer.needs,
            topics=offer.topics,
            ages=(AgeRange(offer.age_min_months, offer.age_max_months),) if narrow else (),
            place_key=offer.reach_key if offer.reach == Reach.GEMEINDE else None,
            limit=SIMILAR,
            exclude=frozenset({offer.id, FAMILIENBUERO_ID}),  # which is named below anyway
        )
    )
    return [hit.offer for hit in result.hits]


def _area(offer: Offer) -> str:
    """The area served, where it is more telling than the place of the house."""
    return offer.reach_area if offer.reach in (Reach.GEMEINDE, Reach.LANDKREIS, Reach.REGION, Reach.LAND) else ""
