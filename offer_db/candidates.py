"""The hard filters, in SQL: which offers may be named at all, and the most promising few hundred of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final, cast

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Date,
    Integer,
    Select,
    Table,
    and_,
    bindparam,
    case,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from offer_db.ages import AgeRange
from offer_db.models import Contact, Hours, Location, OfferNeed, OfferTopic
from offer_db.models import Offer as OfferRow
from offer_db.opening import open_today
from offer_db.places import Place
from offer_db.vocabulary import Audience, Reach, State, Wish
from offer_db.wishes import conditions as wish_conditions

LIMIT: Final = 300
"""Candidates that are ranked in memory, however many offers there are."""
OUTSIDE_REACHES: Final = (Reach.LAND, Reach.BUNDESWEIT, Reach.ONLINE)
"""What a family that lives outside the district may be offered."""
ADVICE_TOPICS: Final = frozenset(
    (
        *("sozialberatung", "erziehungsberatung", "fruehe_hilfen", "schwangerschaft", "schwangerenberatung", "sucht"),
        *("behinderung", "entwicklung", "trennungsberatung", "aufenthalt", "gewalt"),
    )
)
"""An offer that is mainly about one of these answers any question of its needs, not a single one."""
ADVICE_RANK: Final = 2
"""So far down an offer's topics one of these tells what it is mainly about."""
STAGE_LIMIT: Final = 1_000
"""Offers that are looked at in each stage of the selection; beyond that, totals stop counting."""

_OFFER: Final = cast(Table, OfferRow.__table__)
_LOCATION: Final = cast(Table, Location.__table__)
_CONTACT: Final = cast(Table, Contact.__table__)
_HOURS: Final = cast(Table, Hours.__table__)
_NEED: Final = cast(Table, OfferNeed.__table__)
_TOPIC: Final = cast(Table, OfferTopic.__table__)
_COLUMNS: Final = (
    _OFFER.c.id,
    _OFFER.c.age_min_months,
    _OFFER.c.age_max_months,
    _OFFER.c.reach,
    _OFFER.c.reach_key,
    _OFFER.c.target,
    _OFFER.c.confidence,
    _OFFER.c.verified_on,
    _OFFER.c.content_hash,
    _LOCATION.c.municipality_key,
    _LOCATION.c.latitude,
    _LOCATION.c.longitude,
    _CONTACT.c.phone,
)
NEAR_FIRST: Final = case(
    {reach.value: rank for rank, reach in enumerate(Reach)}, value=_OFFER.c.reach, else_=len(Reach)
)
"""Orders offers by their reach, from near to far."""


@dataclass(frozen=True)
class Filters:
    """What an offer must fulfil. None or empty lets everything through.

    Attributes:
        now: the moment of asking, Europe/Berlin (validity, opening hours).
        ages: an offer must overlap at least one.
        place: an offer must serve it.
        exclude: ids that must not come.
        ids: only these ids.
        wishes: an offer must fulfil them all, see `offer_db.wishes.FILTERS`.
    """

    now: datetime
    ages: tuple[AgeRange, ...] = ()
    place: Place | None = None
    exclude: frozenset[str] = frozenset()
    ids: frozenset[str] | None = None
    wishes: frozenset[Wish] = frozenset()


@dataclass(frozen=True)
class Candidate:
    """What ranking needs to know of an offer.

    Attributes:
        needs: asked needs the offer answers, with its rank for each (1 = primary).
        topics: asked topics the offer carries, with its rank for each (1 = what it is mainly about).
        adviser: the offer answers any question of its needs (see `ADVICE_TOPICS`).
    """

    id: str
    ages: AgeRange
    reach: str
    reach_key: str | None
    target: str
    confidence: str
    verified_on: date | None
    content_hash: str
    municipality_key: str | None
    coordinates: tuple[float, float] | None
    phone: str
    needs: dict[str, int] = field(default_factory=dict)
    topics: dict[str, int] = field(default_factory=dict)
    adviser: bool = False


