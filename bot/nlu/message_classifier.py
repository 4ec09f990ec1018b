"""Decides what a message wants: danger first, else its dialogue act, and for a search the needs behind it.

Where the message is about several children and each part has needs of its own, every child gets its own.
"""

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
from bot.nlu.language import crisis, emoji
from bot.nlu.language.acts import CRISIS_INTENT_PREFIX, OUT_OF_SCOPE, POISONING, STEPS
from bot.nlu.language.bare_facts import is_bare
from bot.nlu.language.child_needs import parts_of_children
from bot.nlu.language.decision import Decision, Facts, decide, needs_in_danger
from bot.nlu.language.hints import Hints, topic_hints
from bot.nlu.language.poisoning import is_poisoning
from bot.nlu.language.recognition import is_german
from bot.nlu.language.sentence_model import Reading, SentenceModel
from bot.nlu.language.topic import TopicMatcher
from bot.nlu.message_keys import (
    CHILDREN,
    CRISIS,
    LANGUAGE,
    NEEDS,
    PLACE,
    REFERENCES,
    SENTENCE_VECTOR,
    TOPICS,
    WISHES,
    WORRY,
)
from offer_db.meaning import shared_encoder

RANKING_LENGTH = 5
# A clause whose words speak less for danger than this is not looked at more closely: its vector would cost 5 ms. On
# half a that left out half of all clauses, and 3 of the 192 that sound dangerous.
WORTH_A_LOOK = 0.0

# How the label of an expected birth begins that was told by its date.
_BIRTH_DATE = "Geburt "

# One model for German and one for all other languages: their words have nothing to tell each other.
_GERMAN, _ELSEWHERE = "deutsch", "andere_sprachen"


