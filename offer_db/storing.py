"""From a record to rows: the one place that writes offers, together with their search words and vectors."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from offer_db.meaning import SentenceEncoder
from offer_db.models import (
    Contact,
    Hours,
    Location,
    OfferFormat,
    OfferNeed,
    OfferPhase,
    OfferTopic,
    Provider,
)
from offer_db.models import Offer as OfferRow
from offer_db.models import Topic as TopicRow
from offer_db.records import Offer
from offer_db.title_order import title_key
from offer_db.vectors import add_vectors, content_hash, meaning_text
from offer_db.words import index_words

_CHILDREN = (OfferNeed, OfferTopic, OfferPhase, OfferFormat)


def save_offers(
    session: Session, new: Sequence[Offer], changed: Sequence[Offer], encoder: SentenceEncoder | None
) -> None:
    """Writes offers with everything that hangs on them.

    Args:
        new: offers whose id is not stored yet.
        changed: offers that replace the stored one of the same id.
        encoder: computes the meaning now; None leaves that to the first search.

    Raises:
        sqlalchemy.exc.IntegrityError: a rule of the database is broken, see `offer_db.constraints.explain`.
    """
    offers = [*new, *changed]
    if not offers:
        return
    providers = _providers(session, offers)
    if changed:
        ids = [offer.id for offer in changed]
        for child in _CHILDREN:
            session.execute(delete(child).where(child.offer_id.in_(ids)))
        session.execute(update(OfferRow), [_offer_row(offer, providers) for offer in changed])
        for table, row in ((Location, _location), (Contact, _contact), (Hours, _hours)):
            session.execute(update(table), [row(offer) for offer in changed])
    if new:
        session.execute(insert(OfferRow), [_offer_row(offer, providers) for offer in new])
        for table, row in ((Location, _location), (Contact, _contact), (Hours, _hours)):
            session.execute(insert(table), [row(offer) for offer in new])
    _insert_children(session, offers)
    index_again(session, offers)
    if encoder is not None:
        add_vectors(
            session,
            encoder,
            {content_hash(o.title, o.description): meaning_text(o.title, o.description) for o in offers},
        )


def index_again(session: Session, offers: Sequence[Offer]) -> None:
    """Writes the search words of stored offers anew, after they or the words of their topics changed."""
    index_words(session, offers, _topic_words(session, offers))


def _providers(session: Session, offers: Sequence[Offer]) -> dict[str, int]:
    kinds = {offer.provider: offer.provider_kind for offer in offers}
    query = select(Provider.name, Provider.id, Provider.kind).where(Provider.name.in_(kinds))
    stored = {row.name: row for row in session.execute(query)}
    for name, kind in kinds.items():
        if name in stored and stored[name].kind != kind:
            session.execute(update(Provider).where(Provider.name == name).values(kind=kind))
    missing = [{"name": name, "kind": kind} for name, kind in kinds.items() if name not in stored]
    if missing:
        session.execute(insert(Provider), missing)
    return {row.name: row.id for row in session.execute(query)}


def _insert_children(session: Session, offers: Sequence[Offer]) -> None:
    lists: tuple[tuple[type[Any], list[dict[str, Any]]], ...] = (
        (OfferNeed, [{"offer_id": o.id, "need": n, "rank": r} for o in offers for r, n in enumerate(o.needs, 1)]),
        (
            OfferTopic,
            [{"offer_id": o.id, "topic_key": t, "rank": r} for o in offers for r, t in enumerate(o.topics, 1)],
        ),
        (OfferPhase, [{"offer_id": o.id, "phase": phase} for o in offers for phase in o.life_phases]),
        (OfferFormat, [{"offer_id": o.id, "format": form} for o in offers for form in o.formats]),
    )
    for table, rows in lists:
        if rows:
            session.execute(insert(table), rows)


def _topic_words(session: Session, offers: Sequence[Offer]) -> dict[str, str]:
    keys = {key for offer in offers for key in offer.topics}
    if not keys:
        return {}
    rows = session.execute(select(TopicRow.key, TopicRow.words).where(TopicRow.key.in_(keys)))
    return {row.key: searchable(row.words) for row in rows}


def searchable(words: str) -> str:
    """The expressions of a topic as plain words; those that only look like the topic (a leading "!") are left out."""
    plain = (expression.strip() for expression in words.split("|"))
    return "|".join(
        expression.replace("…", " ").removesuffix(" .") for expression in plain if not expression.startswith("!")
    )


def _offer_row(offer: Offer, providers: dict[str, int]) -> dict[str, Any]:
    return {
        "id": offer.id,
        "title": offer.title,
        "title_sorted": title_key(offer.title),
        "description": offer.description,
        "provider_id": providers[offer.provider],
        "state": offer.state,
        "valid_from": offer.valid_from,
        "valid_to": offer.valid_to,
        "age_min_months": offer.ages.min_months,
        "age_max_months": offer.ages.max_months,
        "target": offer.target,
        "audience": offer.audience,
        "cost": offer.cost,
        "free_of_charge": offer.free_of_charge,
        "languages": offer.languages,
        "reach": offer.reach,
        "reach_area": offer.reach_area,
        "reach_key": offer.reach_key,
        "source": offer.source,
        "source_checked": offer.source_checked,
        "source_date": offer.source_date,
        "confidence": offer.confidence,
        "verified_on": offer.verified_on,
        "verified_by": offer.verified_by,
        "notes": offer.notes,
        "content_hash": content_hash(offer.title, offer.description),
        "updated_at": datetime.now(UTC).replace(tzinfo=None),
    }


def _location(offer: Offer) -> dict[str, Any]:
    return {
        "offer_id": offer.id,
        "address": offer.address,
        "postcode": offer.postcode,
        "town": offer.town,
        "municipality_key": offer.municipality_key,
        "latitude": offer.latitude,
        "longitude": offer.longitude,
    }


def _contact(offer: Offer) -> dict[str, Any]:
    return {"offer_id": offer.id, "phone": offer.phone, "email": offer.email, "url": offer.url}


def _hours(offer: Offer) -> dict[str, Any]:
    return {"offer_id": offer.id, "text": offer.opening_hours, "osm": offer.opening_hours_osm}
