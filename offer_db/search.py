"""The directory of offers as the rest of the world uses it: search, look up, count, note what is wrong.

    directory = OfferDirectory("sqlite:///var/offers.db")
    result = directory.search(SearchRequest(needs=("kinderbetreuung",), ages=(AgeRange(18, 18),), place_key="03151040"))

One directory holds one engine and may be shared between threads. Every call is one short transaction.
"""

from __future__ import annotations

import logging
import time as clock
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from offer_db.ages import AgeRange
from offer_db.asking import query_text, question_of
from offer_db.browsing import BrowsePage, BrowseRequest, browse, visible_ids
from offer_db.candidates import Candidate, Filters, find_candidates
from offer_db.database import open_engine, reading
from offer_db.demand import count_search, known_demand
from offer_db.gazetteer import Gazetteer
from offer_db.likeness import Likeness
from offer_db.loading import load_municipalities, load_offers, load_topics
from offer_db.meaning import SentenceEncoder, shared_encoder
from offer_db.migrate import require_current
from offer_db.models import Offer as OfferRow
from offer_db.opening import TIMEZONE, opening_at
from offer_db.places import PlaceTree
from offer_db.ranking import Question, Ranked, Signs, cover, rank
from offer_db.reasons import reasons
from offer_db.records import (
    Demand,
    Hit,
    Municipality,
    Offer,
    OfferReport,
    Opening,
    Reason,
    SearchRequest,
    SearchResult,
    Topic,
)
from offer_db.relaxing import Found, find, let_go
from offer_db.reporting import add_report, open_reports, resolve_report
from offer_db.title_order import title_key
from offer_db.vocabulary import FAMILIENBUERO_ID, Audience, State
from offer_db.wishes import FILTERS, fewer
from offer_db.words import word_scores

__all__ = [
    "AgeRange",
    "BrowsePage",
    "BrowseRequest",
    "Demand",
    "Hit",
    "Municipality",
    "Offer",
    "OfferDirectory",
    "OfferReport",
    "Opening",
    "Reason",
    "SearchRequest",
    "SearchResult",
]

TABLES_SECONDS: Final = 30.0
"""So long places and topics are kept in memory before they are read again."""
WORD_HITS: Final = 200


logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Tables:
    """The small tables every search needs."""

    places: PlaceTree
    topics: dict[str, Topic]
    read_at: float


