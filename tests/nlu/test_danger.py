"""What the trained model makes of plain dangers and plain harmless sentences (gefahr_saetze.yml, never trained on)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.evaluation.understanding import from_lotte, understanding
from bot.model import ensure_model
from bot.settings import load_settings
from tests.danger_sentences import CORE, DANGEROUS, HARMLESS
from tests.training_data import sentences

Understand = Callable[[str], dict[str, Any]]
MIN_RECALL = 0.97
# Each of these sentences has a word of danger in it, and a missed danger is worse than a number too much.
MAX_FALSE_ALARMS = 0.04


@pytest.fixture(scope="module")
def understand() -> Understand:
    parse = understanding(ensure_model(load_settings().models))
    return lambda text: from_lotte(parse(text))


def test_table_is_large_and_not_trained_on() -> None:
    known = {sentence.text.casefold() for sentence in sentences()}
    assert len(DANGEROUS) >= 100
    assert len(HARMLESS) >= 150
    assert [text for _, text in DANGEROUS if text.casefold() in known] == []
    assert [text for text in HARMLESS if text.casefold() in known] == []


@pytest.mark.parametrize(("kind", "text"), CORE)
def test_core_sentences_are_always_found(understand: Understand, kind: str, text: str) -> None:
    assert understand(text)["crisis"] == kind


def test_recall(understand: Understand) -> None:
    missed = [text for _, text in DANGEROUS if understand(text)["crisis"] is None]
    assert len(missed) <= (1 - MIN_RECALL) * len(DANGEROUS), missed


def test_false_alarms(understand: Understand) -> None:
    alarms = [(text, got["crisis"]) for text in HARMLESS if (got := understand(text))["crisis"]]
    assert len(alarms) <= MAX_FALSE_ALARMS * len(HARMLESS), alarms


@pytest.mark.parametrize("text", ["?", "12345", "ja"])
def test_texts_without_words_are_no_danger(understand: Understand, text: str) -> None:
    assert understand(text)["crisis"] is None
