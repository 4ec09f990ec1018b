"""The card families would see, from what stands in the form now, stored or not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import texts
from offer_db.opening import TIMEZONE, opening_at
from offer_db.records import Offer
from offer_db.vocabulary import Audience, State
from texts.cards import offer_card

_HIDDEN: Final[Mapping[str, str]] = {
    State.ENTWURF: "Familien sehen das Angebot nicht: Es ist ein Entwurf.",
    State.PAUSIERT: "Familien sehen das Angebot nicht: Es ist pausiert.",
    State.BEENDET: "Familien sehen das Angebot nicht: Es ist beendet.",
}


def card_values(offer: Offer) -> dict[str, Any]:
    """What `_angebot_karte.html` needs to show the offer as it looks to families, in German."""
    now = datetime.now(TIMEZONE)
    german = texts.load()
    return {
        "karte": offer_card(offer, opening_at(offer.opening_hours_osm, now), german),
        "satz": german.phrase,
        "unsichtbar": why_hidden(offer, now),
    }


def why_hidden(offer: Offer, now: datetime) -> str:
    """Why families do not see it today; empty if they do."""
    today = now.date()
    if offer.audience == Audience.FACHKRAEFTE:
        return "Familien sehen das Angebot nie: Es ist nur für Fachkräfte."
    if offer.state in _HIDDEN:
        return _HIDDEN[offer.state]
    if offer.valid_from and offer.valid_from > today:
        return f"Familien sehen das Angebot erst ab dem {offer.valid_from:%d.%m.%Y}."
    if offer.valid_to and offer.valid_to < today:
        return f"Familien sehen das Angebot seit dem {offer.valid_to:%d.%m.%Y} nicht mehr."
    return ""
