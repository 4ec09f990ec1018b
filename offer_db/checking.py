"""Looks through the stored offers for what is wrong or getting old; every finding is a German sentence for staff."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import Engine, func, select

from offer_db.database import reading
from offer_db.hours import is_valid
from offer_db.loading import load_offers
from offer_db.models import Offer as OfferRow
from offer_db.models import OfferVector, OfferWords
from offer_db.records import Offer
from offer_db.vocabulary import FAMILIENBUERO_ID, Audience, State

STALE: Final = timedelta(days=180)
CHUNK: Final = 400
BABY_NEEDS: Final = frozenset({"schwangerschaft_geburt", "fruehe_hilfen"})
BABY_MONTHS: Final = 36
CARE_MONTHS: Final = 216


@dataclass(frozen=True)
class Finding:
    """Something staff should look at.

    Attributes:
        code: short German key, to count and to filter by.
        offer_id: the offer, "" if the whole directory is meant.
        sentence: what is wrong, in German.
        serious: True if families get something wrong because of it.
    """

    code: str
    offer_id: str
    sentence: str
    serious: bool = False


def check(engine: Engine, today: date) -> Iterator[Finding]:
    """Yields the findings, the directory's first, then offer by offer in the order of their ids."""
    with reading(engine) as session:
        indexed = session.scalar(select(func.count()).select_from(OfferWords)) or 0
        offers = session.scalar(select(func.count()).select_from(OfferRow)) or 0
        with_vector = select(OfferVector.content_hash).where(OfferVector.content_hash == OfferRow.content_hash).exists()
        vectorless = session.scalar(select(func.count()).where(~with_vector)) or 0
        contact = load_offers(session, [FAMILIENBUERO_ID]).get(FAMILIENBUERO_ID)
    if contact is None or contact.state != State.VEROEFFENTLICHT:
        yield Finding("familienbuero", FAMILIENBUERO_ID, "Das Familienbüro fehlt oder ist nicht veröffentlicht.", True)
    if indexed != offers:
        yield Finding("suchwoerter", "", f"{offers - indexed} Angebote fehlen in der Wortsuche.", True)
    if vectorless:
        yield Finding("vektoren", "", f"{vectorless} Angebote sind noch nicht nach Bedeutung erschlossen.")
    last = ""
    while True:
        with reading(engine) as session:
            ids = session.scalars(
                select(OfferRow.id).where(OfferRow.id > last).order_by(OfferRow.id).limit(CHUNK)
            ).all()
            chunk = load_offers(session, ids)
        if not ids:
            return
        last = ids[-1]
        for offer in chunk.values():
            yield from check_offer(offer, today)


def check_offer(offer: Offer, today: date) -> Iterator[Finding]:
    """Yields what is wrong with one offer; offers that ended are left alone."""
    if offer.state == State.BEENDET:
        return
    for rule in _RULES:
        yield from rule(offer, today)


def _topic(offer: Offer, _today: date) -> Iterator[Finding]:
    if not offer.topics:
        yield Finding("thema", offer.id, "Das Angebot hat kein Thema und wird bei genauen Fragen nicht gefunden.")


def _contact(offer: Offer, _today: date) -> Iterator[Finding]:
    if not (offer.phone or offer.email or offer.url or offer.address):
        yield Finding("kontakt", offer.id, "Telefon, E-Mail, Webseite und Anschrift fehlen.")


def _ages(offer: Offer, _today: date) -> Iterator[Finding]:
    first, last = offer.ages.min_months, offer.ages.max_months
    if offer.needs[:1] and offer.needs[0] in BABY_NEEDS and last > BABY_MONTHS:
        yield Finding("alter", offer.id, f"Für Schwangerschaft oder Frühe Hilfen reicht das Alter weit: {last} Monate.")
    if offer.needs[:1] == ("kinderbetreuung",) and (first < 0 or last > CARE_MONTHS):
        yield Finding("alter", offer.id, f"Für Kinderbetreuung ist das Alter ungewöhnlich: {first} bis {last} Monate.")
    if offer.ages.width == 1 and first >= BABY_MONTHS:
        yield Finding("alter", offer.id, f"Das Angebot gilt nur für einen einzigen Monat ({first}).")


def _verified(offer: Offer, today: date) -> Iterator[Finding]:
    if offer.verified_on is None:
        yield Finding("pruefung", offer.id, "Noch nie von einem Menschen geprüft.")
    elif offer.verified_on > today:
        yield Finding("pruefung", offer.id, f"Das Prüfdatum {offer.verified_on:%d.%m.%Y} liegt in der Zukunft.", True)
    elif today - offer.verified_on > STALE:
        days = (today - offer.verified_on).days
        yield Finding("pruefung", offer.id, f"Zuletzt vor {days} Tagen geprüft ({offer.verified_on:%d.%m.%Y}).")


def _place(offer: Offer, _today: date) -> Iterator[Finding]:
    if (offer.town or offer.postcode) and offer.municipality_key is None:
        where = " ".join(filter(None, (offer.postcode, offer.town)))
        yield Finding(
            "ort", offer.id, f"Der Ort „{where}“ steht nicht in der Ortsliste; ohne ihn fehlt die Entfernung."
        )


def _hours(offer: Offer, _today: date) -> Iterator[Finding]:
    if offer.opening_hours_osm and not is_valid(offer.opening_hours_osm):
        yield Finding("zeiten", offer.id, "Die OSM-Öffnungszeiten sind nicht lesbar.", True)
    elif offer.opening_hours and not offer.opening_hours_osm:
        yield Finding("zeiten", offer.id, f"„Jetzt geöffnet“ ist unbekannt: „{offer.opening_hours}“.")


def _state(offer: Offer, today: date) -> Iterator[Finding]:
    if offer.state == State.VEROEFFENTLICHT and offer.valid_to is not None and offer.valid_to < today:
        yield Finding("abgelaufen", offer.id, f"Abgelaufen am {offer.valid_to:%d.%m.%Y}, aber nicht beendet.")
    if offer.state == State.ENTWURF:
        yield Finding("entwurf", offer.id, "Ist noch Entwurf; Familien sehen das Angebot nicht.")
    if offer.audience == Audience.FACHKRAEFTE:
        yield Finding("fachkraefte", offer.id, "Nur für Fachkräfte; wird Familien nie gezeigt.")


_RULES: Final[tuple[Callable[[Offer, date], Iterator[Finding]], ...]] = (
    _topic,
    _contact,
    _ages,
    _verified,
    _place,
    _hours,
    _state,
)