class OfferDirectory:
    """The offers, to read; and the two things families leave behind: counted searches and notes on offers."""

    def __init__(self, database_url: str, encoder: Callable[[], SentenceEncoder] = shared_encoder) -> None:
        """Opens the database.

        Args:
            database_url: `sqlite:///…` or `postgresql://…`.
            encoder: gives the sentence encoder; called with the first search that has words.

        Raises:
            OfferDbError: the URL is wrong, or migrations are missing.
        """
        self._engine = open_engine(database_url)
        self._likeness = Likeness(self._engine, encoder)
        self._tables: _Tables | None = None
        try:
            with self._engine.connect() as connection:
                require_current(connection)
        except BaseException:
            self._engine.dispose()
            raise

    def close(self) -> None:
        """Closes all connections; the directory cannot be used afterwards."""
        self._engine.dispose()

    def __enter__(self) -> OfferDirectory:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def get(self, offer_id: str) -> Offer | None:
        """The offer with this id, whatever its state."""
        with reading(self._engine) as session:
            return load_offers(session, [offer_id]).get(offer_id)

    def familienbuero(self) -> Offer | None:
        """The offer behind which the district's human contact answers; None if it is not published."""
        return next(iter(self.shown([FAMILIENBUERO_ID])), None)

    def shown(self, ids: Iterable[str]) -> tuple[Offer, ...]:
        """Those of these offers that families may see today, in the order of `ids`."""
        today = datetime.now(TIMEZONE).date()
        with reading(self._engine) as session:
            return tuple(offer for offer in load_offers(session, ids).values() if offer.is_shown(today))

    def find(self, ids: Iterable[str]) -> tuple[Offer, ...]:
        """Those of these offers that there are, whatever their state, in the order of `ids`."""
        with reading(self._engine) as session:
            return tuple(load_offers(session, ids).values())

    def browse(self, request: BrowseRequest) -> BrowsePage:
        """One page of all offers that fulfil the request, see `offer_db.browsing`."""
        with reading(self._engine) as session:
            place = self._read_tables(session).places.place(request.place_key)
            return browse(session, request, place, _local(request.now), self._likeness.cosines)

    def visible_ids(self, limit: int, offset: int = 0) -> list[tuple[str, date]]:
        """Ids of the offers families may see today, in the order of ids, each with the day it was changed last."""
        with reading(self._engine) as session:
            return visible_ids(session, datetime.now(TIMEZONE).date(), limit, offset)

    def opening(self, offer: Offer, now: datetime | None = None) -> Opening:
        """Whether an offer is open, until when, or when it opens next; naive times are Europe/Berlin."""
        return opening_at(offer.opening_hours_osm, _local(now))

    def municipality(self, key: str) -> Municipality | None:
        """The municipality, Samtgemeinde, district or neighbouring town with this key."""
        with reading(self._engine) as session:
            return self._read_tables(session).places.municipality(key)

    def municipalities(self) -> tuple[Municipality, ...]:
        """The district, its Samtgemeinden and Gemeinden, and the towns around, by name."""
        with reading(self._engine) as session:
            return tuple(sorted(load_municipalities(session), key=lambda place: title_key(place.name)))

    def find_municipality(self, name_or_key: str) -> Municipality | None:
        """The municipality with exactly this name (capitals do not matter) or key; no guessing, that is the bot's."""
        with reading(self._engine) as session:
            return Gazetteer(load_municipalities(session)).area(name_or_key)

    def topics(self) -> tuple[Topic, ...]:
        """All topics, by key."""
        with reading(self._engine) as session:
            return tuple(self._read_tables(session).topics.values())

    def count_published(self) -> int:
        """Number of offers that families can find today."""
        today = datetime.now(TIMEZONE).date()
        with reading(self._engine) as session:
            return (
                session.scalar(
                    select(func.count()).where(
                        OfferRow.state == State.VEROEFFENTLICHT.value,
                        OfferRow.audience == Audience.FAMILIEN.value,
                        OfferRow.valid_from.is_(None) | (OfferRow.valid_from <= today),
                        OfferRow.valid_to.is_(None) | (OfferRow.valid_to >= today),
                    )
                )
                or 0
            )

    def search(self, request: SearchRequest) -> SearchResult:
        """Finds the offers that fit best, and says why; see `SearchRequest` and `SearchResult`.

        Needs and topics nobody knows are ignored. If every fitting offer is excluded, the result is empty and exact.
        """
        now = _local(request.now)
        with reading(self._engine) as session:
            tables = self._read_tables(session)
            question = question_of(request, tables.places, tables.topics, now.date())
            wishes = question.wishes & FILTERS
            filters = Filters(now, question.ages, question.place, request.exclude, wishes=wishes)
            text = query_text(request, question)
            words = word_scores(session, text, WORD_HITS) if text else {}
            finder = partial(_find, session, words)
            found = find(finder, filters, question)
            if found.relaxed and found.relaxed[-1] == "bedarf":
                return self._last_resort(session, request, question, found, now)
            hashes = {candidate.content_hash for candidate in (*found.first, *found.others)}
            signs = Signs(words, self._likeness.cosines(session, text, hashes))
            chosen = _choose(found, question, signs, request.limit)
            offers = load_offers(session, [item.candidate.id for item in chosen])
        hits = tuple(_hit(offers[item.candidate.id], item, question, now) for item in chosen)
        return SearchResult(hits, found.total, found.relaxed, exact=not found.relaxed)

    def count_demand(self, demand: Demand) -> None:
        """Counts a search, see `offer_db.demand`. Never fails: an answer is worth more than a number."""
        try:
            with reading(self._engine) as session:
                tables = self._read_tables(session)
            today = datetime.now(TIMEZONE).date()
            count_search(self._engine, known_demand(demand, tables.places, tables.topics, today))
        except SQLAlchemyError as error:
            # Its message would quote the values.
            logger.warning("A search was not counted: %s", type(error).__name__)

    def report(self, offer_id: str, kind: str) -> bool:
        """Notes for staff that something about an offer is wrong.

        Args:
            offer_id: which offer.
            kind: one of `offer_db.vocabulary.ReportKind`; others count as `sonstiges`.

        Returns:
            False if there is no such offer.
        """
        return add_report(self._engine, offer_id, kind, datetime.now(TIMEZONE).date())

    def open_reports(self) -> tuple[OfferReport, ...]:
        """What parents noted and staff have not dealt with, oldest first."""
        return open_reports(self._engine)

    def resolve_report(self, report_id: int) -> None:
        """Closes a note today; one that is closed already keeps its day.

        Raises:
            UnknownReport: no note has this number.
        """
        resolve_report(self._engine, report_id, datetime.now(TIMEZONE).date())

    def _last_resort(
        self, session: Session, request: SearchRequest, question: Question, found: Found, now: datetime
    ) -> SearchResult:
        offer = load_offers(session, [FAMILIENBUERO_ID]).get(FAMILIENBUERO_ID)
        if offer is None or not offer.is_shown(now.date()) or offer.id in request.exclude or request.limit < 1:
            return SearchResult((), 0, found.relaxed, exact=False)
        only = Filters(now, ids=frozenset({offer.id}))
        for kept in fewer(question.wishes & FILTERS):
            candidates, _ = find_candidates(session, replace(only, wishes=kept))
            if candidates:
                break
        hits = tuple(_hit(offer, item, question, now) for item in rank(candidates, question, Signs())[:1])
        relaxed = (*let_go((question.wishes & FILTERS) - kept), *(key for key in found.relaxed if key not in FILTERS))
        return SearchResult(hits, len(hits), relaxed, exact=False)

    def _read_tables(self, session: Session) -> _Tables:
        tables = self._tables
        if tables is None or clock.monotonic() - tables.read_at > TABLES_SECONDS:
            tables = _Tables(PlaceTree(load_municipalities(session)), load_topics(session), clock.monotonic())
            self._tables = tables
        return tables


