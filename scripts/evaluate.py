"""How well Lotte understands: `make eval`. Scores the trained model on half b of tests/nlu/evaluation (never tuned on).

Prints one row of figures, the same with typing errors, and the most frequent confusions. `--half a` shows half a,
on which thresholds may be set; `--errors` lists its mistakes (refused for half b).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from bot.model import ensure_model
from bot.nlu.language.acts import NEEDS
from bot.settings import ROOT, load_settings
from offer_db.ages import AgeRange
from offer_db.database import open_engine
from offer_db.meaning import shared_encoder
from offer_db.migrate import upgrade
from offer_db.records import SearchRequest
from offer_db.search import OfferDirectory
from offer_db.seeding import seed

EVALUATION = ROOT / "tests" / "nlu" / "evaluation" / "messages.jsonl"
DISTRICT = "03151"
Understand = Callable[[str], dict[str, Any]]


@dataclass
class Score:
    """Hits and counts of one run."""

    hits: Counter[str] = field(default_factory=Counter)
    of: Counter[str] = field(default_factory=Counter)
    milliseconds: list[float] = field(default_factory=list)
    confusions: Counter[tuple[str, str]] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def count(self, name: str, hit: bool) -> bool:
        self.of[name] += 1
        self.hits[name] += hit
        return hit

    def share(self, name: str) -> float:
        return self.hits[name] / self.of[name] if self.of[name] else float("nan")


COLUMNS = {
    "akt": "Akt",
    "bedarf1": "erster Bedarf",
    "bedarf3": "unter dreien",
    "alter": "Alter genau",
    "ort": "Ort",
    "gefahr": "Gefahr erkannt",
    "art": "Art der Gefahr",
    "fehlalarm": "Fehlalarm",
    "angebot3": "Angebot unter dreien",
}


def evaluate(messages: Iterable[dict[str, Any]], understand: Understand, search: OfferDirectory | None) -> Score:
    """Scores each message; `understand` gives the contract's fields plus `ranking` (intents) and `topics`."""
    score = Score()
    true_positive = false_positive = false_negative = 0
    for message in messages:
        started = time.perf_counter()
        got = understand(message["text"])
        score.milliseconds.append((time.perf_counter() - started) * 1000)
        right = {
            "akt": score.count("akt", got["act"] == message["act"]),
            "alter": score.count("alter", _ages(got["children"]) == _ages(message["children"])),
            "ort": score.count("ort", _place(got["place"]) == message["place"]),
        }
        if message["crisis"]:
            right["gefahr"] = score.count("gefahr", bool(got["crisis"]))
            score.count("art", got["crisis"] == message["crisis"])
        else:
            right["fehlalarm"] = not score.count("fehlalarm", bool(got["crisis"]))
        if message["needs"] and not message["crisis"]:
            first = (got["needs"] or [got["intent"]])[0]
            right["bedarf1"] = score.count("bedarf1", first == message["needs"][0])
            score.count("bedarf3", message["needs"][0] in _three(got))
            if first != message["needs"][0]:
                score.confusions[(message["needs"][0], first)] += 1
        if message["act"] == "angebot_suchen":
            true, found = set(message["needs"]), set(got["needs"])
            true_positive += len(true & found)
            false_positive += len(found - true)
            false_negative += len(true - found)
        if search and message["offers"] and not message["crisis"]:
            right["angebot3"] = score.count(
                "angebot3", bool(set(_offers(search, message["text"], got)) & set(message["offers"]))
            )
        wrong = [name for name, fine in right.items() if not fine]
        if wrong:
            score.errors.append(
                f"{message['id']} {','.join(wrong)}: {message['text']!r}\n"
                f"    soll {_short(message)}\n    ist  {_short(got)}"
            )
    score.hits["f1"], score.of["f1"] = 2 * true_positive, 2 * true_positive + false_positive + false_negative
    return score


def _three(got: dict[str, Any]) -> list[str]:
    ranked = [*got["needs"], *(name for name in got["ranking"] if name in NEEDS)]
    return list(dict.fromkeys(ranked))[:3]


def _ages(children: Sequence[dict[str, Any]]) -> list[list[int]]:
    return sorted(list(child["age_months"]) for child in children)


