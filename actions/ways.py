"""What a parent can do now about an offer, and what is not known of it: the last lines of its card."""

from __future__ import annotations

from datetime import datetime

from offer_db.opening import TIMEZONE
from offer_db.records import Offer, Opening
from texts import Texts


def next_step(offer: Offer, opening: Opening, texts: Texts) -> str:
    """One sentence: call now, call on Monday from 8, write, go there. Never more than is known."""
    if offer.phone and opening.open_now:
        until = opening.opens_until
        if until is None:
            return texts.phrase("weiter_anrufen_immer")
        return texts.phrase("weiter_anrufen_jetzt", bis=f"{until:%H:%M}")
    if offer.phone and opening.opens_next:
        return texts.phrase("weiter_anrufen_ab", **opens(opening.opens_next, texts))
    for key, known in (
        ("weiter_anrufen", offer.phone),
        ("weiter_schreiben", offer.email),
        ("weiter_webseite", offer.url),
        ("weiter_hingehen", offer.address),
    ):
        if known:
            return texts.phrase(key)
    return texts.phrase("weiter_familienbuero")


def opens(moment: datetime, texts: Texts) -> dict[str, str]:
    """Day and time as words: {"tag": "morgen", "zeit": "08:30"}."""
    days = (moment.date() - datetime.now(TIMEZONE).date()).days
    key = ("tag_heute", "tag_morgen")[days] if days in (0, 1) else f"tag_{moment.weekday()}"
    return {"tag": texts.phrase(key), "zeit": f"{moment:%H:%M}"}


def unknown(offer: Offer, texts: Texts) -> list[str]:
    """What the parent should ask for, since nobody wrote it down."""
    return [
        texts.phrase(key)
        for key, known in (("unbekannt_kosten", offer.cost), ("unbekannt_zeiten", offer.opening_hours))
        if not known
    ]
