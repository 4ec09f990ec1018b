"""The action server's one wiring place: the offers it searches and the texts it speaks with."""

from __future__ import annotations

import os
from functools import lru_cache

import texts
from offer_db.database import default_url
from offer_db.search import OfferDirectory


@lru_cache(maxsize=1)
def directory() -> OfferDirectory:
    """The offers, opened on first use and kept; the starter says where, else as for `python -m offer_db`."""
    return OfferDirectory(os.environ.get("LOTTE_OFFERS_URL") or default_url())


def german() -> texts.Texts:
    """The texts of the conversation."""
    return texts.load()


def retention_days() -> str:
    """How long a conversation is kept, for the sentence that says so (set by the starter)."""
    return os.environ.get("LOTTE_RETENTION_DAYS", "90")
