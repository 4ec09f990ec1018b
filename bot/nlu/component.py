"""What Lotte's components share: they look at one message after the other and leave what they find on it."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message


class MessageComponent(GraphComponent):
    """Base of the components: subclasses write `process_message`."""

    def __init__(self, config: dict[str, Any]) -> None:
        """Takes the component's part of config.yml."""
        self.config = config

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> MessageComponent:
        """Rasa's way of building a component; called for training and again when a model is loaded."""
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds this component's findings to each message in place."""
        for message in messages:
            if message.get(TEXT) is not None:
                self.process_message(message)
        return messages

    @abstractmethod
    def process_message(self, message: Message) -> None:
        """Adds the findings to one message that has a text."""
