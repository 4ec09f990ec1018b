"""The directory of offers as the rest of the world uses it: search, look up, count.

    directory = OfferDirectory("sqlite:///var/offers.db")
    result = directory.search(SearchRequest(needs=("kinderbetreuung",), ages=(AgeRange(18, 18),), place_key="03151040"))

One directory holds one engine and may be shared between threads. Every call is one short transaction.
"""

from __future__ import annotations

import hashlib
import time as clock
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from offer_db.ages import AgeRange
from offer_db.candidates import Candidate, Filters, find_candidates
from offer_db.database import open_engine, reading, writing
from offer_db.gazetteer import Gazetteer
from offer_db.hours import TIMEZONE, open_at
from offer_db.loading import load_municipalities, load_offers, load_topics
from offer_db.meaning import SentenceEncoder, shared_encoder
from offer_db.migrate import require_current
from offer_db.models import Offer as OfferRow
from offer_db.places import Place, PlaceTree
from offer_db.ranking import Question, Ranked, Signs, cover, only_mentioned, rank
from offer_db.reasons import reasons
from offer_db.records import Hit, Municipality, Offer, Reason, SearchRequest, SearchResult, Topic
from offer_db.relaxing import Found, find
from offer_db.vectors import Vector, VectorMemory, add_vectors, meaning_text, stored_vectors
from offer_db.vocabulary import FAMILIENBUERO_ID, NEEDS, Audience, PlaceKind, State
from offer_db.words import word_scores

__all__ = ["AgeRange", "Hit", "Municipality", "Offer", "OfferDirectory", "Reason", "SearchRequest", "SearchResult"]

OUTSIDE_PREFIX: Final = "ausserhalb:"
"""How the keys of places begin that are known by name only (`data/gifhorn/places_outside.csv`)."""
TABLES_SECONDS: Final = 30.0
"""So long places and topics are kept in memory before they are read again."""
WORD_HITS: Final = 200
ASKED_TEXTS: Final = 256
"""Vectors of parents' texts kept in memory: "mehr davon" asks the same again."""
LAZY_VECTORS: Final = 64
"""So many missing vectors one search computes at most; the import normally leaves none."""


@dataclass(frozen=True)
class _Tables:
    """The small tables every search needs."""

    places: PlaceTree
    topics: dict[str, Topic]
    read_at: float


class OfferDirectory:
    """Read access to the offers."""

    def __init__(self, database_url: str, encoder: Callable[[], SentenceEncoder] = shared_encoder) -> None:
        """Opens the database.

        Args:
            database_url: `sqlite:///…` or `postgresql://…`.
            encoder: gives the sentence encoder; called with the first search that has words.

        Raises:
            OfferDbError: the URL is wrong, or migrations are missing.
        """
        self._engine = open_engine(database_url)
        self._encoder = encoder
        self._memory = VectorMemory()
        self._asked = VectorMemory(ASKED_TEXTS)
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
        offer = self.get(FAMILIENBUERO_ID)
        return offer if offer is not None and _published(offer, datetime.now(TIMEZONE)) else None

    def municipality(self, key: str) -> Municipality | None:
        """The municipality, Samtgemeinde, district or neighbouring town with this key."""
        with reading(self._engine) as session:
            return self._read_tables(session).places.municipality(key)

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
            question = _question(request, tables, now)
            filters = Filters(now.date(), question.ages, question.place, request.exclude)
            text = _query_text(request, question)
            words = word_scores(session, text, WORD_HITS) if text else {}
            finder = partial(_find, session, words)
            found = find(finder, filters, question)
            if found.relaxed and found.relaxed[-1] == "bedarf":
                return self._last_resort(session, request, question, found, now)
            signs = Signs(words, self._meaning(session, text, [*found.first, *found.others]))
            chosen = _choose(found, question, signs, request.limit)
            offers = load_offers(session, [item.candidate.id for item in chosen])
        hits = tuple(_hit(offers[item.candidate.id], item, question, now) for item in chosen)
        return SearchResult(hits, found.total, found.relaxed, exact=not found.relaxed)

    def _last_resort(
        self, session: Session, request: SearchRequest, question: Question, found: Found, now: datetime
    ) -> SearchResult:
        offer = load_offers(session, [FAMILIENBUERO_ID]).get(FAMILIENBUERO_ID)
        if offer is None or not _published(offer, now) or offer.id in request.exclude or request.limit < 1:
            return SearchResult((), 0, found.relaxed, exact=False)
        candidates, _ = find_candidates(session, Filters(now.date(), ids=frozenset({offer.id})))
        ranked = rank(candidates, question, Signs())[:1]
        return SearchResult(
            tuple(_hit(offer, item, question, now) for item in ranked), len(ranked), found.relaxed, exact=False
        )

    def _read_tables(self, session: Session) -> _Tables:
        tables = self._tables
        if tables is None or clock.monotonic() - tables.read_at > TABLES_SECONDS:
            tables = _Tables(PlaceTree(load_municipalities(session)), load_topics(session), clock.monotonic())
            self._tables = tables
        return tables

    def _meaning(self, session: Session, text: str, candidates: Sequence[Candidate]) -> dict[str, float]:
        if not text or not candidates:
            return {}
        encoder = self._encoder()
        asked = self._encode_asked(encoder, text)
        vectors = self._vectors(session, encoder, list({candidate.content_hash for candidate in candidates}))
        return {key: float(vector @ asked) for key, vector in vectors.items()}

    def _encode_asked(self, encoder: SentenceEncoder, text: str) -> Vector:
        # Kept by digest, not by text: parents' words stay nowhere longer than they must.
        key = hashlib.sha256(text.encode()).hexdigest()
        found = self._asked.get([key]).get(key)
        if found is None:
            found = encoder.encode([text])[0]
            self._asked.put({key: found})
        return found

    def _vectors(self, session: Session, encoder: SentenceEncoder, hashes: list[str]) -> dict[str, Vector]:
        vectors = self._memory.get(hashes)
        missing = [key for key in hashes if key not in vectors]
        if missing:
            fresh = stored_vectors(session, encoder, missing)
            absent = [key for key in missing if key not in fresh][:LAZY_VECTORS]
            if absent:
                fresh.update(self._compute(session, encoder, absent))
            self._memory.put(fresh)
            vectors.update(fresh)
        return vectors

    def _compute(self, session: Session, encoder: SentenceEncoder, hashes: list[str]) -> dict[str, Vector]:
        rows = session.execute(
            select(OfferRow.content_hash, OfferRow.title, OfferRow.description).where(OfferRow.content_hash.in_(hashes))
        )
        texts = {row.content_hash: meaning_text(row.title, row.description) for row in rows}
        # The read transaction has to end first: SQLite would wait for itself.
        session.rollback()
        try:
            with writing(self._engine) as writer:
                return add_vectors(writer, encoder, texts)
        except OperationalError:
            # A database that is read-only or busy must not stop a search; the vectors are kept in memory.
            return dict(zip(texts, encoder.encode(list(texts.values())), strict=True))


