"""How alike the parent's words and the offers are: the encoder, the stored vectors, and what is kept in memory."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection
from typing import Final

from sqlalchemy import Engine, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from offer_db.database import writing
from offer_db.meaning import SentenceEncoder
from offer_db.models import Offer as OfferRow
from offer_db.vectors import Vector, VectorMemory, add_vectors, meaning_text, stored_vectors

ASKED_TEXTS: Final = 256
"""Vectors of parents' texts kept in memory: "mehr davon" asks the same again."""
LAZY_VECTORS: Final = 64
"""So many missing vectors one search computes at most; the import normally leaves none."""


class Likeness:
    """Compares texts of parents with offers. Safe to share between threads."""

    def __init__(self, engine: Engine, encoder: Callable[[], SentenceEncoder]) -> None:
        """Takes the database, and what gives the encoder; it is called with the first text."""
        self._engine = engine
        self._encoder = encoder
        self._memory = VectorMemory()
        self._asked = VectorMemory(ASKED_TEXTS)

    def cosines(self, session: Session, text: str, hashes: Collection[str]) -> dict[str, float]:
        """Cosine (-1..1) of the text and each offer, by the offer's content hash; nothing without a text."""
        if not text or not hashes:
            return {}
        encoder = self._encoder()
        asked = self._encode_asked(encoder, text)
        vectors = self._vectors(session, encoder, list(hashes))
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
