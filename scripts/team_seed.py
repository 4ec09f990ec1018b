"""Fills an installation with conversations that nobody had, to try the team's pages: `python -m scripts.team_seed`.

They are made of training sentences, the real rules, actions, texts and offers. Their ids begin with "saat-", and
`--entfernen` takes them away again, with the searches that were counted for them.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Final

from bot.memory.conversations import ConversationEvent
from bot.memory.database import open_engine, transaction
from bot.prepare import prepare_databases
from bot.settings import Settings, SettingsError, load_settings
from offer_db.database import open_engine as open_offers
from offer_db.database import writing
from offer_db.demand import known_demand
from offer_db.opening import TIMEZONE
from offer_db.places import PlaceTree
from offer_db.records import Demand
from offer_db.search import OfferDirectory
from scripts.synthetic.playing import portions
from scripts.synthetic.storing import add_demand, count_synthetic, insert, remove

DAYS: Final = 90


def main(arguments: Sequence[str]) -> int:
    """Exit code: 0 done, 1 refused or not possible."""
    parsed = _parser().parse_args(arguments)
    try:
        settings = load_settings()
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 1
    prepare_databases(settings)
    return _take_away(settings) if parsed.entfernen else _fill(settings, parsed)


def _fill(settings: Settings, parsed: argparse.Namespace) -> int:
    started = time.perf_counter()
    engine = open_engine(settings.conversations_url)
    with transaction(engine) as connection:
        synthetic, real = count_synthetic(connection)
    if synthetic or (real and not parsed.trotzdem):
        print(_refusal(synthetic), file=sys.stderr)
        return 1
    searched: Counter[Demand] = Counter()
    events = 0
    today = datetime.now(TIMEZONE)
    for portion in portions(settings.offers_url, parsed.conversations, parsed.seed, today, parsed.tage):
        with transaction(engine) as connection:
            insert(connection, portion.rows)
        events += len(portion.rows[ConversationEvent])
        searched += portion.demand
    demand = _known(settings, searched)
    engine.dispose()
    _count(settings, demand)
    _demand_file(settings).write_text(
        json.dumps([[asdict(one), count] for one, count in demand.items()]), encoding="utf-8"
    )
    print(
        f"{parsed.conversations} Unterhaltungen mit {events} Ereignissen und {sum(demand.values())} gezählten Suchen "
        f"in {time.perf_counter() - started:.0f} s. Wieder entfernen: python -m scripts.team_seed --entfernen"
    )
    return 0


def _take_away(settings: Settings) -> int:
    engine = open_engine(settings.conversations_url)
    with transaction(engine) as connection:
        removed = remove(connection)
    engine.dispose()
    file = _demand_file(settings)
    if file.exists():
        counted = json.loads(file.read_text(encoding="utf-8"))
        _count(settings, Counter({Demand(**demand): -count for demand, count in counted}))
        file.unlink()
    print(f"{removed} Unterhaltungen der Saat sind entfernt, ihre Suchen nicht mehr mitgezählt.")
    return 0


def _known(settings: Settings, searched: Counter[Demand]) -> Counter[Demand]:
    with OfferDirectory(settings.offers_url) as offers:
        places = PlaceTree(offers.municipalities())
        topics = {topic.key: topic for topic in offers.topics()}
    known: Counter[Demand] = Counter()
    for demand, count in searched.items():
        known[known_demand(demand, places, topics, datetime.now(TIMEZONE).date())] += count
    return known


def _count(settings: Settings, demand: Counter[Demand]) -> None:
    engine = open_offers(settings.offers_url)
    with writing(engine) as session:
        add_demand(session.connection(), demand)
    engine.dispose()


def _demand_file(settings: Settings) -> Path:
    return settings.var / "saat_suchen.json"


def _refusal(synthetic: int) -> str:
    if synthetic:
        return f"Hier liegen schon {synthetic} Unterhaltungen der Saat. Erst: python -m scripts.team_seed --entfernen"
    return "In dieser Datenbank sind echte Unterhaltungen. Zum Ausprobieren nimmt man einen eigenen Ordner (LOTTE_VAR)."


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m scripts.team_seed",
        description="Füllt eine Installation mit erfundenen Unterhaltungen, um die Seiten des Teams auszuprobieren.",
    )
    parser.add_argument("--conversations", type=int, default=5_000, metavar="ZAHL", help="wie viele (5000)")
    parser.add_argument("--seed", type=int, default=1, metavar="ZAHL", help="dieselbe Zahl gibt dieselben Gespräche")
    parser.add_argument("--tage", type=int, default=DAYS, metavar="ZAHL", help="über wie viele Tage zurück (90)")
    parser.add_argument("--entfernen", action="store_true", help="löscht die Saat wieder")
    parser.add_argument("--trotzdem", action="store_true", help="auch wenn es echte Unterhaltungen gibt")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
