"""All offers families may see today, filtered and paged by the database: what the plain list beside the chat shows.

A filter here is strict: what does not fulfil it is not in the list. The chat lets filters go when nothing fits
(`offer_db.relaxing`); who reads a list does that alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, cast

from sqlalchemy import ColumnElement, Row, Select, Table, and_, bindparam, func, literal, or_, select
from sqlalchemy.orm import Session

from offer_db.ages import AgeRange
from offer_db.candidates import NEAR_FIRST, Filters, filter_conditions, find_candidates
from offer_db.loading import load_offers
from offer_db.models import Location, Municipality, OfferFormat, OfferNeed
from offer_db.models import Offer as OfferRow
from offer_db.places import Place, distance_km
from offer_db.ranking import scaled_cosine
from offer_db.records import Offer
from offer_db.vocabulary import NEEDS, Format, Reach, Wish
from offer_db.words import word_matches

PAGE_SIZE: Final = 20
WORD_HITS: Final = 300
"""So many offers that share words with the text are listed at most; behind them nobody pages."""
WORD_FLOOR: Final = 0.2
"""An offer whose words score less than this part of the best one's shares a chance word with the text."""
MEANING_FLOOR: Final = 0.33
"""Cosine from which on an offer means what the text says, though it uses other words: unrelated about 0.1."""
CLOSENESS: Final = 0.3
"""What being in the asked place is worth beside the words (at most 1) and their meaning (at most 1)."""
SEVERAL_LANGUAGES: Final = ("mehrere Sprachen", "viele Sprachen", "weitere", "Dolmetsch")
"""How offers say that they speak more than they name."""
WAYS_TO_SPEAK: Final = frozenset({"Gebärdensprache", "Leichte Sprache"})
"""What "several languages" does not promise."""

Cosines = Callable[[Session, str, set[str]], dict[str, float]]
"""Likeness of a text and offers by content hash, see `offer_db.likeness`."""

_OFFER: Final = cast(Table, OfferRow.__table__)
_LOCATION: Final = cast(Table, Location.__table__)
_SCORED: Final = (_OFFER.c.id, _OFFER.c.content_hash, _LOCATION.c.latitude, _LOCATION.c.longitude)
_FORMAT: Final = cast(Table, OfferFormat.__table__)
_NEED: Final = cast(Table, OfferNeed.__table__)
_AREA: Final = cast(Table, Municipality.__table__).alias("area")


@dataclass(frozen=True)
class BrowseRequest:
    """What the list is to show. Everything is optional: an empty request lists all there is.

    Attributes:
        text: words or a sentence; the list then holds what shares words or meaning with it.
        ages: the child's age in months; an offer must overlap it.
        need: key of `offer_db.vocabulary.NEEDS`; others are ignored.
        place_key: municipality, Samtgemeinde, district or a town outside; keys nobody knows are ignored.
        free: only what is free of charge.
        language: German name of a language, e.g. "Türkisch"; offers that speak several without naming them count too.
        formats: an offer must be given in one of these ways; keys nobody knows are ignored.
        page: from 1; beyond the last one the last is shown.
        now: time of asking; naive times are Europe/Berlin. None is the present.
    """

    text: str = ""
    ages: AgeRange | None = None
    need: str = ""
    place_key: str = ""
    free: bool = False
    language: str = ""
    formats: frozenset[str] = frozenset()
    page: int = 1
    now: datetime | None = None


@dataclass(frozen=True)
class BrowsePage:
    """One page of the list.

    Attributes:
        offers: at most `PAGE_SIZE`.
        distances_km: by offer id, from the middle of the asked place; only where both are known.
        total: how many offers fulfil the request.
        page, pages: which page this is, and how many there are (at least 1).
        capped: True if there may be more than `total`, because the text was found too often.
    """

    offers: tuple[Offer, ...]
    distances_km: Mapping[str, float]
    total: int
    page: int
    pages: int
    capped: bool = False


