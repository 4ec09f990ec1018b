"""The offers of the evaluation: one freshly filled database for all rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, time
from pathlib import Path

from bot.evaluation.messages import EVALUATION_DAY
from bot.evaluation.score import Understood
from bot.settings import ROOT
from offer_db.ages import AgeRange
from offer_db.database import open_engine
from offer_db.migrate import upgrade
from offer_db.records import Offer, SearchRequest
from offer_db.search import OfferDirectory
from offer_db.seeding import seed

_NOON = datetime.combine(EVALUATION_DAY, time(12))


def prepare_offers(folder: Path) -> str:
    """Fills a SQLite database in `folder` from data/gifhorn; returns its address. Loads the sentence encoder."""
    from offer_db.meaning import shared_encoder

    url = f"sqlite:///{folder}/offers.db"
    upgrade(url)
    engine = open_engine(url)
    try:
        seed(engine, ROOT / "data" / "gifhorn", shared_encoder)
    finally:
        engine.dispose()
    return url


def first_three(directory: OfferDirectory) -> Callable[[str, Understood], Sequence[str]]:
    """The directory's own search, fed with what was understood."""

    def search(text: str, got: Understood) -> list[str]:
        request = SearchRequest(
            needs=tuple(got["needs"]),
            topics=tuple(got["topics"]),
            ages=tuple(AgeRange(*child["age_months"]) for child in got["children"]),
            place_key=got["place"]["key"] if got["place"] else None,
            text=text,
            limit=3,
            now=_NOON,
        )
        return [hit.offer.id for hit in directory.search(request).hits]

    return search


def published_offers(url: str) -> list[Offer]:
    """All offers a family can be shown, page by page, since one search looks at a few hundred at most."""
    found: dict[str, Offer] = {}
    with OfferDirectory(url) as directory:
        while hits := directory.search(SearchRequest(limit=100, exclude=frozenset(found), now=_NOON)).hits:
            found.update((hit.offer.id, hit.offer) for hit in hits)
    return list(found.values())