def find_candidates(
    session: Session, filters: Filters, needs: Iterable[str] = (), topics: Iterable[str] = ()
) -> tuple[list[Candidate], int]:
    """Finds the offers that pass the filters and answer at least one of the needs or topics, if any are asked.

    Returns:
        (candidates, total): at most `LIMIT` candidates, those with asked topics first, then primary needs, then the
        nearer reach and the narrower age; and how many there are in all, exact up to `STAGE_LIMIT` (up to `LIMIT`
        if the offers have to be open today).
    """
    values, shape = _values(filters, tuple(needs), tuple(topics))
    rows = session.execute(_candidate_statement(shape), values).all()
    total = rows[0].total if rows else 0
    if Wish.HEUTE in filters.wishes:
        rows = [row for row in rows if open_today(row.osm, filters.now)]
        total = len(rows)
    ids = [row.id for row in rows]
    asked_needs: dict[str, dict[str, int]] = {}
    asked_topics: dict[str, dict[str, int]] = {}
    advisers: set[str] = set()
    if ids and (shape.needs or shape.topics):
        wanted = set(values.get("topics", ()))
        asked = {"ids": ids, "needs": values.get("needs", []), "topics": sorted(wanted | ADVICE_TOPICS)}
        for kind, offer_id, key, rank in session.execute(_rank_statement(), asked):
            if kind == "need":
                asked_needs.setdefault(offer_id, {})[key] = rank
                continue
            if key in ADVICE_TOPICS and rank <= ADVICE_RANK:
                advisers.add(offer_id)
            if key in wanted:
                asked_topics.setdefault(offer_id, {})[key] = rank
    return [
        _candidate(row, asked_needs.get(row.id, {}), asked_topics.get(row.id, {}), row.id in advisers) for row in rows
    ], total


def filter_conditions(filters: Filters) -> tuple[list[ColumnElement[bool]], dict[str, Any]]:
    """The filters as conditions on the offer table, and the values of their parameters, for other selections.

    Opening hours the database cannot evaluate, see `offer_db.wishes.conditions`.
    """
    values, shape = _values(filters, (), ())
    return _conditions(shape), values


@dataclass(frozen=True)
class _Shape:
    """What a statement depends on beside its values. Building one costs more than running it, so they are kept."""

    ages: int
    place: str
    exclude: bool
    only: bool
    needs: bool
    topics: bool
    wishes: frozenset[Wish]


def _values(filters: Filters, needs: tuple[str, ...], topics: tuple[str, ...]) -> tuple[dict[str, Any], _Shape]:
    place = filters.place
    values: dict[str, Any] = {"today": filters.now.date()}
    for index, ages in enumerate(filters.ages):
        values |= {f"first_{index}": ages.min_months, f"last_{index}": ages.max_months}
    if place is not None and place.inside_district:
        values["above"] = sorted(place.above)
        if not place.whole_district:
            values["around"] = sorted(place.around)
    if filters.exclude:
        values["exclude"] = sorted(filters.exclude)
    if filters.ids is not None:
        values["only"] = sorted(filters.ids)
    if needs:
        values["needs"] = list(needs)
    if topics:
        values["topics"] = list(topics)
    kind = _place_kind(place)
    only = filters.ids is not None
    shape = _Shape(len(filters.ages), kind, bool(filters.exclude), only, bool(needs), bool(topics), filters.wishes)
    return values, shape


def _place_kind(place: Place | None) -> str:
    if place is None:
        return ""
    if not place.inside_district:
        return "outside"
    return "district" if place.whole_district else "municipality"


@lru_cache(maxsize=256)
def _candidate_statement(shape: _Shape) -> Select[Any]:
    every = union_all(*(select(part.limit(STAGE_LIMIT).subquery()) for part in _stages(shape))).subquery()
    found = (
        select(every.c.offer_id, func.max(every.c.weight).label("weight"), func.count().over().label("total"))
        .group_by(every.c.offer_id)
        .subquery()
    )
    source = (
        found.join(_OFFER, _OFFER.c.id == found.c.offer_id)
        .join(_LOCATION, _LOCATION.c.offer_id == _OFFER.c.id)
        .join(_CONTACT, _CONTACT.c.offer_id == _OFFER.c.id)
    )
    columns = [*_COLUMNS, found.c.total]
    if Wish.HEUTE in shape.wishes:
        source = source.join(_HOURS, _HOURS.c.offer_id == _OFFER.c.id)
        columns.append(_HOURS.c.osm)
    width = _OFFER.c.age_max_months - _OFFER.c.age_min_months
    return (
        select(*columns)
        .select_from(source)
        .order_by(found.c.weight.desc(), NEAR_FIRST, width, _OFFER.c.id)
        .limit(LIMIT)
    )


