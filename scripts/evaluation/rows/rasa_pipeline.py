"""Rows that are a Rasa pipeline, trained elsewhere: loading, asking, measuring. To be run in a fresh process."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bot.evaluation.messages import Message
from bot.evaluation.score import Score, System, Understood, evaluate
from bot.evaluation.understanding import from_lotte, quiet, ranking, understanding
from bot.nlu.language.acts import NEEDS, act_of, crisis_kind
from scripts.evaluation.fresh import resident_mib
from scripts.evaluation.offers import first_three
from scripts.evaluation.rows.rasa_training import Pipeline

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
        "ranking": ranking(data),
    }
