"""Rasa's own checks of its data, and ours of what Rasa lets pass."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
import yaml

from bot.model import ensure_model
from bot.nlu.language.acts import CRISIS_KINDS, NEEDS, act_of
from bot.nlu.language.recognition import UNDERSTOOD_ELSEWHERE
from bot.settings import ROOT, load_settings
from tests.training_data import FILES, sentences

ENVIRONMENT = {
    **os.environ,
    "RASA_TELEMETRY_ENABLED": "false",
    "PYTHONWARNINGS": "ignore",
    "LOTTE_ACTIONS_URL": "http://127.0.0.1:9/webhook",
    "LOTTE_CONVERSATIONS_URL": "sqlite://",
    "LOTTE_INTERNAL_TOKEN": "x",
}


def rasa(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "rasa", *arguments],
        cwd=ROOT,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )


def test_rasa_finds_nothing_to_warn_about() -> None:
    result = rasa("data", "validate", "--fail-on-warnings", "--domain", "domain.yml", "--data", "data")
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-3000:]


def test_the_stories_go_as_written(tmp_path: Path) -> None:
    model = ensure_model(load_settings().models)
    result = rasa(
        "test", "core", "--model", str(model), "--stories", "tests/stories", "--out", str(tmp_path),
        "--fail-on-prediction-errors", "--no-plot",
    )  # fmt: skip
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-3000:]
    assert (tmp_path / "story_report.json").exists()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_header_says_what_belongs_into_a_file(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "#" in text.split("- intent")[0]


def test_one_intent_a_file() -> None:
    for sentence in sentences():
        gathered = sentence.file.parent.name == "andere_sprachen" or sentence.file.stem.startswith("klingt_nur_so")
        assert gathered or sentence.intent == sentence.file.stem, sentence
        assert act_of(sentence.intent), sentence


def test_a_file_in_another_language_says_so() -> None:
    for path in FILES:
        blocks = yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
        languages = {block.get("metadata", {}).get("sprache") for block in blocks}
        expected = {None} if path.parent.name != "andere_sprachen" else set(UNDERSTOOD_ELSEWHERE) & languages
        assert languages == expected, path.name


def test_second_needs_are_needs() -> None:
    for sentence in sentences():
        if sentence.second_need:
            assert {sentence.intent, sentence.second_need} <= set(NEEDS), sentence
            assert sentence.intent != sentence.second_need, sentence


def test_enough_sentences_and_none_twice() -> None:
    seen: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    for sentence in sentences():
        sizes[sentence.intent] += sentence.file.parent.name != "andere_sprachen"
        seen[re.sub(r"\W+", " ", sentence.text.casefold()).strip()] += 1
    assert [sentence for sentence, count in seen.items() if sentence and count > 1] == []
    assert [need for need in NEEDS if sizes[need] < 150] == []
    assert [kind for kind in CRISIS_KINDS if sizes[f"krise_{kind}"] < 120] == []
    assert [intent for intent, size in sizes.items() if size < 60] == []
