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
from bot.settings import ROOT, load_settings

FILES = sorted((ROOT / "data" / "nlu").rglob("*.yml"))
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


def blocks(path: Path) -> list[tuple[str, list[str]]]:
    """(intent, sentences) of each block of a training file."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [
        (block["intent"], [line[2:].strip() for line in block["examples"].splitlines() if line.startswith("- ")])
        for block in content["nlu"]
    ]


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
def test_one_intent_a_file_with_a_header(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.lstrip().startswith(("#", "version")), "ein Kopf sagt, was hineingehört"
    assert "#" in text.split("- intent")[0]
    intents = {intent for intent, _ in blocks(path)}
    if path.stem != "klingt_nur_so":  # the one file that gathers look-alikes of several intents
        assert intents == {path.stem}
    assert all(act_of(intent) for intent in intents)


def test_enough_sentences_and_none_twice() -> None:
    sentences: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    for path in FILES:
        for intent, examples in blocks(path):
            sizes[intent] += len(examples)
            sentences.update(re.sub(r"\W+", " ", example.casefold()).strip() for example in examples)
    assert [sentence for sentence, count in sentences.items() if sentence and count > 1] == []
    assert [need for need in NEEDS if sizes[need] < 150] == []
    assert [kind for kind in CRISIS_KINDS if sizes[f"krise_{kind}"] < 120] == []
    assert [intent for intent, size in sizes.items() if size < 60] == []
