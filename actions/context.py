"""The action server's one wiring place: the offers it searches and the texts it speaks with."""

from __future__ import annotations

import os
from functools import lru_cache

from rasa_sdk import Tracker

import texts
from offer_db.database import default_url
from offer_db.search import OfferDirectory
from offer_db.steps import Step
from offer_db.steps_file import load_steps


@lru_cache(maxsize=1)
def directory() -> OfferDirectory:
    """The offers, opened on first use and kept; the starter says where, else as for `python -m offer_db`."""
    return OfferDirectory(os.environ.get("LOTTE_OFFERS_URL") or default_url())


@lru_cache(maxsize=1)
def steps() -> tuple[Step, ...]:
    """The steps from pregnancy to class 5, read once."""
    return load_steps()


def texts_for(tracker: Tracker) -> texts.Texts:
    """The texts in the language of the conversation."""
    return texts.load(tracker.get_slot("sprache"))


def retention_days() -> str:
    """How long a conversation is kept, for the sentence that says so (set by the starter)."""
    return os.environ.get("LOTTE_RETENTION_DAYS", "90")


def callback_days() -> str:
    """How long a telephone number is kept at most (set by the starter)."""
    return os.environ.get("LOTTE_CALLBACK_DAYS", "14")
