"""Counts what families search for: closed lists only, no words and no session, so that nobody can be found in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from functools import lru_cache
from typing import Any, Final, cast

from sqlalchemy import Engine, Table
from sqlalchemy.dialects import postgresql, sqlite

from offer_db.ages import LIFE_PHASES
from offer_db.database import writing
from offer_db.models import DemandCount
from offer_db.places import PlaceTree
from offer_db.records import Demand, Topic
from offer_db.relaxing import RELAXATIONS
from offer_db.vocabulary import NEEDS, OUTSIDE, Channel, PlaceKind

MOST_HITS: Final = 3
"""More hits count as so many: it matters whether a family had a choice, not how much of it."""
PATIENCE_MS: Final = 250
"""So long a count waits for another writer before it is given up: an import must not make a parent wait."""
MONTH: Final = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
"""How a month is written."""

_LANGUAGE = re.compile(r"[a-z]{2,3}")


def known_demand(demand: Demand, places: PlaceTree, topics: Mapping[str, Topic], today: date) -> Demand:
    """The same with nothing in it but values of the closed lists; whatever else stood there becomes empty.

    Args:
        demand: as a caller made it, perhaps from what a parent wrote.
        places, topics: what there is.
        today: gives the month if there is none.
    """
    topic = topics.get(demand.topic)
    language = demand.language.lower().partition("-")[0]
    let_go = demand.relaxed.split("+")
    return Demand(
        need=demand.need if demand.need in NEEDS else (topic.need if topic else ""),
        topic=topic.key if topic else "",
        age_band=demand.age_band if demand.age_band in LIFE_PHASES else "",
        municipality_key=_municipality_key(demand.municipality_key, places),
        language=language if _LANGUAGE.fullmatch(language) else "",
        hits=max(0, min(MOST_HITS, demand.hits)),
        relaxed="+".join(key for key in RELAXATIONS if key in let_go),
        channel=demand.channel if demand.channel in frozenset(Channel) else "",
        month=demand.month if MONTH.fullmatch(demand.month) else f"{today:%Y-%m}",
    )


def count_search(engine: Engine, demand: Demand) -> None:
    """Adds one search to its row.

    Args:
        engine: of a migrated database.
        demand: as `known_demand` leaves it.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: the database cannot be reached, is read-only, or busy for `PATIENCE_MS`.
    """
    with writing(engine, patience_ms=PATIENCE_MS) as session:
        session.execute(_add_one(engine.dialect.name), asdict(demand) | {"count": 1})


def _municipality_key(key: str, places: PlaceTree) -> str:
    municipality = places.municipality(key)
    if municipality is None:
        return OUTSIDE if key.partition(":")[0] == OUTSIDE else ""
    return OUTSIDE if municipality.kind == PlaceKind.AUSSERHALB else key


@lru_cache(maxsize=2)
def _add_one(dialect: str) -> Any:
    table = cast(Table, DemandCount.__table__)
    insert = sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
    return insert.on_conflict_do_update(index_elements=table.primary_key, set_={"count": table.c.count + 1})
