"""Finds the municipality a town, postcode or area name means, for files that name places in words. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from offer_db.records import Municipality
from offer_db.vocabulary import PlaceKind


class Gazetteer:
    """Names, keys and postcodes of all municipalities."""

    def __init__(self, municipalities: Iterable[Municipality]) -> None:
        self._by_name: dict[str, Municipality] = {}
        self._by_postcode: defaultdict[str, list[Municipality]] = defaultdict(list)
        for municipality in municipalities:
            self._by_name[municipality.name.casefold()] = municipality
            self._by_name[municipality.key] = municipality
            # A Samtgemeinde repeats the postcodes of its members: it would make every one of them ambiguous.
            if municipality.kind != PlaceKind.SAMTGEMEINDE:
                for postcode in municipality.postcodes:
                    self._by_postcode[postcode].append(municipality)

    def area(self, name: str) -> Municipality | None:
        """The municipality with exactly this name or key."""
        return self._by_name.get(name.strip().casefold())

    def locate(self, town: str, postcode: str) -> Municipality | None:
        """The municipality an address lies in: by name, else by its postcode if only one municipality has it."""
        named = self.area(town) if town.strip() else None
        if named is not None:
            return named
        sharing = self._by_postcode.get(postcode.strip(), [])
        return sharing[0] if len(sharing) == 1 else None
