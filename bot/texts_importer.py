"""Brings `texts/` into Rasa's domain, so that a changed word retrains no language understanding."""

from __future__ import annotations

from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.training_data.training_data import TrainingData

import texts


class TextsImporter(TrainingDataImporter):
    """Adds the responses to the domain; the rest comes from Rasa's own file importer beside it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Takes (and ignores) the paths Rasa hands to every importer."""

    def get_domain(self) -> Domain:
        """Nothing but responses: German for everybody, the others where the slot `sprache` says so."""
        responses = {key: list(variants) for key, variants in texts.load().responses.items()}
        for language in texts.LANGUAGES[1:]:
            spoken = [{"type": "slot", "name": "sprache", "value": language}]
            for key, variants in texts.load_own(language).responses.items():
                responses[key] += [{**variant, "condition": spoken} for variant in variants]
        return Domain.from_dict({"version": "3.1", "responses": responses})

    def get_stories(self, exclusion_percentage: int | None = None) -> StoryGraph:
        """None: stories are in `data/`."""
        return StoryGraph([])

    def get_conversation_tests(self) -> StoryGraph:
        """None: conversation tests are in `tests/`."""
        return StoryGraph([])

    def get_config(self) -> dict[str, Any]:
        """None: the configuration is `config.yml`."""
        return {}

    def get_config_file_for_auto_config(self) -> str | None:
        """None: `config.yml` says everything, nothing is filled in by Rasa."""
        return None

    def get_nlu_data(self, language: str | None = "de") -> TrainingData:
        """None: training sentences are in `data/nlu/`."""
        return TrainingData()
