"""Turns each message into a vector: once, for everybody further down."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.message_keys import SENTENCE_VECTOR
from offer_db.meaning import shared_encoder


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoderFeaturizer(DenseFeaturizer, GraphComponent):
    """Wraps the one sentence encoder of the project (`offer_db/meaning.py`) for Rasa.

    Leaves a sentence feature of shape [1, dim] for any stock classifier, and the plain vector for our own.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        """The text must have been cleaned before."""
        return [Tokenizer]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceEncoderFeaturizer:
        """See Rasa's `GraphComponent.create`."""
        shared_encoder()  # load the weights at start, not during the first parent's message
        return cls(execution_context.node_name, config)

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Nothing to set: the encoder is chosen in one place for bot and search."""

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Encodes all training sentences in one batch."""
        examples = [example for example in training_data.training_examples if example.get(TEXT)]
        for example, vector in zip(examples, shared_encoder().encode([e.get(TEXT) for e in examples]), strict=True):
            self._add(example, vector)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Encodes each message."""
        for message in messages:
            if text := message.get(TEXT):
                self._add(message, shared_encoder().encode([text])[0])
        return messages

    def _add(self, message: Message, vector: NDArray[np.float32]) -> None:
        message.set(SENTENCE_VECTOR, vector)
        message.add_features(Features(vector[None, :], FEATURE_TYPE_SENTENCE, TEXT, self._identifier))
