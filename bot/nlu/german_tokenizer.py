"""First in the pipeline: cleans the text (all later offsets refer to the clean one) and cuts it into words."""

from __future__ import annotations

from typing import Any

import spacy
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.language import emoji
from bot.nlu.language.hygiene import clean


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class GermanTokenizer(Tokenizer):
    """spaCy's German rules ("z. B.", "3-jährig", "Kita-Platz"); no model, so nothing to download."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Rasa's base class asks for these; intents are never split here."""
        return {"intent_tokenization_flag": False, "intent_split_symbol": "_"}

    def __init__(self, config: dict[str, Any]) -> None:
        """Builds the blank German pipeline (about 0.1 s)."""
        super().__init__(config)
        self._german = spacy.blank("de")

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> GermanTokenizer:
        """See Rasa's `GraphComponent.create`."""
        return cls(config)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """The same cleaning as for messages, so that both look alike to the classifiers."""
        for example in training_data.training_examples:
            if example.get(TEXT) is not None:
                example.set(TEXT, clean(example.get(TEXT)))
        return super().process_training_data(training_data)

    def process(self, messages: list[Message]) -> list[Message]:
        """Cleans, then tokenizes."""
        for message in messages:
            if message.get(TEXT) is not None:
                text = message.get(TEXT)
                # hygiene takes emoji out; where there is nothing else, they are the message
                message.set(TEXT, clean(text) or (text if emoji.meaning(text) else ""), add_to_output=True)
        super().process(messages)
        return messages

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """The words of one attribute with their offsets."""
        return [Token(word.text, word.idx) for word in self._german(message.get(attribute)) if not word.is_space]
