"""What a search adds to the card of an offer: why it fits and how far it is (the card itself: texts/cards.py)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from actions import context
from actions.family import Child, child_age
from offer_db.records import Hit, Offer, Opening, Reason
from texts import Texts
from texts.ages import age_in_words
from texts.cards import offer_card


def card(hit: Hit, children: Sequence[Child], texts: Texts) -> dict[str, Any]:
    """The offer object of the chat contract; what is not known is None and stays so."""
    return {
        **offer_card(hit.offer, Opening(hit.open_now, hit.opens_until, hit.opens_next), texts),
        "distance_km": None if hit.distance_km is None else round(hit.distance_km, 1),
        "why": [why(reason, children, texts) for reason in hit.reasons],
    }


def plain_card(offer: Offer, texts: Texts) -> dict[str, Any]:
    """The card of an offer that no search found; whether it is open is looked up."""
    return offer_card(offer, context.directory().opening(offer), texts)


def familienbuero_cards(texts: Texts) -> list[dict[str, Any]]:
    """The card of the Familienbüro, where a human answers; none while it is not published."""
    offer = context.directory().familienbuero()
    return [plain_card(offer, texts)] if offer else []


def why(reason: Reason, children: Sequence[Child], texts: Texts) -> str:
    """The German sentence of a reason; `children` give ages the words the parent used."""
    values: dict[str, str] = dict(reason.values)
    key = f"grund_{reason.code}"
    if reason.code == "bedarf":
        values["bedarf"] = texts.phrase(f"bedarf_{values['schluessel']}")
    elif reason.code == "alter" and int(values["kind_von"]) < 0:
        key = "grund_schwanger"
    elif reason.code == "alter":
        values["alter"] = _age(int(values["kind_von"]), int(values["kind_bis"]), children, texts)
        key = "grund_alter" if values["alter"][0].isdigit() else "grund_alter_wort"
    elif reason.code == "offen_jetzt" and not values["bis"]:
        key = "grund_offen_rund_um_die_uhr"
    return texts.phrase(key, **values)


def _age(first: int, last: int, children: Sequence[Child], texts: Texts) -> str:
    child = next((child for child in children if child.age_months == (first, last)), None)
    return child_age(child, texts) if child else age_in_words(first, last, texts)
