"""From the table of counted searches to numbers that may be seen; nobody else reads that table for people."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final, cast

from sqlalchemy import Table, case, func, or_, select
from sqlalchemy.orm import Session

from offer_db.gaps_lattice import MET, UNMET, Cell, build
from offer_db.gaps_suppression import LEAST, Protected, protect
from offer_db.models import DemandCount
from offer_db.records import Municipality
from offer_db.vocabulary import PlaceKind

_DEMAND: Final = cast(Table, DemandCount.__table__)


def read_counts(session: Session, places: Mapping[str, Municipality]) -> Protected:
    """All counted searches, as far as their numbers may be seen.

    A search is unmet if nothing was found, or something the family asked for had to be let go.

    Args:
        session: of a migrated database.
        places: all there are, by key.
    """
    unmet = case((or_(_DEMAND.c.hits == 0, _DEMAND.c.relaxed != ""), UNMET), else_=MET).label("outcome")
    keys = [_DEMAND.c[name] for name in ("month", "need", "topic", "age_band", "municipality_key")]
    keys += [_DEMAND.c.language, _DEMAND.c.channel]
    query = select(*keys, unmet, func.sum(_DEMAND.c.count)).group_by(*keys, unmet)
    rows: dict[Cell, int] = {}
    for month, need, topic, phase, place, language, channel, outcome, count in session.execute(query).all():
        cell = Cell(month, outcome, f"{need}/{topic}", phase, place_path(place, places), language, channel)
        rows[cell] = rows.get(cell, 0) + int(count)
    return _protected(tuple(sorted(rows.items())))


def place_path(key: str, places: Mapping[str, Municipality]) -> str:
    """ "area/place": the town, Einheitsgemeinde or Samtgemeinde a place belongs to, and the place; or "area/"."""
    place = places.get(key)
    if place is None or place.kind in (PlaceKind.SAMTGEMEINDE, PlaceKind.LANDKREIS):
        return f"{key}/"
    parent = places.get(place.parent_key or "")
    return f"{parent.key}/{key}" if parent and parent.kind == PlaceKind.SAMTGEMEINDE else f"{key}/{key}"


@lru_cache(maxsize=2)
def _protected(rows: tuple[tuple[Cell, int], ...]) -> Protected:
    # as long as nobody asks anything new, the same numbers are hidden: it takes seconds for thousands of rows
    return protect(build(rows, LEAST))
