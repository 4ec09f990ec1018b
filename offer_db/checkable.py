"""What the checks look at, for all offers in three queries: whole offers would take several times as long."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from offer_db.ages import AgeRange
from offer_db.models import Contact, Hours, Location, OfferNeed, OfferTopic
from offer_db.models import Offer as OfferRow


@dataclass(frozen=True, slots=True)
class Checkable:
    """The part of `offer_db.records.Offer` that can be wrong; the names mean the same."""

    id: str
    title: str
    state: str
    audience: str
    valid_to: date | None
    verified_on: date | None
    phone: str
    email: str
    url: str
    town: str
    postcode: str
    municipality_key: str | None
    opening_hours: str
    opening_hours_osm: str
    ages: AgeRange
    needs: tuple[str, ...]
    topics: tuple[str, ...]


def checkable_offers(session: Session) -> list[Checkable]:
    """All offers, by id."""
    needs = _lists(session, select(OfferNeed.offer_id, OfferNeed.need).order_by(OfferNeed.rank))
    topics = _lists(session, select(OfferTopic.offer_id, OfferTopic.topic_key).order_by(OfferTopic.rank))
    query = (
        select(
            OfferRow.id,
            OfferRow.title,
            OfferRow.state,
            OfferRow.audience,
            OfferRow.valid_to,
            OfferRow.verified_on,
            Contact.phone,
            Contact.email,
            Contact.url,
            Location.town,
            Location.postcode,
            Location.municipality_key,
            Hours.text,
            Hours.osm,
            OfferRow.age_min_months,
            OfferRow.age_max_months,
        )
        .join(Contact, Contact.offer_id == OfferRow.id)
        .join(Location, Location.offer_id == OfferRow.id)
        .join(Hours, Hours.offer_id == OfferRow.id)
        .order_by(OfferRow.id)
    )
    rows: Iterable[Sequence[Any]] = session.execute(query)
    return [
        Checkable(*told, ages=AgeRange(first, last), needs=tuple(needs[told[0]]), topics=tuple(topics[told[0]]))
        for *told, first, last in rows
    ]


def _lists(session: Session, query: Select[str, str]) -> defaultdict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for offer_id, item in session.execute(query):
        found[offer_id].append(item)
    return found
