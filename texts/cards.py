"""An offer in words, wherever a parent meets it: in the chat, in the list, on a page of its own.

Knows offers and texts alone. Why an offer fits and how far it is belongs to a search (actions/cards.py).
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any, Final

from offer_db.ages import AgeRange
from offer_db.opening import TIMEZONE, hours_on
from offer_db.records import Offer, Opening
from offer_db.vocabulary import TARGET_EVERYBODY, Format
from texts import Texts

#: Between the parts of a line.
SEPARATOR: Final = " · "
#: From here on an offer has no upper age: what is for those of 18 years is for all.
_GROWN_UP_MONTHS: Final = 216
#: Younger children are told apart by months, a whole year excepted.
_LITTLE_MONTHS: Final = 24
_NOTE: Final = re.compile(r"[,;]? *\(?\b(?:prüfen|nicht gesehen)\b\)?")


def offer_card(offer: Offer, opening: Opening, texts: Texts) -> dict[str, Any]:
    """The offer object of the chat contract; what is not known is None and stays so.

    Args:
        offer: what is told.
        opening: of this moment, as `OfferDirectory.opening` or a hit says it.
        texts: in whose language the sentences are; what the data says stays German.
    """
    return {
        "id": offer.id,
        "title": offer.title,
        "description": offer.description,
        "provider": offer.provider,
        "needs": list(offer.needs),
        "age_months": [offer.age_min_months, offer.age_max_months],
        "for_whom": for_whom(offer, texts),
        "place": offer.town or None,
        "distance_km": None,
        "why": [],
        "cost": _honest(offer.cost),
        "phone": offer.phone or None,
        "email": offer.email or None,
        "url": offer.url or None,
        "address": f"{offer.address}, {offer.postcode} {offer.town}".strip(", ") if offer.address else None,
        "opening_hours": _honest(offer.opening_hours),
        "open_now": opening.open_now,
        "opening_today": opening_today(offer.opening_hours_osm, _today(), texts),
        "next_step": next_step(offer, opening, texts),
        "unknown": unknown(offer, texts),
        "verified_on": offer.verified_on.isoformat() if offer.verified_on else None,
    }


def for_whom(offer: Offer, texts: Texts) -> str:
    """Ages and target group, e.g. "für Schwangere und Kinder bis 1 Jahr · Alleinerziehende"."""
    groups = [part.strip() for part in offer.target.split(";") if part.strip() and part.strip() != TARGET_EVERYBODY]
    if groups and offer.ages.min_months <= 0 and offer.ages.max_months >= _GROWN_UP_MONTHS:
        ages = texts.phrase("grund_alter_alle")  # "für alle Familien" is what an offer for a group is not
    else:
        ages = _ages(offer.ages, texts)
    return SEPARATOR.join([ages, ", ".join(groups)] if groups else [ages])


def _ages(ages: AgeRange, texts: Texts) -> str:
    first, last = ages.min_months, ages.max_months
    pregnant, without_end = first < 0, last >= _GROWN_UP_MONTHS
    if without_end and first <= 0:
        return texts.phrase("fuer_schwangere_und_alle" if pregnant else "fuer_alle")
    if without_end:
        return texts.phrase("fuer_kinder_ab", von=_age(first, texts))
    if pregnant and last <= 0:
        return texts.phrase("fuer_schwangere")
    if pregnant:
        return texts.phrase("fuer_schwangere_bis", bis=_age(last, texts))
    if first == last or (_is_in_years(first) and _years(first) == _years(last)):
        return texts.phrase("fuer_kinder_mit", alter=_age(first, texts))
    if last < _LITTLE_MONTHS:
        return texts.phrase("fuer_kinder_monate", von=first, bis=last)
    if _is_in_years(first):
        return texts.phrase("fuer_kinder_jahre", von=_years(first), bis=_years(last))
    return texts.phrase("fuer_kinder", von=_age(first, texts), bis=_age(last, texts))


def _age(months: int, texts: Texts) -> str:
    """An age with its unit, as it stands behind "von", "bis" and "ab"."""
    if _is_in_years(months):
        return texts.phrase("alter_jahr" if months == 12 else "alter_jahre", zahl=_years(months))
    return texts.phrase("alter_monat" if months == 1 else "alter_monate", zahl=months)


def _is_in_years(months: int) -> bool:
    return months in (0, 12) or months >= _LITTLE_MONTHS


def _years(months: int) -> str:
    """Full years, or a half more: 54 → "4½", 131 (the last month of the eleventh year) → "10"."""
    return f"{months // 12}{'½' if months % 12 == 6 else ''}"


def opening_today(osm: str, day: date, texts: Texts) -> str | None:
    """The hours of a day, e.g. "8:30–12:00, 14:00–16:00"; None if they are not known."""
    hours = hours_on(osm, day)
    if hours is None:
        return None
    if not hours:
        return texts.phrase("heute_geschlossen")
    if hours == ((time(), time()),):
        return texts.phrase("grund_offen_rund_um_die_uhr")
    return ", ".join(f"{_clock(start)}–{_clock(end) if end != time() else '24:00'}" for start, end in hours)


def _clock(moment: time) -> str:
    return f"{moment.hour}:{moment.minute:02d}"


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
        ("weiter_hingehen", offer.address and Format.HAUSBESUCH not in offer.formats),
    ):
        if known:
            return texts.phrase(key)
    return texts.phrase("weiter_familienbuero")


def opens(moment: datetime, texts: Texts) -> dict[str, str]:
    """Day and time as words: {"tag": "morgen", "zeit": "08:30"}."""
    days = (moment.date() - _today()).days
    key = ("tag_heute", "tag_morgen")[days] if days in (0, 1) else f"tag_{moment.weekday()}"
    return {"tag": texts.phrase(key), "zeit": f"{moment:%H:%M}"}


def unknown(offer: Offer, texts: Texts) -> list[str]:
    """What the parent should ask for, since nobody wrote it down."""
    return [
        texts.phrase(key)
        for key, known in (("unbekannt_kosten", offer.cost), ("unbekannt_zeiten", offer.opening_hours))
        if not known
    ]


def _honest(stated: str) -> str | None:
    """A statement of the data; its note "prüfen" is meant for staff, a parent reads what to do instead."""
    return _NOTE.sub(" (bitte erfragen)", stated) or None


def _today() -> date:
    return datetime.now(TIMEZONE).date()
