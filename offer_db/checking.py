"""Looks through the stored offers for what is wrong or getting old; every finding is a German sentence for staff."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import Engine, func, select

from offer_db.checkable import Checkable, checkable_offers
from offer_db.database import reading
from offer_db.hours import is_valid
from offer_db.loading import load_offers
from offer_db.models import Offer as OfferRow
from offer_db.models import OfferVector, OfferWords
from offer_db.records import Offer
from offer_db.vocabulary import AGE_MAX_MONTHS, FAMILIENBUERO_ID, Audience, State

STALE: Final = timedelta(days=180)
SOON: Final = timedelta(days=30)
BABY_NEEDS: Final = frozenset({"schwangerschaft_geburt", "fruehe_hilfen"})
BABY_MONTHS: Final = 36
"""Every such offer of data/gifhorn ends with the third birthday; what is for longer is mainly for another need."""
CARE_MONTHS: Final = 216
NURSERY_TOPICS: Final = frozenset({"krippe", "kita", "kindertagespflege"})
CARE_WITH_SCHOOL: Final = frozenset({"hort", "ferienbetreuung", "randzeiten"})
NURSERY_MONTHS: Final = 119
"""Nobody older than nine goes to a day nursery; who writes more has typed years of a Hort or a wrong number."""
SCHOOL_MONTHS: Final = 48
"""School is prepared from five on, one year of margin; what ends earlier is not about school."""

Checked = Checkable | Offer


@dataclass(frozen=True)
class Finding:
    """Something staff should look at.

    Attributes:
        code: short German key, to count and to filter by.
        offer_id: the offer, "" if the whole directory is meant.
        sentence: what is wrong, in German.
        serious: True if families get something wrong because of it.
        title: of the offer, "" if the whole directory is meant.
    """

    code: str
    offer_id: str
    sentence: str
    serious: bool = False
    title: str = ""


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
    with reading(engine) as session:
        stored = checkable_offers(session)
    for offer in stored:
        yield from check_offer(offer, today)


def check_offer(offer: Checked, today: date) -> Iterator[Finding]:
    """Yields what is wrong with one offer; offers that ended are left alone."""
    if offer.state == State.BEENDET:
        return
    for rule in _RULES:
        yield from rule(offer, today)


def _found(offer: Checked, code: str, sentence: str, serious: bool = False) -> Finding:
    return Finding(code, offer.id, sentence, serious, offer.title)


def _topic(offer: Checked, _today: date) -> Iterator[Finding]:
    if not offer.topics:
        yield _found(offer, "thema", "Das Angebot hat kein Thema und wird bei genauen Fragen nicht gefunden.")


def _contact(offer: Checked, _today: date) -> Iterator[Finding]:
    # An address alone is no contact: families would stand before a closed door.
    if not (offer.phone or offer.email or offer.url):
        yield _found(offer, "kontakt", "Telefon, E-Mail und Webseite fehlen.")


def _ages(offer: Checked, _today: date) -> Iterator[Finding]:
    first, last = offer.ages.min_months, offer.ages.max_months
    if offer.needs[:1] and offer.needs[0] in BABY_NEEDS and last > BABY_MONTHS:
        yield _found(offer, "alter", f"Für Schwangerschaft oder Frühe Hilfen reicht das Alter weit: {last} Monate.")
    if offer.needs[:1] == ("kinderbetreuung",) and (first < 0 or last > CARE_MONTHS):
        yield _found(offer, "alter", f"Für Kinderbetreuung ist das Alter ungewöhnlich: {first} bis {last} Monate.")
    nursery = NURSERY_TOPICS.intersection(offer.topics) and not CARE_WITH_SCHOOL.intersection(offer.topics)
    if offer.needs[:1] == ("kinderbetreuung",) and nursery and NURSERY_MONTHS < last <= CARE_MONTHS:
        yield _found(offer, "alter", f"Für Krippe, Kita oder Tagespflege ist das Alter hoch: bis {last} Monate.")
    if offer.needs[:1] == ("schule_uebergang",) and last < SCHOOL_MONTHS:
        yield _found(offer, "alter", f"Für die Schule ist das Alter niedrig: bis {last} Monate.")
    if first <= 0 and last == AGE_MAX_MONTHS:
        yield _found(offer, "alter", f"Das Alter ist nicht eingegrenzt: {first} bis {last} Monate.")
    if offer.ages.width == 1 and first >= BABY_MONTHS:
        yield _found(offer, "alter", f"Das Angebot gilt nur für einen einzigen Monat ({first}).")


def _verified(offer: Checked, today: date) -> Iterator[Finding]:
    if offer.verified_on is None:
        yield _found(offer, "pruefung", "Noch nie von einem Menschen geprüft.")
    elif offer.verified_on > today:
        yield _found(offer, "pruefung", f"Das Prüfdatum {offer.verified_on:%d.%m.%Y} liegt in der Zukunft.", True)
    elif today - offer.verified_on > STALE:
        days = (today - offer.verified_on).days
        yield _found(offer, "pruefung", f"Zuletzt vor {days} Tagen geprüft ({offer.verified_on:%d.%m.%Y}).")


def _place(offer: Checked, _today: date) -> Iterator[Finding]:
    if (offer.town or offer.postcode) and offer.municipality_key is None:
        where = " ".join(filter(None, (offer.postcode, offer.town)))
        yield _found(offer, "ort", f"Der Ort „{where}“ steht nicht in der Ortsliste; ohne ihn fehlt die Entfernung.")


def _hours(offer: Checked, _today: date) -> Iterator[Finding]:
    if offer.opening_hours_osm and not is_valid(offer.opening_hours_osm):
        yield _found(offer, "zeiten", "Die OSM-Öffnungszeiten sind nicht lesbar.", True)
    elif offer.opening_hours and not offer.opening_hours_osm:
        yield _found(offer, "zeiten", f"„Jetzt geöffnet“ ist unbekannt: „{offer.opening_hours}“.")


def _state(offer: Checked, today: date) -> Iterator[Finding]:
    if offer.state == State.VEROEFFENTLICHT and offer.valid_to is not None and offer.valid_to < today:
        yield _found(offer, "abgelaufen", f"Abgelaufen am {offer.valid_to:%d.%m.%Y}, aber nicht beendet.")
    elif offer.state == State.VEROEFFENTLICHT and offer.valid_to is not None and offer.valid_to - today <= SOON:
        yield _found(offer, "laeuft_ab", f"Läuft am {offer.valid_to:%d.%m.%Y} ab.")
    if offer.state == State.ENTWURF:
        yield _found(offer, "entwurf", "Ist noch Entwurf; Familien sehen das Angebot nicht.")
    if offer.audience == Audience.FACHKRAEFTE:
        yield _found(offer, "fachkraefte", "Nur für Fachkräfte; wird Familien nie gezeigt.")


_RULES: Final[tuple[Callable[[Checked, date], Iterator[Finding]], ...]] = (
    _topic,
    _contact,
    _ages,
    _verified,
    _place,
    _hours,
    _state,
)