def browse(
    session: Session, request: BrowseRequest, place: Place | None, now: datetime, cosines: Cosines
) -> BrowsePage:
    """One page of what fulfils the request.

    Best first if there is a text; else by need (what is mainly for it first), place (near first) and title.

    Args:
        session: reads.
        request: what is asked; `place_key` and `now` have become `place` and `now`.
        place: the asked place, if it is known.
        now: aware, Europe/Berlin.
        cosines: compares the text with offers.
    """
    filters = Filters(
        now,
        ages=(request.ages,) if request.ages else (),
        place=place,
        wishes=frozenset({Wish.KOSTENLOS}) if request.free else frozenset(),
    )
    conditions, values = filter_conditions(filters)
    conditions += _further(request)
    if request.text.strip():
        found, capped = _matching(session, request, filters, conditions, values, cosines)
        total = len(found)
        page, pages = _page(request.page, total)
        ids = found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    else:
        capped = False
        total = session.scalar(select(func.count()).select_from(_OFFER).where(*conditions), values) or 0
        page, pages = _page(request.page, total)
        ordered = _ordered(request, conditions, place).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
        ids = list(session.scalars(ordered, values))
    offers = tuple(load_offers(session, ids).values())
    return BrowsePage(offers, _distances(offers, place), total, page, pages, capped)


def visible_ids(session: Session, today: date, limit: int, offset: int) -> list[tuple[str, date]]:
    """Ids of all offers families may see, in the order of ids, each with the day it was changed last."""
    conditions, values = filter_conditions(Filters(datetime(today.year, today.month, today.day)))
    rows = session.execute(
        select(_OFFER.c.id, _OFFER.c.updated_at).where(*conditions).order_by(_OFFER.c.id).limit(limit).offset(offset),
        values,
    )
    return [(row.id, row.updated_at.date()) for row in rows]


def _further(request: BrowseRequest) -> list[ColumnElement[bool]]:
    """What the chat's search does not ask for."""
    conditions: list[ColumnElement[bool]] = []
    if request.need in NEEDS:
        conditions.append(_has(_NEED, _NEED.c.need == request.need))
    if request.language:
        named = (request.language, *(() if request.language in WAYS_TO_SPEAK else SEVERAL_LANGUAGES))
        # Most offers name no language: looking for that first saves five comparisons each.
        conditions.append(_OFFER.c.languages != "")
        conditions.append(or_(*(_OFFER.c.languages.contains(name, autoescape=True) for name in named)))
    forms = [form.value for form in Format if form in request.formats]
    if forms:
        conditions.append(_has(_FORMAT, _FORMAT.c.format.in_(forms)))
    return conditions


