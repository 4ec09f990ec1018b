"""What there is for a subject, a life phase and a place, by the rules by which the search finds it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from offer_db.ages import LIFE_PHASES, AgeRange
from offer_db.candidates import OUTSIDE_REACHES
from offer_db.gaps_lattice import ANY
from offer_db.loading import load_offers
from offer_db.models import Offer as OfferRow
from offer_db.places import Place, PlaceTree
from offer_db.records import Municipality, Offer
from offer_db.vocabulary import OUTSIDE, Reach, State

_NEAR: Final = (Reach.GEMEINDE, Reach.LANDKREIS)


@dataclass(frozen=True)
class Count:
    """Number of offers.

    Attributes:
        offers: all that serve the place, also by telephone or from far away.
        near: those of them that are made for the district or a part of it.
    """

    offers: int
    near: int


class Supply:
    """The offers families may see on one day."""

    def __init__(self, offers: Iterable[Offer], places: PlaceTree, today: date) -> None:
        self._offers = [offer for offer in offers if offer.is_shown(today)]
        self._places = places
        self._known: dict[tuple[str, str, str], Count] = {}
        self._by_subject: dict[str, list[Offer]] = {}
        self._by_place: dict[str, Place | None] = {}

    def count(self, subject: str, phase: str = ANY, place: str = ANY) -> Count:
        """How many offers there are.

        Args:
            subject: a need, or "need/topic"; `ANY` and "need/" (no topic was said) as in `offer_db.gaps_lattice.Cell`.
            phase: a life phase; `ANY` and "" let every age through.
            place: "area" or "area/place"; `ANY`, "" and the district let through whatever serves a part of it.
        """
        key = (subject, phase, place)
        if key not in self._known:
            found = [offer for offer in self._about(subject) if self._fits(offer, phase, place)]
            self._known[key] = Count(len(found), sum(offer.reach in _NEAR for offer in found))
        return self._known[key]

    def _about(self, subject: str) -> list[Offer]:
        if subject not in self._by_subject:
            need, _, topic = subject.partition("/")
            self._by_subject[subject] = [
                offer
                for offer in self._offers
                if (topic in offer.topics if topic else need in (ANY, "") or need in offer.needs)
            ]
        return self._by_subject[subject]

    def _fits(self, offer: Offer, phase: str, place: str) -> bool:
        if phase in LIFE_PHASES:
            first, end = LIFE_PHASES[phase]
            if not offer.ages.overlaps(AgeRange(first, end - 1)):
                return False
        area, _, within = place.partition("/")
        if area == OUTSIDE:
            return offer.reach in OUTSIDE_REACHES
        key = within or area
        if key not in self._by_place:
            self._by_place[key] = self._places.place(key)
        there = self._by_place[key]
        return there is None or there.serves(offer.reach, offer.reach_key)


def read_supply(session: Session, places: Iterable[Municipality], today: date) -> Supply:
    """The offers of the directory.

    Args:
        session: of a migrated database.
        places: all there are.
        today: offers that are not valid on this day do not count.
    """
    published = session.scalars(select(OfferRow.id).where(OfferRow.state == State.VEROEFFENTLICHT.value)).all()
    return Supply(load_offers(session, published).values(), PlaceTree(places), today)
