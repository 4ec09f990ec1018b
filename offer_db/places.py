"""Where places lie to each other: the tree of municipalities and distances. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from offer_db.records import Municipality
from offer_db.vocabulary import PlaceKind, Reach

EARTH_RADIUS_KM: Final = 6371.0088
"""Mean radius of the Earth (IUGG)."""


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance of two (latitude, longitude) pairs in degrees, by the haversine formula."""
    lat_a, lon_a, lat_b, lon_b = map(math.radians, (*a, *b))
    h = math.sin((lat_b - lat_a) / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, h)))


@dataclass(frozen=True)
class Place:
    """The place a family asked for, and which areas serve it.

    Attributes:
        above: the place itself and every area it lies in (Samtgemeinde, district).
        around: `above` and every area inside the place: what an offer of reach gemeinde may be for.
        inside_district: False for neighbouring towns, which district offers do not serve.
        whole_district: True if the place is the district itself, that is: no municipality was said.
    """

    municipality: Municipality
    above: frozenset[str]
    around: frozenset[str]
    inside_district: bool
    whole_district: bool

    @property
    def coordinates(self) -> tuple[float, float]:
        """(latitude, longitude) of the middle of the place."""
        return self.municipality.latitude, self.municipality.longitude

    @property
    def measurable(self) -> bool:
        """False where a distance would say nothing: from the district as a whole, or from a town outside."""
        return self.inside_district and not self.whole_district

    def serves(self, reach: str, reach_key: str | None) -> bool:
        """True if an offer of this reach and area is for families of this place."""
        if reach == Reach.GEMEINDE:
            return self.whole_district or reach_key in self.around
        if reach == Reach.LANDKREIS:
            return reach_key in self.above
        return True


class PlaceTree:
    """All municipalities and who lies in whom."""

    def __init__(self, municipalities: Iterable[Municipality]) -> None:
        self._by_key: Mapping[str, Municipality] = {m.key: m for m in municipalities}
        self._children: dict[str, list[str]] = {}
        for municipality in self._by_key.values():
            if municipality.parent_key:
                self._children.setdefault(municipality.parent_key, []).append(municipality.key)

    def municipality(self, key: str) -> Municipality | None:
        """The municipality with this key, or None."""
        return self._by_key.get(key)

    def place(self, key: str | None) -> Place | None:
        """The place with this key, or None if the key is empty or unknown."""
        municipality = self._by_key.get(key) if key else None
        if municipality is None:
            return None
        above = frozenset(self._ancestors(municipality.key))
        below = frozenset(self._descendants(municipality.key))
        return Place(
            municipality=municipality,
            above=above,
            around=above | below,
            inside_district=municipality.kind != PlaceKind.AUSSERHALB,
            whole_district=municipality.kind == PlaceKind.LANDKREIS,
        )

    def _ancestors(self, key: str) -> list[str]:
        found: list[str] = []
        current: str | None = key
        while current is not None and current not in found:
            found.append(current)
            municipality = self._by_key.get(current)
            current = municipality.parent_key if municipality else None
        return found

    def _descendants(self, key: str) -> list[str]:
        found: list[str] = []
        waiting = [key]
        while waiting:
            current = waiting.pop()
            if current not in found:
                found.append(current)
                waiting.extend(self._children.get(current, ()))
        return found