def _has(table: Table, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return select(table.c.offer_id).where(table.c.offer_id == _OFFER.c.id, condition).correlate(_OFFER).exists()


def _ordered(request: BrowseRequest, conditions: Sequence[ColumnElement[bool]], place: Place | None) -> Select[Any]:
    source: Any = _OFFER
    order: list[ColumnElement[Any]] = []
    if request.need in NEEDS:
        source = source.join(_NEED, and_(_NEED.c.offer_id == _OFFER.c.id, _NEED.c.need == request.need))
        order.append((_NEED.c.rank > 1).asc())
    if place is not None and place.measurable:
        source = source.join(_LOCATION, _LOCATION.c.offer_id == _OFFER.c.id).outerjoin(
            # What is for one municipality is near its families even where no house is known.
            _AREA,
            and_(
                _AREA.c.key == _OFFER.c.reach_key,
                _OFFER.c.reach == Reach.GEMEINDE.value,
                _LOCATION.c.latitude.is_(None),
            ),
        )
        order.append(_farness(place).asc().nulls_last())
    if order:
        order.append(NEAR_FIRST)
    return (
        select(_OFFER.c.id).select_from(source).where(*conditions).order_by(*order, _OFFER.c.title_sorted, _OFFER.c.id)
    )


def _farness(place: Place) -> ColumnElement[Any]:
    """Grows with the distance from the place; on a district's scale the Earth is flat enough to sort by it."""
    latitude, longitude = place.coordinates
    north = func.coalesce(_LOCATION.c.latitude, _AREA.c.latitude) - literal(latitude)
    east = (func.coalesce(_LOCATION.c.longitude, _AREA.c.longitude) - literal(longitude)) * literal(
        math.cos(math.radians(latitude))
    )
    return north * north + east * east


def _matching(
    session: Session,
    request: BrowseRequest,
    filters: Filters,
    conditions: Sequence[ColumnElement[bool]],
    values: Mapping[str, Any],
    cosines: Cosines,
) -> tuple[list[str], bool]:
    """Ids of what fulfils the conditions and shares words or meaning with the text, best first.

    Among very many offers meaning alone is looked for in the most promising few hundred only, as in the chat.

    Returns:
        (ids, capped): see `BrowsePage.capped`.
    """
    text = request.text.encode("utf-8", "replace").decode().strip()
    likely, _ = find_candidates(session, filters, (request.need,) if request.need in NEEDS else ())
    worded = _with_words(session, text, conditions, values)
    others = _with_ids(session, [candidate.id for candidate in likely], conditions, values)
    best = worded[0].words if worded else 1.0
    rows = {row.id: row for row in (*others, *worded)}  # what is in both keeps its words
    meaning = cosines(session, text, {row.content_hash for row in rows.values()})
    scores: dict[str, float] = {}
    for row in rows.values():
        words, alike = row.words / best, meaning.get(row.content_hash, 0.0)
        if words >= WORD_FLOOR or alike >= MEANING_FLOOR:
            scores[row.id] = words + scaled_cosine(alike) + _closeness(row, filters.place)
    return sorted(scores, key=lambda offer_id: (-scores[offer_id], offer_id)), len(worded) >= WORD_HITS


def _with_words(
    session: Session, text: str, conditions: Sequence[ColumnElement[bool]], values: Mapping[str, Any]
) -> list[Row[Any]]:
    """The offers that share most words with the text."""
    found = word_matches(session, text)
    if found is None:
        return []
    source = _OFFER.join(found, found.c.offer_id == _OFFER.c.id).join(_LOCATION, _LOCATION.c.offer_id == _OFFER.c.id)
    query = select(*_SCORED, found.c.score.label("words")).select_from(source).where(*conditions)
    return list(session.execute(query.order_by(found.c.score.desc(), _OFFER.c.id).limit(WORD_HITS), values))


def _with_ids(
    session: Session, ids: Sequence[str], conditions: Sequence[ColumnElement[bool]], values: Mapping[str, Any]
) -> list[Row[Any]]:
    if not ids:
        return []
    query = select(*_SCORED, literal(0.0).label("words")).select_from(
        _OFFER.join(_LOCATION, _LOCATION.c.offer_id == _OFFER.c.id)
    )
    some = _OFFER.c.id.in_(bindparam("some", expanding=True))
    return list(session.execute(query.where(some, *conditions), {**values, "some": list(ids)}))


def _closeness(row: Row[Any], place: Place | None) -> float:
    """Up to `CLOSENESS` for what is in the asked place, half as much every 14 km."""
    if place is None or not place.measurable or row.latitude is None or row.longitude is None:
        return 0.0
    return CLOSENESS * float(0.5 ** (distance_km(place.coordinates, (row.latitude, row.longitude)) / 14))


def _page(asked: int, total: int) -> tuple[int, int]:
    pages = max(1, math.ceil(total / PAGE_SIZE))
    return min(max(1, asked), pages), pages


def _distances(offers: Sequence[Offer], place: Place | None) -> dict[str, float]:
    if place is None or not place.measurable:
        return {}
    return {
        offer.id: round(distance_km(place.coordinates, (offer.latitude, offer.longitude)), 1)
        for offer in offers
        if offer.latitude is not None and offer.longitude is not None
    }
