"""Where a shared location is: whether it is a point at all, and which municipality it lies in, as nearly as the data
can say. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from offer_db.places import distance_km
from offer_db.records import Municipality
from offer_db.vocabulary import PlaceKind

#: The middles of our municipalities are good to 1 to 5 km (data/gifhorn/municipalities.csv), and most lie less than
#: 10 km from the next: what is farther from all of them lies where Lotte knows nobody.
FARTHEST_KM: Final = 10.0
#: Areas that consist of others; a family lives in one of those.
_AREAS: Final = frozenset({PlaceKind.LANDKREIS, PlaceKind.SAMTGEMEINDE})


def point(latitude: object, longitude: object) -> tuple[float, float] | None:
    """What a platform says a point is, in WGS 84 degrees; None if it is none (no numbers, infinite, out of range)."""
    north, east = _degrees(latitude, 90), _degrees(longitude, 180)
    return None if north is None or east is None else (north, east)


def nearest(municipalities: Iterable[Municipality], latitude: float, longitude: float) -> Municipality | None:
    """The Gemeinde, or the town next to the district, whose middle is nearest; None where none is near.

    Args:
        municipalities: as the directory of offers knows them.
        latitude, longitude: WGS 84 degrees.
    """
    here = point(latitude, longitude)
    if here is None:
        return None
    towns = [place for place in municipalities if place.kind not in _AREAS]
    distances = [(distance_km(here, (place.latitude, place.longitude)), place.key, place) for place in towns]
    distance, _, place = min(distances, default=(FARTHEST_KM + 1, "", None))
    return place if distance <= FARTHEST_KM else None


def _degrees(value: object, most: int) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    # compared before it is made a float, for which JSON's numbers can be too long; nothing compares to "not a number"
    return float(value) if -most <= value <= most else None
