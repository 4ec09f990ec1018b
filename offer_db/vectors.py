"""The meaning of offers, computed once per text and encoder and kept in the database."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Collection, Mapping, Sequence
from threading import Lock
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from offer_db.meaning import SentenceEncoder
from offer_db.models import Offer as OfferRow
from offer_db.models import OfferVector

Vector = NDArray[np.float32]

MEMORY_LIMIT: Final = 8_192
"""Vectors kept in memory by one directory: 16 MB at 512 numbers each."""


def meaning_text(title: str, description: str) -> str:
    """The text of an offer that is compared with what a parent writes."""
    return f"{title}. {description}"


def content_hash(title: str, description: str) -> str:
    """Key of a text in the vector table; changes with every change of the text."""
    return hashlib.sha256(meaning_text(title, description).encode()).hexdigest()


def stored_vectors(session: Session, encoder: SentenceEncoder, hashes: Collection[str]) -> dict[str, Vector]:
    """The vectors that are in the database, by content hash."""
    rows = session.execute(
        select(OfferVector.content_hash, OfferVector.vector).where(
            OfferVector.encoder == encoder.name, OfferVector.content_hash.in_(hashes)
        )
    )
    return {key: np.frombuffer(blob, dtype="<f4").astype(np.float32) for key, blob in rows}


def add_vectors(session: Session, encoder: SentenceEncoder, texts: Mapping[str, str]) -> dict[str, Vector]:
    """Computes and stores the vectors of texts (by content hash) that are not stored yet; returns the new ones."""
    present = stored_vectors(session, encoder, texts.keys())
    missing = [key for key in texts if key not in present]
    if not missing:
        return {}
    computed = dict(zip(missing, encoder.encode([texts[key] for key in missing]), strict=True))
    session.execute(
        insert(OfferVector),
        [
            {"content_hash": key, "encoder": encoder.name, "vector": vector.astype("<f4").tobytes()}
            for key, vector in computed.items()
        ],
    )
    return computed


def remove_orphans(session: Session) -> None:
    """Deletes vectors of texts that no offer has any more."""
    used = select(OfferRow.id).where(OfferRow.content_hash == OfferVector.content_hash).exists()
    session.execute(delete(OfferVector).where(~used))


class VectorMemory:
    """The vectors used last, so that a search reads no blobs it has read before. Safe to share between threads."""

    def __init__(self, limit: int = MEMORY_LIMIT) -> None:
        self._limit = limit
        self._vectors: OrderedDict[str, Vector] = OrderedDict()
        self._lock = Lock()

    def get(self, hashes: Sequence[str]) -> dict[str, Vector]:
        """What is in memory of these."""
        with self._lock:
            found = {key: self._vectors[key] for key in hashes if key in self._vectors}
            for key in found:
                self._vectors.move_to_end(key)
        return found

    def put(self, vectors: Mapping[str, Vector]) -> None:
        """Keeps vectors, letting go of those not used for longest."""
        with self._lock:
            self._vectors.update(vectors)
            while len(self._vectors) > self._limit:
                self._vectors.popitem(last=False)
