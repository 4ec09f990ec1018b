"""Decides what a message wants: its dialogue act, and for a search the needs behind it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.component import MessageComponent
from bot.nlu.language.acts import OUT_OF_SCOPE, crisis_kind
from bot.nlu.language.bare_facts import is_bare
from bot.nlu.language.decision import Decision, Facts, decide
from bot.nlu.language.hints import Hints, topic_hints
from bot.nlu.language.intent_model import IntentModel
from bot.nlu.language.topic import TopicMatcher
from bot.nlu.message_keys import CLAUSE_VECTORS, CLAUSES, NEEDS, TOPICS
from offer_db.meaning import shared_encoder

RANKING_LENGTH = 5


def _bare_spans(message: Message) -> list[tuple[int, int]]:
    """Offsets of places and of ages after birth; a pregnancy is a subject of its own, so it never counts as bare."""
    return [
        (entity["start"], entity["end"])
        for entity in message.get(ENTITIES, [])
        if entity["entity"] == "ort" or (entity["entity"] == "kind_alter" and entity["value"][0] >= 0)
    ]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentAndNeedClassifier(MessageComponent, IntentClassifier):
    """Trained on everything but the crisis intents, which have a detector of their own."""

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        """`storage` and `resource` are where Rasa keeps what was learned."""
        super().__init__(config)
        self._storage = storage
        self._resource = resource
        self._model: IntentModel | None = None
        self._topics = TopicMatcher.from_csv(Path(config["topics"]))

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`topics`: the topic list, whose hits the model learns from."""
        return {"topics": "data/gifhorn/topics.csv"}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> IntentAndNeedClassifier:
        """See Rasa's `GraphComponent.create`."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> IntentAndNeedClassifier:
        """Restores what was learned from the model archive."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as directory:
            component._model = IntentModel.load(directory)
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Learns the intents from `data/nlu/`."""
        examples = [
            (example.get(TEXT), example.get(INTENT))
            for example in training_data.intent_examples
            if example.get(TEXT) and not crisis_kind(example.get(INTENT))
        ]
        texts = [text for text, _ in examples]
        intents = [intent for _, intent in examples]
        self._model = IntentModel.train(texts, intents, shared_encoder().encode(texts), self._hints(texts))
        with self._storage.write_to(self._resource) as directory:
            self._model.save(directory)
        return self._resource

    def process_message(self, message: Message) -> None:
        """Leaves intent, ranking and `needs`."""
        text, vectors = message.get(TEXT), message.get(CLAUSE_VECTORS)
        if not text or vectors is None or self._model is None:
            self._write(message, Decision(OUT_OF_SCOPE, 1.0), [])
            return
        texts = [text, *message.get(CLAUSES, [])]
        rows = [
            dict(zip(self._model.intents, row.tolist(), strict=True))
            for row in self._model.probabilities(texts, np.asarray(vectors), self._hints(texts))
        ]
        facts = Facts(
            topics=[(topic["need"], topic["score"]) for topic in message.get(TOPICS, [])],
            bare=is_bare(text, _bare_spans(message)),
        )
        ranking = sorted(rows[0].items(), key=lambda pair: pair[1], reverse=True)[:RANKING_LENGTH]
        self._write(message, decide(rows[0], rows[1:], facts), ranking)

    def _hints(self, texts: Sequence[str]) -> list[Hints]:
        return [topic_hints(self._topics.find(text)) for text in texts]

    @staticmethod
    def _write(message: Message, decision: Decision, ranking: list[tuple[str, float]]) -> None:
        message.set(NEEDS, list(decision.needs))
        message.set(INTENT, {"name": decision.intent, "confidence": decision.confidence}, add_to_output=True)
        message.set(
            INTENT_RANKING_KEY,
            [{"name": name, "confidence": confidence} for name, confidence in ranking],
            add_to_output=True,
        )
