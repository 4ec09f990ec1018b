"""The real offers, searched once for every question: thousands of families ask the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from offer_db.ages import AgeRange, age_band
from offer_db.records import Demand, Hit, Municipality, Offer, Opening, SearchRequest, SearchResult, Topic
from offer_db.search import OfferDirectory
from offer_db.vocabulary import FAMILIENBUERO_ID

_KEPT: Final = 9
"""Hits of a search, so that "mehr Angebote" twice needs no other."""


class CachedDirectory:
    """An `OfferDirectory` for `actions.context`: answers from memory, writes nothing, and keeps what it would count.

    Attributes:
        month: JJJJ-MM in which the present conversation takes place.
        demand: how often what was searched for.
    """

    def __init__(self, directory: OfferDirectory) -> None:
        self.month = ""
        self.demand: Counter[Demand] = Counter()
        self._directory = directory
        self._results: dict[object, SearchResult] = {}
        self._openings: dict[str, Opening] = {}
        self._shown: dict[tuple[str, ...], tuple[Offer, ...]] = {}
        self._topics = directory.topics()
        self._municipalities = {place.key: place for place in directory.municipalities()}

    def search(self, request: SearchRequest) -> SearchResult:
        """By what tells families apart most: need, topic, place, and the life phase of the youngest child.

        Words, further topics and the exact month would make every search a new one, and change little.
        """
        age = min(request.ages, default=None, key=lambda ages: ages.min_months)
        key = (request.needs, request.topics[:1], age and age_band(age), request.place_key, request.wishes)
        if key not in self._results:
            asked = replace(request, text="", topics=request.topics[:1], ages=(age,) if age else ())
            self._results[key] = self._directory.search(replace(asked, limit=_KEPT, exclude=frozenset()))
        result = self._results[key]
        hits = tuple(hit for hit in result.hits if hit.offer.id not in request.exclude)[: request.limit]
        return replace(result, hits=tuple(_for_age(hit, age) for hit in hits))

    def count_demand(self, demand: Demand) -> None:
        self.demand[replace(demand, month=self.month)] += 1

    def report(self, offer_id: str, kind: str) -> bool:
        """Takes down nothing: staff would follow it up."""
        return bool(self.shown([offer_id]))

    def shown(self, ids: Iterable[str]) -> tuple[Offer, ...]:
        key = tuple(ids)
        if key not in self._shown:
            self._shown[key] = self._directory.shown(key)
        return self._shown[key]

    def familienbuero(self) -> Offer | None:
        return next(iter(self.shown([FAMILIENBUERO_ID])), None)

    def opening(self, offer: Offer, now: Any = None) -> Opening:
        if offer.id not in self._openings:
            self._openings[offer.id] = self._directory.opening(offer)
        return self._openings[offer.id]

    def municipality(self, key: str) -> Municipality | None:
        return self._municipalities.get(key)

    def municipalities(self) -> tuple[Municipality, ...]:
        return tuple(self._municipalities.values())

    def topics(self) -> tuple[Topic, ...]:
        return self._topics

    def get(self, offer_id: str) -> Offer | None:
        return self._directory.get(offer_id)


def _for_age(hit: Hit, age: AgeRange | None) -> Hit:
    """The same hit with this child's age in its reason instead of that of the child it was searched for."""
    if age is None:
        return hit
    told = {"kind_von": str(age.min_months), "kind_bis": str(age.max_months)}
    reasons = (
        replace(reason, values={**reason.values, **told}) if "kind_von" in reason.values else reason
        for reason in hit.reasons
    )
    return replace(hit, reasons=tuple(reasons))
