"""The rows that understand nothing: a search box as websites have it, full text over the same offers, by BM25."""

from __future__ import annotations

import csv
import gc
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.evaluation.messages import Message
from bot.evaluation.score import Score, System, Understood, evaluate
from bot.settings import ROOT
from offer_db.records import Offer
from offer_db.stemming import stems
from scripts.evaluation.fresh import resident_mib

_NOTHING_UNDERSTOOD: Final[Understood] = {
    "language": None,
    "act": None,
    "intent": None,
    "needs": [],
    "topics": [],
    "children": [],
    "place": None,
    "crisis": None,
    "ranking": [],
}


@dataclass(frozen=True)
class Entry:
    """What the search box knows of an offer."""

    id: str
    title: str
    description: str
    provider: str
    topics: str


def entry(offer: Offer, topic_words: Mapping[str, str] | None = None) -> Entry:
    """The words a website shows of an offer; with `topic_words` also what parents call its topics, by topic key."""
    called = [(topic_words or {}).get(key, "") for key in offer.topics]
    return Entry(offer.id, offer.title, offer.description, offer.provider, " ".join((*offer.topic_names, *called)))


def parents_words(topics: Path = ROOT / "data" / "gifhorn" / "topics.csv") -> dict[str, str]:
    """Topic key to the words Lotte knows it by."""
    with topics.open(encoding="utf-8", newline="") as file:
        return {row["key"]: row["words"].replace("|", " ").replace("…", " ") for row in csv.DictReader(file)}


class SearchBox:
    """SQLite FTS5 over stems, words OR-ed, filler words dropped.

    Stemmer (CISTEM) and list of fillers are the offer database's own, so that only the understanding differs. The
    weights of the columns are the best of five that were tried on half a.
    """

    def __init__(self, entries: Sequence[Entry]) -> None:
        """Builds the index in memory."""
        self._database = sqlite3.connect(":memory:")
        self._database.execute(
            "CREATE VIRTUAL TABLE offers USING fts5(id UNINDEXED, title, description, provider, topics)"
        )
        self._database.executemany(
            "INSERT INTO offers VALUES (?, ?, ?, ?, ?)",
            [
                (one.id, *(" ".join(stems(text)) for text in (one.title, one.description, one.provider, one.topics)))
                for one in entries
            ],
        )

    def search(self, text: str, limit: int = 3) -> list[str]:
        """Ids of the best offers, best first; none if no word of the text is found."""
        terms = dict.fromkeys(stems(text))
        if not terms:
            return []
        rows = self._database.execute(
            "SELECT id FROM offers WHERE offers MATCH ? ORDER BY bm25(offers, 0, 2, 1, 0.5, 4), rowid LIMIT ?",
            (" OR ".join(f'"{term}"' for term in terms), limit),
        )
        return [str(row[0]) for row in rows]


def measure_search_box(entries: Sequence[Entry], messages: Sequence[Message]) -> tuple[Score, float]:
    """Score and MiB of the index. To be run in a fresh process."""
    gc.collect()
    before = resident_mib()
    box = SearchBox(entries)
    box.search("Ich suche etwas für mein Kind")
    memory = resident_mib() - before
    system = System(
        understand=lambda text: {**_NOTHING_UNDERSTOOD, "offers": box.search(text)},
        offers=lambda _, got: got["offers"],
        abilities=frozenset({"angebot3"}),
    )
    return evaluate(messages, system), memory
