"""The word search: SQLite FTS5 over stems, PostgreSQL German text search. One small function each way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import Float, String, Subquery, bindparam, column, delete, insert, text
from sqlalchemy.orm import Session

from offer_db.models import OfferWords
from offer_db.records import Offer
from offer_db.stemming import STOPWORDS, stems, words

MAX_TERMS: Final = 16
"""Longer messages count with their longest words; the rest is mostly chatter and only costs time."""
TITLE_WEIGHT: Final = 4.0
"""A word in the title counts this many times a word in the rest."""
COMMON: Final = 3_000
"""A word that stands in more offers than this tells nothing and makes the search slow."""

MATCHES: Final = 8_000
"""So many offers with a common word are scored at most where others are chosen from them (PostgreSQL)."""

_SQLITE_ALL = text(
    """SELECT w.offer_id AS offer_id, -bm25(offer_words_fts, :title_weight, 1.0) AS score
    FROM offer_words_fts JOIN offer_words AS w ON w.id = offer_words_fts.rowid
    WHERE offer_words_fts MATCH :query"""
)
_SQLITE = text(f"{_SQLITE_ALL.text} ORDER BY score DESC LIMIT :limit")
_COMMON = text(
    "SELECT term, doc FROM offer_words_vocabulary WHERE term IN :terms",
).bindparams(bindparam("terms", expanding=True))
_POSTGRESQL_ALL = text(
    """SELECT w.offer_id AS offer_id, ts_rank('{0.1, 0.2, 0.25, 1.0}', w.document, query.terms, 1) AS score
    FROM to_tsquery('german', :query) AS query(terms), LATERAL (
        SELECT offer_id, document FROM offer_words WHERE document @@ query.terms LIMIT :common
    ) AS w"""
)
_POSTGRESQL = text(f"{_POSTGRESQL_ALL.text} ORDER BY score DESC LIMIT :limit")


def index_words(session: Session, offers: Sequence[Offer], topic_words: Mapping[str, str]) -> None:
    """Writes the words of offers into the search index, replacing what was there.

    Args:
        offers: the offers as they are stored now.
        topic_words: what parents call each topic, by topic key, separated by "|".
    """
    if not offers:
        return
    session.execute(delete(OfferWords).where(OfferWords.offer_id.in_([offer.id for offer in offers])))
    prepare = _stemmed if session.get_bind().dialect.name == "sqlite" else _plain
    rows = []
    for offer in offers:
        called = " ".join(topic_words.get(key, "") for key in offer.topics).replace("|", " ").replace("…", " ")
        body = " ".join(
            (offer.description, offer.provider, offer.town, offer.reach_area, offer.target, *offer.topic_names, called)
        )
        rows.append({"offer_id": offer.id, "title": prepare(offer.title), "body": prepare(body)})
    session.execute(insert(OfferWords), rows)


def word_scores(session: Session, sentence: str, limit: int) -> dict[str, float]:
    """The offers that share words with a sentence, best first.

    Returns:
        offer id to score, 1.0 for the best match and less for the others; empty if no word of it is found.
    """
    sqlite = session.get_bind().dialect.name == "sqlite"
    terms = _terms(sentence, stemmed=sqlite)
    if not terms:
        return {}
    if sqlite:
        query = " OR ".join(f'"{term}"' for term in _telling(session, terms))
        rows = session.execute(_SQLITE, {"query": query, "title_weight": TITLE_WEIGHT, "limit": limit}).all()
    else:
        rows = session.execute(_POSTGRESQL, {"query": " | ".join(terms), "limit": limit, "common": COMMON}).all()
    best = max((row.score for row in rows), default=0.0)
    return {row.offer_id: float(row.score / best) for row in rows} if best > 0 else {}


def word_matches(session: Session, sentence: str) -> Subquery | None:
    """The offers that share words with a sentence, to join with others.

    Returns:
        Columns `offer_id` and `score` (more is better; only comparable within one result); None if the sentence has no
        word to look for.
    """
    sqlite = session.get_bind().dialect.name == "sqlite"
    terms = _terms(sentence, stemmed=sqlite)
    if not terms:
        return None
    if sqlite:
        query = " OR ".join(f'"{term}"' for term in _telling(session, terms))
        found = _SQLITE_ALL.bindparams(query=query, title_weight=TITLE_WEIGHT)
    else:
        found = _POSTGRESQL_ALL.bindparams(query=" | ".join(terms), common=MATCHES)
    return found.columns(column("offer_id", String), column("score", Float)).subquery("words_found")


def _terms(sentence: str, *, stemmed: bool) -> list[str]:
    found = stems(sentence) if stemmed else [word for word in words(sentence) if word not in STOPWORDS]
    distinct = list(dict.fromkeys(term for term in found if len(term) > 2))
    return sorted(distinct, key=len, reverse=True)[:MAX_TERMS]


def _telling(session: Session, terms: list[str]) -> list[str]:
    rows = session.execute(_COMMON, {"terms": terms})
    offers = {term: count for term, count in rows}
    telling = [term for term in terms if offers.get(term, 0) <= COMMON]
    return telling or [min(terms, key=lambda term: offers[term])]


def _stemmed(content: str) -> str:
    return " ".join(stems(content))


def _plain(content: str) -> str:
    return content