def _place(place: dict[str, str] | None) -> str | None:
    if place is None:
        return None
    return place["key"] if place["key"].startswith(DISTRICT) else "ausserhalb"


def _offers(search: OfferDirectory, text: str, got: dict[str, Any]) -> list[str]:
    request = SearchRequest(
        needs=tuple(got["needs"]),
        topics=tuple(got["topics"]),
        ages=tuple(AgeRange(*child["age_months"]) for child in got["children"]),
        place_key=got["place"]["key"] if got["place"] else None,
        text=text,
        limit=3,
    )
    return [hit.offer.id for hit in search.search(request).hits]


def _short(row: dict[str, Any]) -> dict[str, Any]:
    place = row["place"]
    return {
        "act": row["act"],
        "needs": row["needs"],
        "children": _ages(row["children"]),
        "place": place if isinstance(place, str) else _place(place),
        "crisis": row["crisis"],
    }


def with_typing_errors(text: str, seed_number: int) -> str:
    """Lower case, no umlauts, and in every fifth longer word two letters swapped or one left out."""
    chance = random.Random(seed_number)
    words = text.lower().translate(str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})).split(" ")
    for position, word in enumerate(words):
        if len(word) > 4 and word.isalpha() and chance.random() < 0.2:
            at = chance.randrange(1, len(word) - 2)
            swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
            words[position] = swapped if chance.random() < 0.5 else word[:at] + word[at + 1 :]
    return " ".join(words)


def load(half: str) -> list[dict[str, Any]]:
    """The messages of one half."""
    lines = EVALUATION.read_text(encoding="utf-8").splitlines()
    return [row for line in lines if (row := json.loads(line))["half"] == half]


def rasa_understanding(model: Path) -> Understand:
    """The trained model, in this process, counting ages from the evaluation's own day."""
    import logging

    from rasa.core.agent import Agent
    from rasa.core.channels.channel import UserMessage
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.WARNING)
    agent = Agent.load(str(model))
    loop = asyncio.new_event_loop()

    class EvaluationDay(date):
        @classmethod
        def today(cls) -> date:
            return date(2026, 11, 22)

    def understand(text: str) -> dict[str, Any]:
        assert agent.processor is not None
        with patch("bot.nlu.child_age_extractor.date", EvaluationDay):
            data = loop.run_until_complete(agent.processor.parse_message(UserMessage(text)))
        return {**data["understood"], "ranking": [entry["name"] for entry in data["intent_ranking"]]}

    return understand


def table(rows: dict[str, Score]) -> str:
    """Markdown: one row a run."""
    names = [*COLUMNS.values(), "Bedarfe F1", "ms je Nachricht"]
    lines = ["| | " + " | ".join(names) + " |", "|---" * (len(names) + 1) + "|"]
    for name, score in rows.items():
        figures = [f"{score.share(key) * 100:.1f} %" for key in [*COLUMNS, "f1"]]
        lines.append(f"| {name} | " + " | ".join(figures) + f" | {statistics.median(score.milliseconds):.1f} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=["a", "b"], default="b")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    if options.errors and options.half == "b":
        sys.exit("Fehler werden nur für Hälfte a gezeigt: An Hälfte b wird gemessen.")
    messages = load(options.half)
    understand = rasa_understanding(ensure_model(load_settings().models))
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/offers.db"
        upgrade(url)
        engine = open_engine(url)
        seed(engine, ROOT / "data" / "gifhorn", shared_encoder)
        engine.dispose()
        with OfferDirectory(url) as search:
            clean = evaluate(messages, understand, search)
            typos = [{**row, "text": with_typing_errors(row["text"], number)} for number, row in enumerate(messages)]
            rows = {"Lotte": clean, "Lotte, mit Tippfehlern": evaluate(typos, understand, search)}
    print(f"Hälfte {options.half}: {len(messages)} Nachrichten\n")
    print(table(rows))
    print("\nHäufigste Verwechslungen (soll → ist):")
    for (true, got), count in clean.confusions.most_common(12):
        print(f"  {count:3}  {true} → {got}")
    if options.errors:
        print("\n".join(clean.errors))


if __name__ == "__main__":
    main()
