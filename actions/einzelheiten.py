"""Answers a question about one offer: what it costs, its number, when it is open. What is not known is said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from offer_db.records import Offer, Opening
from texts import Texts
from texts.cards import offer_card

_ASPECTS: Final = (
    ("kosten", r"kost|bezahl|zahl(?:en|t|e)\b|gebühr|preis|teuer|umsonst|geld"),
    ("telefon", r"telefon|nummer|anruf|ruf|handy"),
    ("adresse", r"adresse|wo (?:ist|sind|liegt|finde|muss)|straße|strasse|hinkomm|hingehen|anfahrt|bus\b"),
    ("zeiten", r"zeit|wann|offen|geöffnet|auf\b|samstag|sonntag|uhr|vormittag|nachmittag|abend|heute|morgen"),
)
_OTHER_QUESTION: Final = re.compile(r"\b(wie|was|wer|wann|ob|warte|dauert|anmeld|antrag|brauch)\w*")


def asked_aspects(words: str) -> tuple[str, ...]:
    """What the question is about: kosten, telefon, adresse, zeiten; "anderes" for what no field of an offer answers.

    Examples:
        "was kostet das zweite?" → ("kosten",); "wie lange wartet man da" → ("anderes",); "mehr dazu" → ()
    """
    folded = words.casefold()
    found = tuple(name for name, pattern in _ASPECTS if re.search(pattern, folded))
    return found or (("anderes",) if _OTHER_QUESTION.search(folded) else ())


def told(offer: Offer, aspects: Sequence[str], texts: Texts) -> list[str]:
    """The sentences of the answer: only what was asked; without a question, all that is known and what is not."""
    card = offer_card(offer, Opening(), texts)
    known = {
        "kosten": card["cost"],
        "telefon": card["phone"],
        "adresse": card["address"],
        "zeiten": card["opening_hours"],
    }
    answers = [texts.phrase(f"details_{name}", **{name: known[name]}) for name in aspects if known.get(name)]
    if aspects:
        unanswered = len(answers) < len(aspects)
        return [*answers, *([texts.phrase("details_weiss_nicht")] if unanswered else [])]
    cost = [texts.phrase("details_kosten", kosten=card["cost"])] if card["cost"] else []
    return [texts.phrase("details"), offer.description, *cost, *_unknown(offer, texts)]


def _unknown(offer: Offer, texts: Texts) -> list[str]:
    missing = [
        texts.phrase(key)
        for key, value in (
            ("fehlt_telefon", offer.phone),
            ("fehlt_kosten", offer.cost),
            ("fehlt_zeiten", offer.opening_hours),
        )
        if not value
    ]
    return [texts.phrase("details_unbekannt", fehlt=", ".join(missing))] if missing else []
