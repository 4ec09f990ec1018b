"""Offers as the cards of a page: the chat contract's card, with the distance where a place was asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import texts
from bot.gateway.pages.languages import PageLanguage
from offer_db.search import Offer, OfferDirectory
from texts.cards import offer_card


def cards(
    directory: OfferDirectory,
    offers: Iterable[Offer],
    language: PageLanguage,
    distances_km: Mapping[str, float] | None = None,
) -> list[dict[str, Any]]:
    """The cards in this order; sentences in the language of the page, what the data says in German.

    In the asked place itself there is no distance: "0 km" would only raise a question.
    """
    spoken = texts.load(language.code)
    known = distances_km or {}
    return [
        {**offer_card(offer, directory.opening(offer), spoken), "distance_km": known.get(offer.id) or None}
        for offer in offers
    ]


def familienbuero(directory: OfferDirectory, language: PageLanguage) -> list[dict[str, Any]]:
    """The card of the Familienbüro, where a human answers; none while it is not published."""
    offer = directory.familienbuero()
    return cards(directory, [offer], language) if offer else []