def _local(now: datetime | None) -> datetime:
    if now is None:
        return datetime.now(TIMEZONE)
    return now.astimezone(TIMEZONE) if now.tzinfo else now.replace(tzinfo=TIMEZONE)


def _published(offer: Offer, now: datetime) -> bool:
    today = now.date()
    return (
        offer.state == State.VEROEFFENTLICHT
        and offer.audience == Audience.FAMILIEN
        and (offer.valid_from is None or offer.valid_from <= today)
        and (offer.valid_to is None or offer.valid_to >= today)
    )


def _question(request: SearchRequest, tables: _Tables, now: datetime) -> Question:
    said = tuple(dict.fromkeys(key for key in request.topics if key in tables.topics))
    need_of = {key: tables.topics[key].need for key in said}
    asked = tuple(dict.fromkeys(key for key in request.needs if key in NEEDS))
    # A topic stands below a need: whoever asks for Elterngeld asks for money.
    needs = asked or tuple(dict.fromkeys(need_of.values()))
    topics = tuple(sorted(said, key=lambda key: needs.index(need_of[key]) if need_of[key] in needs else len(needs)))
    return Question(
        needs=needs,
        topics=topics,
        topic_names={key: tables.topics[key].name for key in topics},
        ages=request.ages,
        place=tables.places.place(request.place_key) or _outside(request.place_key),
        text=request.text,
        hints=request.target_hints,
        today=now.date(),
        mentioned=only_mentioned(needs, need_of),
    )


def _outside(key: str | None) -> Place | None:
    """A place outside the district that is known by its name only: its family gets what is for everybody."""
    if key is None or not key.startswith(OUTSIDE_PREFIX):
        return None
    # Nothing measures a distance from there; (0, 0) is never shown.
    town = Municipality(key, key.removeprefix(OUTSIDE_PREFIX), PlaceKind.AUSSERHALB, None, (), 0.0, 0.0)
    return Place(town, frozenset({key}), frozenset({key}), inside_district=False, whole_district=False)


def _query_text(request: SearchRequest, question: Question) -> str:
    """The parent's words; without any, what the asked topics are called."""
    # Half a surrogate pair can come out of a broken client and cannot be encoded.
    said = request.text.encode("utf-8", "replace").decode().strip()
    return said or ", ".join(question.topic_names.values())


def _find(
    session: Session, words: dict[str, float], filters: Filters, needs: tuple[str, ...], topics: tuple[str, ...]
) -> tuple[list[Candidate], int]:
    candidates, total = find_candidates(session, filters, needs, topics)
    if needs or topics or not words or total == len(candidates):
        return candidates, total
    # More offers than can be ranked and no need to choose by: then those that share words must be among them.
    known = {candidate.id for candidate in candidates}
    matching = frozenset(words) - known - filters.exclude
    extra, _ = find_candidates(session, Filters(filters.today, filters.ages, filters.place, ids=matching))
    return [*candidates, *extra], total


def _choose(found: Found, question: Question, signs: Signs, limit: int) -> list[Ranked]:
    limit = max(0, limit)
    first = rank(found.first, question, signs)[: min(found.first_limit, limit)]
    others = rank(found.others, question, signs)
    return [*first, *cover(others, question, limit - len(first))]


def _hit(offer: Offer, item: Ranked, question: Question, now: datetime) -> Hit:
    open_now, until = open_at(offer.opening_hours_osm, now)
    return Hit(
        offer=offer,
        reasons=reasons(offer, question, distance_km=item.distance_km, open_now=open_now, opens_until=until),
        distance_km=None if item.distance_km is None else round(item.distance_km, 1),
        open_now=open_now,
        opens_until=until,
        score=round(item.score, 4),
    )
