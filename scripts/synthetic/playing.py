"""Plays conversations, many at once in several processes, and gives the rows to be stored."""

from __future__ import annotations

import asyncio
import hashlib
import multiprocessing
import os
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, partial
from typing import Any, Final

from actions import context
from offer_db.records import Demand
from offer_db.search import OfferDirectory
from scripts.synthetic.families import Family, moment
from scripts.synthetic.offers import CachedDirectory
from scripts.synthetic.storing import PREFIX, Played, Rows, rows_of

PORTION: Final = 250
#: Fewer are played sooner here than other processes start.
WORTH_PROCESSES: Final = 1_000
_TAGS: Final = ("Rückfrage ans Team", "gutes Beispiel", "Übersetzung prüfen", "Angebot fehlt", "Kita-Ausbau")


@dataclass(frozen=True)
class Portion:
    """Some conversations, ready to be stored, and what was searched for in them."""

    rows: Rows
    demand: Counter[Demand]


def portions(offers_url: str, count: int, seed: int, today: datetime, days: int) -> Iterator[Portion]:
    """So many conversations of the last `days`; the same for the same `seed`, day and offers."""
    ranges = [range(first, min(count, first + PORTION)) for first in range(0, count, PORTION)]
    play = partial(portion, offers_url, seed, today, days)
    if count < WORTH_PROCESSES:
        yield from map(play, ranges)
        return
    # "spawn": a forked process would share this one's connections
    with ProcessPoolExecutor(os.cpu_count(), multiprocessing.get_context("spawn")) as processes:
        yield from processes.map(play, ranges)


def portion(offers_url: str, seed: int, today: datetime, days: int, numbers: Sequence[int]) -> Portion:
    """The conversations of these numbers."""
    directory = _directory(offers_url)
    directory.demand.clear()
    context.directory = lambda: directory  # type: ignore[assignment]  # the actions' one wiring place
    played = asyncio.run(_all_played(directory, seed, today, days, numbers))
    return Portion(rows_of(played), Counter(directory.demand))


@lru_cache(maxsize=1)
def _directory(offers_url: str) -> CachedDirectory:
    return CachedDirectory(OfferDirectory(offers_url))


async def _all_played(
    directory: CachedDirectory, seed: int, today: datetime, days: int, numbers: Sequence[int]
) -> list[Played]:
    played = []
    for number in numbers:
        chance = random.Random(f"{seed}-{number}")
        start = moment(chance, today, days)
        directory.month = f"{start:%Y-%m}"
        dialogue = await Family(chance, directory.municipalities(), start).talk()
        name = PREFIX + hashlib.sha256(f"{seed}-{number}".encode()).hexdigest()[:35]
        played.append(Played(name, dialogue.events, dialogue.slots, _review(chance, dialogue.clock), _tags(chance)))
    return played


def _review(chance: random.Random, ended: float) -> dict[str, Any]:
    """Old conversations have mostly been looked at."""
    state = chance.choices(("neu", "geprueft", "markiert"), (55, 40, 5))[0]
    if state == "neu":
        return {}
    return {"review_state": state, "reviewed_by": "saat", "reviewed_at": ended + chance.uniform(3_600, 5 * 86_400)}


def _tags(chance: random.Random) -> list[str]:
    return chance.sample(_TAGS, chance.choices((0, 1, 2), (90, 8, 2))[0])
