"""Looks at every message for danger, whatever the intent is, and takes the intent over when there is."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.component import MessageComponent
from bot.nlu.language.acts import CRISIS_INTENT_PREFIX, crisis_kind
from bot.nlu.language.crisis import CrisisDetector
from bot.nlu.message_keys import CHILDREN, CLAUSE_VECTORS, CRISIS, NEEDS
from offer_db.meaning import shared_encoder

_NEED_OF_DANGER = {
    "medizin": "gesundheit",
    "gewalt": "krise_gewalt_kinderschutz",
    "kindeswohl": "krise_gewalt_kinderschutz",
    "suizid": "sucht_psyche",
}
_FRUEHE_HILFEN_MONTHS = 36


def needs_in_danger(kind: str, needs: list[str], children: list[dict[str, Any]]) -> list[str]:
    """The need the danger is about, before whatever else the message asks for."""
    first = _NEED_OF_DANGER.get(kind)
    if first is None:  # a parent at the end of their strength: which help depends on the child's age
        young = bool(children) and children[0]["age_months"][0] < _FRUEHE_HILFEN_MONTHS
        first = "fruehe_hilfen" if young or "fruehe_hilfen" in needs else "erziehungsberatung"
    return [first, *(need for need in needs if need != first)][:2]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class CrisisClassifier(MessageComponent, IntentClassifier):
    """Trained on the `krise_…` intents against everything else, which includes the harmless look-alikes."""

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        """`storage` and `resource` are where Rasa keeps what was learned."""
        super().__init__(config)
        self._storage = storage
        self._resource = resource
        self._detector: CrisisDetector | None = None

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> CrisisClassifier:
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
    ) -> CrisisClassifier:
        """Restores what was learned from the model archive."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as directory:
            component._detector = CrisisDetector.load(directory, shared_encoder().encode)
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Learns danger (kind) against no danger (None)."""
        examples = [(e.get(TEXT), crisis_kind(e.get(INTENT))) for e in training_data.intent_examples if e.get(TEXT)]
        self._detector = CrisisDetector.train(examples, shared_encoder().encode)
        with self._storage.write_to(self._resource) as directory:
            self._detector.save(directory)
        return self._resource

    def process_message(self, message: Message) -> None:
        """Leaves `crisis`; in danger the intent becomes `krise_<kind>`."""
        text = message.get(TEXT)
        finding = self._detector.detect(text, message.get(CLAUSE_VECTORS)) if self._detector and text else None
        message.set(CRISIS, finding.kind if finding else None)
        if finding:
            intent = {"name": f"{CRISIS_INTENT_PREFIX}{finding.kind}", "confidence": finding.score}
            message.set(INTENT, intent, add_to_output=True)
            message.set(NEEDS, needs_in_danger(finding.kind, message.get(NEEDS, []), message.get(CHILDREN, [])))
