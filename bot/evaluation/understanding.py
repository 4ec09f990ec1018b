"""A trained model as a function of this process: text in, what Lotte makes of it out. Loads Rasa."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bot.evaluation.messages import EVALUATION_DAY
from bot.evaluation.score import Understood


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


def from_lotte(data: dict[str, Any]) -> Understood:
    """Lotte's pipeline leaves the chat contract itself."""
    return {**data["understood"], "ranking": ranking(data)}


def ranking(data: dict[str, Any]) -> list[str]:
    """The intents, best first."""
    return [entry["name"] for entry in data.get("intent_ranking", [])]


def quiet() -> None:
    """Rasa says what is wrong and nothing else."""
    # libraries undo every filter of warnings while they are imported
    logging.captureWarnings(True)
    logging.getLogger("py.warnings").setLevel(logging.ERROR)
    from rasa.utils.common import configure_logging_and_warnings
    from rasa.utils.log_utils import configure_structlog

    # unconfigured, structlog prints every debugging line
    configure_logging_and_warnings(log_level=logging.WARNING)
    configure_structlog(logging.WARNING)
