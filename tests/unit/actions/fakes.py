"""What stands around the actions, written by hand: a directory of offers, a conversation, short texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time
from typing import Any

from rasa_sdk import Tracker

from offer_db.records import (
    Demand,
    Hit,
    Municipality,
    Offer,
    Opening,
    Reason,
    SearchRequest,
    SearchResult,
    Topic,
)
from offer_db.vocabulary import ReportKind
from tests.unit.offer_db.offers import OFFER
from texts import Texts


class FakeDirectory:
    """Answers searches with prepared results, one after the other, and remembers what it was asked."""

    def __init__(
        self,
        results: Sequence[SearchResult] = (),
        offers: Sequence[Offer] = (),
        topics: Sequence[Topic] = (),
        places: Mapping[str, str] | None = None,
    ) -> None:
        self._results = list(results)
        self._offers = {one.id: one for one in offers}
        self._topics = tuple(topics)
        self._places = dict(places or {})
        self.requests: list[SearchRequest] = []
        self.demands: list[Demand] = []
        self.reports: list[tuple[str, str]] = []

    def search(self, request: SearchRequest) -> SearchResult:
        self.requests.append(request)
        return self._results.pop(0)

    def count_demand(self, demand: Demand) -> None:
        self.demands.append(demand)

    def get(self, offer_id: str) -> Offer | None:
        return self._offers.get(offer_id)

    def shown(self, ids: Iterable[str]) -> tuple[Offer, ...]:
        return tuple(self._offers[key] for key in ids if key in self._offers)

    def opening(self, offer: Offer) -> Opening:
        """Nobody knows when it is open."""
        return Opening()

    def familienbuero(self) -> Offer | None:
        return self._offers.get("gf-familienbuero")

    def municipality(self, key: str) -> Municipality | None:
        name = self._places.get(key)
        return None if name is None else Municipality(key, name, "Stadt", None, (), 52.5, 10.5)

    def topics(self) -> tuple[Topic, ...]:
        return self._topics

    def report(self, offer_id: str, kind: str) -> bool:
        """As `OfferDirectory.report`: False for an offer it does not know; an unknown kind is "sonstiges"."""
        if offer_id in self._offers:
            self.reports.append((offer_id, kind if kind in frozenset(ReportKind) else "sonstiges"))
        return offer_id in self._offers


def offer(offer_id: str, **changes: Any) -> Offer:
    """The plain offer of the offer tests under another id."""
    return replace(OFFER, id=offer_id, **changes)


def hit(
    offer_id: str,
    *reasons: Reason,
    distance_km: float | None = None,
    open_now: bool | None = None,
    opens_until: time | None = None,
    opens_next: datetime | None = None,
    **changes: Any,
) -> Hit:
    return Hit(offer(offer_id, **changes), reasons, distance_km, open_now, opens_until, 1.0, opens_next)


def result(*offer_ids: str, relaxed: tuple[str, ...] = (), total: int | None = None) -> SearchResult:
    hits = tuple(hit(offer_id) for offer_id in offer_ids)
    return SearchResult(hits, len(hits) if total is None else total, relaxed, exact=not relaxed)


def conversation(
    text: str = "",
    understood: Mapping[str, Any] | None = None,
    choice: Mapping[str, Any] | None = None,
    slots: Mapping[str, Any] | None = None,
    events: Sequence[Mapping[str, Any]] = (),
) -> Tracker:
    """The conversation as Rasa sends it to the action server; `choice` is there only for a tapped button."""
    message: dict[str, Any] = {"text": text, "understood": dict(understood or {})}
    if choice is not None:
        message["choice"] = dict(choice)
    known = {"sprache": None, "situation": None, **(slots or {})}
    return Tracker("s", known, message, [dict(event) for event in events], False, None, {}, None)


def said(**phrases: str | tuple[str, ...]) -> Texts:
    """Texts of a few phrases, so that no test depends on a wording staff may change."""
    return Texts("de", {}, {key: (own,) if isinstance(own, str) else own for key, own in phrases.items()})
