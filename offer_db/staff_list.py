"""All offers as staff see them, in every state: filtered and paged by the database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, Engine, func, or_, select

from offer_db.database import reading
from offer_db.loading import load_municipalities, load_offers, load_topics
from offer_db.models import Contact, Location, OfferNeed, Provider
from offer_db.models import Offer as OfferRow
from offer_db.places import PlaceTree
from offer_db.records import Municipality, Offer, Topic
from offer_db.title_order import title_key

MOST_WORDS: Final = 8
"""Further words of a search do not count; each one looks through all offers."""


@dataclass(frozen=True)
class StaffFilters:
    """What the list is to show; all of it must be true, empty means "does not matter".

    Attributes:
        words: each must stand somewhere in id, title, provider, description, notes, place, telephone, e-mail or
            web address.
        state: one of `offer_db.vocabulary.State`.
        need: key; among all needs of the offer, not only the first.
        place_key: the offer is given there, or for this area or one below it.
        provider: the name, exactly.
        verified_before: not checked since this day, or never.
    """

    words: str = ""
    state: str = ""
    need: str = ""
    place_key: str = ""
    provider: str = ""
    verified_before: date | None = None


@dataclass(frozen=True)
class StaffPage:
    """One page of the list, by title.

    Attributes:
        total: how many offers fulfil the filters.
        page, pages: which page this is, and how many there are (at least 1).
    """

    offers: tuple[Offer, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class StaffChoices:
    """What can be chosen in filters and forms, in German order."""

    providers: tuple[str, ...]
    places: tuple[Municipality, ...]
    topics: tuple[Topic, ...]


def list_offers(engine: Engine, filters: StaffFilters, *, page: int = 1, size: int = 50) -> StaffPage:
    """One page of all offers that fulfil the filters; beyond the last page the last is shown."""
    with reading(engine) as session:
        areas = _inside(filters.place_key, load_municipalities(session)) if filters.place_key else frozenset()
        found = (
            select(OfferRow.id)
            .join(Provider, Provider.id == OfferRow.provider_id)
            .join(Location, Location.offer_id == OfferRow.id)
            .join(Contact, Contact.offer_id == OfferRow.id)
            .where(*_conditions(filters, areas))
        )
        total = session.scalar(select(func.count()).select_from(found.subquery())) or 0
        pages = max(1, -(-total // size))
        page = min(max(1, page), pages)
        ids = session.scalars(
            found.order_by(OfferRow.title_sorted, OfferRow.id).limit(size).offset((page - 1) * size)
        ).all()
        return StaffPage(tuple(load_offers(session, ids).values()), total, page, pages)


def staff_choices(engine: Engine) -> StaffChoices:
    """All providers that have offers, all places and all topics."""
    with reading(engine) as session:
        used = select(OfferRow.id).where(OfferRow.provider_id == Provider.id).exists()
        providers = session.scalars(select(Provider.name).where(used)).all()
        places = load_municipalities(session)
        topics = load_topics(session).values()
    return StaffChoices(
        tuple(sorted(providers, key=title_key)),
        tuple(sorted(places, key=lambda place: title_key(place.name))),
        tuple(sorted(topics, key=lambda topic: title_key(topic.name))),
    )


def _inside(key: str, municipalities: Iterable[Municipality]) -> frozenset[str]:
    place = PlaceTree(municipalities).place(key)
    return (place.around - place.above) | {key} if place else frozenset()


def _conditions(filters: StaffFilters, areas: Iterable[str]) -> list[ColumnElement[bool]]:
    conditions = [_contains(word) for word in filters.words.split()[:MOST_WORDS]]
    if filters.state:
        conditions.append(OfferRow.state == filters.state)
    if filters.need:
        answers = OfferNeed.offer_id == OfferRow.id, OfferNeed.need == filters.need
        conditions.append(select(OfferNeed.offer_id).where(*answers).exists())
    if filters.place_key:
        listed = list(areas)
        conditions.append(or_(Location.municipality_key.in_(listed), OfferRow.reach_key.in_(listed)))
    if filters.provider:
        conditions.append(Provider.name == filters.provider)
    if filters.verified_before is not None:
        conditions.append(or_(OfferRow.verified_on.is_(None), OfferRow.verified_on < filters.verified_before))
    return conditions


def _contains(word: str) -> ColumnElement[bool]:
    columns = (
        OfferRow.id,
        OfferRow.title,
        OfferRow.description,
        OfferRow.notes,
        Provider.name,
        Location.town,
        Location.postcode,
        Contact.phone,
        Contact.email,
        Contact.url,
    )
    # SQLite knows capitals of A-Z only, so a word with an umlaut is looked for in both ways of writing.
    writings = {word, word.lower(), word.capitalize()} if not word.isascii() else {word}
    conditions = [column.icontains(writing, autoescape=True) for column in columns for writing in writings]
    if folded := title_key(word):
        conditions.append(OfferRow.title_sorted.contains(folded, autoescape=True))
    return or_(*conditions)