def _spoken_in(language: str | None) -> str:
    return _GERMAN if is_german(language) else _ELSEWHERE


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class MessageClassifier(MessageComponent, IntentClassifier):
    """Learns from `data/nlu/` the intents and the five kinds of danger together."""

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        """`storage` and `resource` are where Rasa keeps what was learned."""
        super().__init__(config)
        self._storage = storage
        self._resource = resource
        self._models: dict[str, SentenceModel] = {}
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
    ) -> MessageClassifier:
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
    ) -> MessageClassifier:
        """Restores what was learned from the model archive."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as directory:
            component._models = {name: SentenceModel.load(directory / name) for name in (_GERMAN, _ELSEWHERE)}
        crisis.warm_up()
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from all sentences of `data/nlu/`; files in another language say so (`metadata: sprache`)."""
        with self._storage.write_to(self._resource) as directory:
            for name in (_GERMAN, _ELSEWHERE):
                examples = [e for e in training_data.intent_examples if e.get(TEXT) and _group(e) == name]
                texts = [example.get(TEXT) for example in examples]
                self._models[name] = SentenceModel.train(
                    texts,
                    [_labels(example) for example in examples],
                    np.stack([example.get(SENTENCE_VECTOR) for example in examples]),
                    self._hints(texts, name),
                )
                self._models[name].save(directory / name)
        return self._resource

    def process_message(self, message: Message) -> None:
        """Leaves intent, ranking, `needs` and `crisis`; in danger the intent is `krise_<kind>`."""
        text, vector = message.get(TEXT), message.get(SENTENCE_VECTOR)
        name = _spoken_in(message.get(LANGUAGE))
        model = self._models.get(name)
        if not text or vector is None or model is None:
            self._write(message, Decision(OUT_OF_SCOPE, 1.0), [])
            return
        if meant := emoji.meaning(text):
            self._write(message, Decision(meant, 1.0), [])
            return
        topics = message.get(TOPICS, [])
        whole = model.read([text], vector[None, :], [topic_hints(topics)])[0]
        facts = Facts(
            topics=[(topic.need, topic.score) for topic in topics],
            bare=is_bare(text, _bare_spans(message), message.get(LANGUAGE)),
            family=bool(message.get(CHILDREN) or message.get(PLACE)),
            wish=any(wish != STEPS for wish in message.get(WISHES, [])),
        )
        ranking = sorted(whole.intents.items(), key=lambda pair: pair[1], reverse=True)[:RANKING_LENGTH]
        self._write(message, decide(whole.intents, facts), ranking)
        finding = crisis.find(
            text, whole, lambda clauses: self._worth_reading(model, clauses, name), message.get(LANGUAGE)
        )
        if finding and finding.certain:
            self._write_danger(message, finding)
            return
        message.set(WORRY, finding.kind if finding else None)
        if message.get(NEEDS):
            self._share_needs(message, model, name)

    def _share_needs(self, message: Message, model: SentenceModel, name: str) -> None:
        """Gives each child the needs of its part of the message, if every part has some and they differ."""
        children = message.get(CHILDREN, [])
        spans = [(one["start"], one["end"]) for one in message.get(ENTITIES, []) if one["entity"] == "kind_alter"]
        parts = parts_of_children(message.get(TEXT), spans)
        if len(parts) != len(children) or not parts:
            return
        readings = model.read(parts, shared_encoder().encode(parts), self._hints(parts, name))
        found = [self._topics.find(part, german=name == _GERMAN) for part in parts]
        shares = [
            decide(reading.intents, Facts(topics=[(topic.need, topic.score) for topic in topics])).needs[:1]
            for reading, topics in zip(readings, found, strict=True)
        ]
        if not all(shares) or len(set(shares)) == 1:
            return
        for child, needs, topics in zip(children, shares, found, strict=True):
            child |= {"needs": list(needs), "topics": [topic.key for topic in topics]}
        message.set(NEEDS, list(dict.fromkeys([*message.get(NEEDS), *(need for (need,) in shares)])))

    @staticmethod
    def _write_danger(message: Message, finding: crisis.CrisisFinding) -> None:
        ages = [tuple(child["age_months"]) for child in message.get(CHILDREN, [])]
        message.set(CRISIS, finding.kind)
        message.set(NEEDS, needs_in_danger(finding.kind, message.get(NEEDS), ages))
        poisoning = finding.kind == "medizin" and is_poisoning(message.get(TEXT))
        name = POISONING if poisoning else f"{CRISIS_INTENT_PREFIX}{finding.kind}"
        intent = {"name": name, "confidence": finding.score}
        message.set(INTENT, intent, add_to_output=True)

    def _worth_reading(self, model: SentenceModel, clauses: Sequence[str], name: str) -> list[tuple[str, Reading]]:
        hints = dict(zip(clauses, self._hints(clauses, name), strict=True))
        chosen = [clause for clause, found in hints.items() if model.danger_by_wording(clause, found) > WORTH_A_LOOK]
        readings = model.read(chosen, shared_encoder().encode(chosen), [hints[clause] for clause in chosen])
        return list(zip(chosen, readings, strict=True))

    def _hints(self, texts: Sequence[str], name: str) -> list[Hints]:
        return [topic_hints(self._topics.find(text, german=name == _GERMAN)) for text in texts]

    @staticmethod
    def _write(message: Message, decision: Decision, ranking: list[tuple[str, float]]) -> None:
        message.set(NEEDS, list(decision.needs))
        message.set(INTENT, {"name": decision.intent, "confidence": decision.confidence}, add_to_output=True)
        message.set(
            INTENT_RANKING_KEY,
            [{"name": name, "confidence": confidence} for name, confidence in ranking],
            add_to_output=True,
        )


def _group(example: Message) -> str:
    return _spoken_in((example.get("metadata") or {}).get("intent", {}).get("sprache"))


def _labels(example: Message) -> list[str]:
    """The intent, and the second need if the sentence has one (data/nlu/mehrere_anliegen)."""
    second = ((example.get("metadata") or {}).get("example") or {}).get("zweiter_bedarf")
    return [example.get(INTENT), second] if second else [example.get(INTENT)]


def _bare_spans(message: Message) -> list[tuple[int, int]]:
    """Offsets of children, places and ages after birth; a pregnancy is a subject of its own and never counts."""
    return [(child["start"], child["end"]) for child in message.get(REFERENCES, [])] + [
        (entity["start"], entity["end"])
        for entity in message.get(ENTITIES, [])
        if entity["entity"] == "ort" or (entity["entity"] == "kind_alter" and _is_fact_alone(entity, message))
    ]


def _is_fact_alone(entity: dict[str, Any], message: Message) -> bool:
    """Whether an age is only a fact: a birth behind us, or the date of one ahead ("Januar 2027")."""
    if entity["value"][0] >= 0:
        return True
    labels = {child["label"] for child in message.get(CHILDREN, [])}
    return not message.get(TOPICS) and all(label.startswith(_BIRTH_DATE) for label in labels)
