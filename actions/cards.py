"""An offer as the chat contract shows it, with the reasons as German sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from actions import context
from actions.family import Child
from actions.ways import next_step, unknown
from offer_db.records import Hit, Offer, Opening, Reason
from texts import Texts

_NOTE = re.compile(r"[,;]? *\(?\b(?:prüfen|nicht gesehen)\b\)?")


def card(hit: Hit, children: Sequence[Child], texts: Texts) -> dict[str, Any]:
    """The offer object of the chat contract; what is not known is None and stays so."""
    return {
        **offer_card(hit.offer, texts),
        "distance_km": None if hit.distance_km is None else round(hit.distance_km, 1),
        "why": [why(reason, children, texts) for reason in hit.reasons],
        "open_now": hit.open_now,
        "next_step": next_step(hit.offer, Opening(hit.open_now, hit.opens_until, hit.opens_next), texts),
    }


def offer_card(offer: Offer, texts: Texts) -> dict[str, Any]:
    """The part of a card that does not depend on a search."""
    return {
        "id": offer.id,
        "title": offer.title,
        "description": offer.description,
        "provider": offer.provider,
        "needs": list(offer.needs),
        "age_months": [offer.age_min_months, offer.age_max_months],
        "place": offer.town or None,
        "distance_km": None,
        "why": [],
        "cost": _honest(offer.cost),
        "phone": offer.phone or None,
        "email": offer.email or None,
        "url": offer.url or None,
        "address": f"{offer.address}, {offer.postcode} {offer.town}".strip(", ") if offer.address else None,
        "opening_hours": _honest(offer.opening_hours),
        "open_now": None,
        "next_step": None,
        "unknown": unknown(offer, texts),
        "verified_on": offer.verified_on.isoformat() if offer.verified_on else None,
    }


def familienbuero_cards(texts: Texts) -> list[dict[str, Any]]:
    """The card of the Familienbüro, where a human answers; none while it is not published."""
    offer = context.directory().familienbuero()
    return [offer_card(offer, texts)] if offer else []


def _honest(stated: str) -> str | None:
    """A statement of the data; its note "prüfen" is meant for staff, a parent reads what to do instead."""
    return _NOTE.sub(" (bitte erfragen)", stated) or None


def why(reason: Reason, children: Sequence[Child], texts: Texts) -> str:
    """The German sentence of a reason; `children` give ages the words the parent used."""
    values: dict[str, str] = dict(reason.values)
    key = f"grund_{reason.code}"
    if reason.code == "bedarf":
        values["bedarf"] = texts.phrase(f"bedarf_{values['schluessel']}")
    elif reason.code == "alter" and int(values["kind_von"]) < 0:
        key = "grund_schwanger"
    elif reason.code == "alter":
        values["alter"] = _age(int(values["kind_von"]), int(values["kind_bis"]), children)
        key = "grund_alter" if values["alter"][0].isdigit() else "grund_alter_wort"
    elif reason.code == "offen_jetzt" and not values["bis"]:
        key = "grund_offen_rund_um_die_uhr"
    return texts.phrase(key, **values)


def _age(first: int, last: int, children: Sequence[Child]) -> str:
    said = next((child.label for child in children if child.age_months == (first, last)), None)
    return said or (f"{first} Monate" if first < 24 else f"{first // 12} Jahre")