def _stages(shape: _Shape) -> list[Select[Any]]:
    """Selects (offer_id, weight), each bounded: sorting everything that fits would take seconds with a million offers.

    Offers for one municipality have stages of their own, so that a long list of national ones cannot crowd them out.
    """
    conditions = _conditions(shape)
    reaches = [()] if shape.place != "municipality" else [(_OFFER.c.reach == Reach.GEMEINDE.value,), ()]
    if not (shape.needs or shape.topics):
        return [
            select(_OFFER.c.id.label("offer_id"), literal(0).label("weight")).where(*conditions, *r) for r in reaches
        ]
    stages: list[Select[Any]] = []
    if shape.topics:
        of_topic = _TOPIC.c.topic_key.in_(bindparam("topics", expanding=True))
        source = _TOPIC.join(_OFFER, _OFFER.c.id == _TOPIC.c.offer_id)
        topic = select(_TOPIC.c.offer_id, literal(3).label("weight")).select_from(source)
        stages.extend(topic.where(of_topic, *conditions, *r) for r in reaches)
    if shape.needs:
        of_need = _NEED.c.need.in_(bindparam("needs", expanding=True))
        source = _NEED.join(_OFFER, _OFFER.c.id == _NEED.c.offer_id)
        for rank, weight in ((_NEED.c.rank == 1, 2), (_NEED.c.rank > 1, 1)):
            need = select(_NEED.c.offer_id, literal(weight).label("weight")).select_from(source)
            stages.extend(need.where(of_need, rank, *conditions, *r) for r in reaches)
    return stages


@lru_cache(maxsize=1)
def _rank_statement() -> CompoundSelect[Any]:
    ids: BindParameter[Any] = bindparam("ids", expanding=True)
    needs = select(literal("need").label("kind"), _NEED.c.offer_id, _NEED.c.need.label("key"), _NEED.c.rank).where(
        _NEED.c.offer_id.in_(ids), _NEED.c.need.in_(bindparam("needs", expanding=True))
    )
    topics = select(literal("topic"), _TOPIC.c.offer_id, _TOPIC.c.topic_key, _TOPIC.c.rank).where(
        _TOPIC.c.offer_id.in_(ids), _TOPIC.c.topic_key.in_(bindparam("topics", expanding=True))
    )
    return union_all(needs, topics)


def _conditions(shape: _Shape) -> list[ColumnElement[bool]]:
    offer = _OFFER.c
    today = bindparam("today", type_=Date)
    conditions: list[ColumnElement[bool]] = [
        offer.state == State.VEROEFFENTLICHT.value,
        offer.audience == Audience.FAMILIEN.value,
        or_(offer.valid_from.is_(None), offer.valid_from <= today),
        or_(offer.valid_to.is_(None), offer.valid_to >= today),
    ]
    if shape.ages:
        overlaps = (
            and_(
                offer.age_min_months <= bindparam(f"last_{index}", type_=Integer),
                offer.age_max_months >= bindparam(f"first_{index}", type_=Integer),
            )
            for index in range(shape.ages)
        )
        conditions.append(or_(*overlaps))
    if shape.place == "outside":
        conditions.append(_OFFER.c.reach.in_([reach.value for reach in OUTSIDE_REACHES]))
    elif shape.place:
        conditions.append(_serves(whole_district=shape.place == "district"))
    if shape.exclude:
        conditions.append(offer.id.not_in(bindparam("exclude", expanding=True)))
    if shape.only:
        conditions.append(offer.id.in_(bindparam("only", expanding=True)))
    return [*conditions, *wish_conditions(shape.wishes)]


def _serves(*, whole_district: bool) -> ColumnElement[bool]:
    # The same rule as Place.serves, for the database.
    everywhere = [Reach.REGION.value, Reach.LAND.value, Reach.BUNDESWEIT.value, Reach.ONLINE.value]
    in_municipality: ColumnElement[bool] = _OFFER.c.reach == Reach.GEMEINDE.value
    if not whole_district:
        in_municipality = and_(in_municipality, _OFFER.c.reach_key.in_(bindparam("around", expanding=True)))
    return or_(
        _OFFER.c.reach.in_(everywhere),
        and_(_OFFER.c.reach == Reach.LANDKREIS.value, _OFFER.c.reach_key.in_(bindparam("above", expanding=True))),
        in_municipality,
    )


def _candidate(row: Any, needs: dict[str, int], topics: dict[str, int], adviser: bool) -> Candidate:
    located = row.latitude is not None and row.longitude is not None
    return Candidate(
        id=row.id,
        ages=AgeRange(row.age_min_months, row.age_max_months),
        reach=row.reach,
        reach_key=row.reach_key,
        target=row.target,
        confidence=row.confidence,
        verified_on=row.verified_on,
        content_hash=row.content_hash,
        municipality_key=row.municipality_key,
        coordinates=(row.latitude, row.longitude) if located else None,
        phone=row.phone,
        needs=needs,
        topics=topics,
        adviser=adviser,
    )