def _local(now: datetime | None) -> datetime:
    if now is None:
        return datetime.now(TIMEZONE)
    return now.astimezone(TIMEZONE) if now.tzinfo else now.replace(tzinfo=TIMEZONE)


def _find(
    session: Session, words: dict[str, float], filters: Filters, needs: tuple[str, ...], topics: tuple[str, ...]
) -> tuple[list[Candidate], int]:
    candidates, total = find_candidates(session, filters, needs, topics)
    if needs or topics or not words or total == len(candidates):
        return candidates, total
    # More offers than can be ranked and no need to choose by: then those that share words must be among them.
    known = {candidate.id for candidate in candidates}
    matching = frozenset(words) - known - filters.exclude
    extra, _ = find_candidates(session, replace(filters, exclude=frozenset(), ids=matching))
    return [*candidates, *extra], total


def _choose(found: Found, question: Question, signs: Signs, limit: int) -> list[Ranked]:
    limit = max(0, limit)
    first = rank(found.first, question, signs)[: min(found.first_limit, limit)]
    others = rank(found.others, question, signs)
    return [*first, *cover(others, question, limit - len(first))]


def _hit(offer: Offer, item: Ranked, question: Question, now: datetime) -> Hit:
    opening = opening_at(offer.opening_hours_osm, now)
    why = reasons(
        offer, question, distance_km=item.distance_km, open_now=opening.open_now, opens_until=opening.opens_until
    )
    return Hit(
        offer=offer,
        reasons=why,
        distance_km=None if item.distance_km is None else round(item.distance_km, 1),
        open_now=opening.open_now,
        opens_until=opening.opens_until,
        score=round(item.score, 4),
        opens_next=opening.opens_next,
    )
