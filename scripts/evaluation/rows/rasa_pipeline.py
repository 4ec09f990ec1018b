"""Rows that are a Rasa pipeline, trained elsewhere: loading, asking, measuring. To be run in a fresh process."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from bot.nlu.language.acts import NEEDS, act_of, crisis_kind
from scripts.evaluation.fresh import resident_mib
from scripts.evaluation.messages import EVALUATION_DAY, Message
from scripts.evaluation.offers import first_three
from scripts.evaluation.rows.rasa_training import Pipeline, quiet
from scripts.evaluation.score import Score, System, Understood, evaluate

_WARM_UP: Final = (
    "Guten Tag",
    "Ich suche etwas für mein Kind",
    "Wir brauchen Hilfe. Meine Tochter ist 2, was gibt es?",
)


@dataclass(frozen=True)
class Measured:
    """Scores by name of the messages, and what the loaded model added to the process."""

    scores: Mapping[str, Score]
    memory_mib: float


def measure(pipeline: Pipeline, model: Path, offers_url: str, messages: Mapping[str, list[Message]]) -> Measured:
    """Loads the model and scores each set of messages."""
    quiet()
    # what every Rasa process imports, TensorFlow above all, is not the model's doing
    import rasa.core.agent
    import rasa.engine.recipes.default_components  # noqa: F401

    from offer_db.search import OfferDirectory

    gc.collect()
    before = resident_mib()
    understand = understanding(model)
    for text in _WARM_UP:
        understand(text)
    gc.collect()
    memory = resident_mib() - before

    def answer(text: str) -> Understood:
        data = understand(text)
        return from_intents(data) if pipeline.stock else from_lotte(data)

    with OfferDirectory(offers_url) as directory:
        system = System(answer, first_three(directory), pipeline.abilities)
        return Measured({name: evaluate(rows, system) for name, rows in messages.items()}, memory)


def from_lotte(data: dict[str, Any]) -> Understood:
    """Lotte's pipeline leaves the chat contract itself."""
    return {**data["understood"], "ranking": _ranking(data)}


def from_intents(data: dict[str, Any]) -> Understood:
    """What a stock pipeline's intent says in terms of the chat contract.

    A need's intent is a search for that need, a `krise_…` intent is danger; "not understood" is out of scope.
    """
    intent = (data.get("intent") or {}).get("name")
    return {
        "language": None,
        "act": act_of(intent),
        "intent": intent,
        "needs": [intent] if intent in NEEDS else [],
        "topics": [],
        "children": [],
        "place": None,
        "crisis": crisis_kind(intent),
        "ranking": _ranking(data),
    }


def _ranking(data: dict[str, Any]) -> list[str]:
    return [entry["name"] for entry in data.get("intent_ranking", [])]


def understanding(model: Path) -> Callable[[str], dict[str, Any]]:
    """Text to what Rasa says of it, in this process, counting ages from the evaluation's own day."""
    from rasa.core.agent import Agent
    from rasa.core.channels.channel import UserMessage

    agent = Agent.load(str(model))
    assert agent.processor is not None
    processor = agent.processor
    loop = asyncio.new_event_loop()

    class Day(date):
        @classmethod
        def today(cls) -> Day:
            return cls.fromordinal(EVALUATION_DAY.toordinal())

    def understand(text: str) -> dict[str, Any]:
        with patch("bot.nlu.child_age_extractor.date", Day):
            data: dict[str, Any] = loop.run_until_complete(processor.parse_message(UserMessage(text)))
        return data

    return understand
