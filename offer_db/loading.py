"""From tables to frozen records, with a handful of queries for any number of offers and no ORM objects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final, cast

from sqlalchemy import BindParameter, Table, bindparam, literal, select, union_all
from sqlalchemy.orm import Session

from offer_db.ages import LIFE_PHASES, AgeRange
from offer_db.models import (
    Contact,
    Hours,
    Location,
    MunicipalityPostcode,
    OfferFormat,
    OfferNeed,
    OfferPhase,
    OfferTopic,
    Provider,
)
from offer_db.models import Municipality as MunicipalityRow
from offer_db.models import Offer as OfferRow
from offer_db.models import Topic as TopicRow
from offer_db.records import Municipality, Offer, Topic
from offer_db.vocabulary import Format

_OFFER: Final = cast(Table, OfferRow.__table__)
_PROVIDER: Final = cast(Table, Provider.__table__)
_LOCATION: Final = cast(Table, Location.__table__)
_CONTACT: Final = cast(Table, Contact.__table__)
_HOURS: Final = cast(Table, Hours.__table__)
_NEED: Final = cast(Table, OfferNeed.__table__)
_OFFER_TOPIC: Final = cast(Table, OfferTopic.__table__)
_TOPIC: Final = cast(Table, TopicRow.__table__)
_PHASE: Final = cast(Table, OfferPhase.__table__)
_FORMAT: Final = cast(Table, OfferFormat.__table__)
_IDS: Final[BindParameter[Any]] = bindparam("ids", expanding=True)
_SAME_NAMES: Final = """
id title description age_min_months age_max_months target audience cost free_of_charge languages reach reach_area
reach_key state valid_from valid_to source source_checked source_date confidence verified_on verified_by notes
"""

# Built once: putting a statement together costs more than running it.
_SELECT_OFFERS: Final = (
    select(
        *(_OFFER.c[name] for name in _SAME_NAMES.split()),
        _PROVIDER.c.name.label("provider"),
        _PROVIDER.c.kind.label("provider_kind"),
        *(_LOCATION.c[name] for name in ("address", "postcode", "town", "municipality_key", "latitude", "longitude")),
        *(_CONTACT.c[name] for name in ("phone", "email", "url")),
        _HOURS.c.text.label("opening_hours"),
        _HOURS.c.osm.label("opening_hours_osm"),
    )
    .select_from(
        _OFFER.join(_PROVIDER, _PROVIDER.c.id == _OFFER.c.provider_id)
        .join(_LOCATION, _LOCATION.c.offer_id == _OFFER.c.id)
        .join(_CONTACT, _CONTACT.c.offer_id == _OFFER.c.id)
        .join(_HOURS, _HOURS.c.offer_id == _OFFER.c.id)
    )
    .where(_OFFER.c.id.in_(_IDS))
)
_SELECT_LISTS: Final = union_all(
    select(
        literal("need").label("kind"),
        _NEED.c.offer_id,
        _NEED.c.need.label("item"),
        _NEED.c.rank.label("rank"),
        literal("").label("name"),
    ).where(_NEED.c.offer_id.in_(_IDS)),
    select(literal("topic"), _OFFER_TOPIC.c.offer_id, _OFFER_TOPIC.c.topic_key, _OFFER_TOPIC.c.rank, _TOPIC.c.name)
    .join(_TOPIC, _TOPIC.c.key == _OFFER_TOPIC.c.topic_key)
    .where(_OFFER_TOPIC.c.offer_id.in_(_IDS)),
    select(literal("phase"), _PHASE.c.offer_id, _PHASE.c.phase, literal(0), literal("")).where(
        _PHASE.c.offer_id.in_(_IDS)
    ),
    select(literal("format"), _FORMAT.c.offer_id, _FORMAT.c.format, literal(0), literal("")).where(
        _FORMAT.c.offer_id.in_(_IDS)
    ),
)
_PHASE_ORDER = {phase: rank for rank, phase in enumerate(LIFE_PHASES)}
_FORMAT_ORDER = {str(form): rank for rank, form in enumerate(Format)}


def load_offers(session: Session, ids: Iterable[str]) -> dict[str, Offer]:
    """The offers with these ids, by id, in the order of `ids`; ids nobody knows are left out.

    Meant for some hundred ids at most: they become parameters of one query.
    """
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return {}
    lists: defaultdict[tuple[str, str], list[tuple[int, str, str]]] = defaultdict(list)
    for kind, offer_id, item, rank, name in session.execute(_SELECT_LISTS, {"ids": wanted}):
        lists[kind, offer_id].append((rank, item, name))
    found: dict[str, Offer] = {}
    for row in session.execute(_SELECT_OFFERS, {"ids": wanted}).mappings():
        values: dict[str, Any] = dict(row)
        ages = AgeRange(values.pop("age_min_months"), values.pop("age_max_months"))
        offer_id = values["id"]
        topics = sorted(lists["topic", offer_id])
        found[offer_id] = Offer(
            **values,
            ages=ages,
            needs=tuple(item for _, item, _ in sorted(lists["need", offer_id])),
            topics=tuple(item for _, item, _ in topics),
            topic_names=tuple(name for _, _, name in topics),
            life_phases=tuple(sorted((item for _, item, _ in lists["phase", offer_id]), key=_PHASE_ORDER.__getitem__)),
            formats=tuple(sorted((item for _, item, _ in lists["format", offer_id]), key=_FORMAT_ORDER.__getitem__)),
        )
    return {offer_id: found[offer_id] for offer_id in wanted if offer_id in found}


def load_municipalities(session: Session) -> list[Municipality]:
    """All municipalities; there are some dozens."""
    postcodes = defaultdict(list)
    for key, postcode in session.execute(
        select(MunicipalityPostcode.municipality_key, MunicipalityPostcode.postcode).order_by(
            MunicipalityPostcode.municipality_key, MunicipalityPostcode.rank
        )
    ):
        postcodes[key].append(postcode)
    columns = (
        MunicipalityRow.key,
        MunicipalityRow.name,
        MunicipalityRow.kind,
        MunicipalityRow.parent_key,
        MunicipalityRow.latitude,
        MunicipalityRow.longitude,
    )
    return [
        Municipality(
            row.key, row.name, row.kind, row.parent_key, tuple(postcodes[row.key]), row.latitude, row.longitude
        )
        for row in session.execute(select(*columns).order_by(MunicipalityRow.key))
    ]


def load_topics(session: Session) -> dict[str, Topic]:
    """All topics by key; there are one or two hundred."""
    rows = session.execute(select(TopicRow.key, TopicRow.need, TopicRow.name).order_by(TopicRow.key))
    return {row.key: Topic(row.key, row.need, row.name) for row in rows}
